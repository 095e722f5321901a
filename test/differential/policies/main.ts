/** `npm run differential -- [--count N] [--seed N] [--index N] [--show N]`: generated policies in this engine and in the `opa` binary. */
import { parseArgs } from "node:util";
import { compareEngines } from "./compare-engines.ts";
import { generatePolicy, renderPolicy } from "./generate-policies.ts";
import { findOpaVersion, OpaServer } from "./opa-server.ts";
import { describeOutcome } from "./outcome.ts";
import { formatReproduction } from "./reproduction.ts";
import { shrinkCase } from "./shrink.ts";

const { values: options } = parseArgs({
  options: {
    /** How many policies. */
    count: { type: "string", default: "500" },
    /** Another seed gives other policies. */
    seed: { type: "string", default: "1" },
    /** The number of the first policy; with `--count 1`, one policy again. */
    index: { type: "string", default: "0" },
    /** How many differences are made small and shown in full. */
    show: { type: "string", default: "5" },
    /** How many smaller policies are tried for each of them. */
    attempts: { type: "string", default: "1500" },
    /** Also show what both engines rejected, and why. */
    rejected: { type: "boolean", default: false },
  },
});

const write = (line: string): void => void process.stdout.write(`${line}\n`);

const version = findOpaVersion();
if (version === undefined) write("SKIPPED: there is no `opa` on the PATH, so there is nothing to compare with");
else await run(version);

async function run(opaVersion: string): Promise<void> {
  const [seed, first, count, show] = [options.seed, options.index, options.count, options.show].map(Number) as [
    number,
    number,
    number,
    number,
  ];
  const totals = { equal: 0, rejected: 0, different: 0, queries: 0, defined: 0, failed: 0, incomparable: 0 };
  write(`${count} policies of seed ${seed} from number ${first}, against opa ${opaVersion}`);
  const opa = await OpaServer.start();
  try {
    for (let index = first; index < first + count; index++) {
      const policy = generatePolicy(seed, index);
      const comparison = await compareEngines(renderPolicy(policy), policy.queries, opa);
      totals[comparison.verdict] += 1;
      for (const key of ["queries", "defined", "failed", "incomparable"] as const) totals[key] += comparison[key];
      if (options.rejected && comparison.rejection !== undefined) write(`${index}: ${describeOutcome(comparison.rejection)}`);
      const [difference] = comparison.differences;
      if (difference === undefined) continue;
      if (totals.different > show) {
        write(`\n== seed ${seed}, number ${index}: differs on ${difference.query ?? "compilation"}`);
        continue;
      }
      const small = await shrinkCase({ policy, difference }, opa, Number(options.attempts));
      write(`\n== seed ${seed}, number ${index}\n${formatReproduction(small)}`);
    }
  } finally {
    opa.stop();
  }
  write(
    `\n${totals.equal} equal, ${totals.rejected} rejected by both, ${totals.different} different; ${totals.queries} queries, ${totals.defined} defined, ${totals.failed} failed alike, ${totals.incomparable} ended in an internal error of opa`,
  );
  process.exitCode = totals.different > 0 ? 1 : 0;
}
