import type { ExpressionProfile } from "../tools/profile/profiler.ts";
import { formatDuration } from "../tools/test/format-duration.ts";
import { formatTable } from "./table.ts";

const header = ["Time", "Num Eval", "Num Redo", "Num Gen Expr", "Location"];

/** The table that `--profile` shows below a result. */
export function formatProfile(profile: readonly ExpressionProfile[]): string {
  return formatTable(
    header,
    profile.map(({ location: { file, row }, num_eval, num_gen_expr, num_redo, total_time_ns }) => [
      formatDuration(total_time_ns),
      String(num_eval),
      String(num_redo),
      String(num_gen_expr),
      `${file === "" ? "query" : file}:${row}`,
    ]),
  );
}
