/** `npm run differential:builtins -- [--filter RE] [--count N] [--seed N] [--show N]`: generated calls of builtins here and in the `opa` binary. */
import { parseArgs } from "node:util";
import { findOpaVersion, OpaServer } from "../policies/opa-server.ts";
import type { BuiltinComparison, OpaServers } from "./compare-calls.ts";
import { compareBuiltin, comparedBuiltins } from "./compare-calls.ts";
import { notAsked } from "./recipes.ts";
import { formatDifferences, formatTable } from "./report.ts";

const { values: options } = parseArgs({
  options: {
    /** Only builtins whose name matches. */
    filter: { type: "string", default: "" },
    /** How many calls of each builtin, at least. */
    count: { type: "string", default: "100" },
    /** Another seed gives other calls. */
    seed: { type: "string", default: "1" },
    /** How many differences of one kind are shown. */
    show: { type: "string", default: "3" },
  },
});

const write = (text: string): void => void process.stdout.write(`${text}\n`);

const version = findOpaVersion();
if (version === undefined) write("SKIPPED: there is no `opa` on the PATH, so there is nothing to compare with");
else await run(version);

async function run(opaVersion: string): Promise<void> {
  const filter = new RegExp(options.filter);
  const builtins = comparedBuiltins().filter(({ name }) => filter.test(name));
  write(`${builtins.length} builtins, ${options.count} calls of each, seed ${options.seed}, against opa ${opaVersion}\n`);
  const [v1, v0] = await Promise.all([OpaServer.start(), OpaServer.start(["--v0-compatible"])]);
  const servers: OpaServers = { v1, v0 };
  const comparisons: BuiltinComparison[] = [];
  try {
    for (const builtin of builtins) comparisons.push(await compareBuiltin(builtin, Number(options.count), Number(options.seed), servers));
  } finally {
    v1.stop();
    v0.stop();
  }
  write(formatTable(comparisons));
  const differences = comparisons.flatMap((comparison) => comparison.differences);
  write(formatDifferences(differences, Number(options.show)));
  for (const [name, reason] of notAsked) if (filter.test(name)) write(`not asked: ${name}: ${reason}`);
  const unexplained = differences.filter(({ known }) => known === undefined).length;
  const calls = comparisons.reduce((sum, comparison) => sum + comparison.calls, 0);
  write(
    `\n${calls} calls: ${calls - differences.length} equal, ${differences.length - unexplained} known differences, ${unexplained} unexplained`,
  );
  process.exitCode = unexplained > 0 ? 1 : 0;
}
