import type { CoverageKind } from "../tools/coverage/report.ts";
import { UsageError } from "./usage-error.ts";

export const coverageKinds: readonly CoverageKind[] = ["index_excluded", "early_exit"];

/** Reads `--coverage-runs`: a list of kinds with commas, which may be empty. */
export function parseCoverageRuns(value: string): readonly CoverageKind[] {
  const names = value.split(",").filter((name) => name !== "");
  return names.map((name) => {
    const kind = coverageKinds.find((candidate) => candidate === name);
    if (kind === undefined)
      throw new UsageError(`invalid --coverage-runs value "${name}" (expected ${coverageKinds.map((known) => `"${known}"`).join(" or ")})`);
    return kind;
  });
}
