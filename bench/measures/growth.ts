/** `npm run bench:growth -- [--rounds N] [--milliseconds N] [--filter RE] [--json FILE]`: the same decision as rules, data or input grow. */
import { writeFileSync } from "node:fs";
import { parseArgs } from "node:util";
import { handWritten, regoTs } from "../contenders.ts";
import { describeMachine } from "../machine.ts";
import type { Entry } from "../measure-workload.ts";
import { measureInTurn } from "../measure-workload.ts";
import { compareRounds, findLeast, summarize } from "../statistics.ts";
import { WorkloadFiles } from "../workload-files.ts";
import { formatTime } from "../workload-table.ts";
import { families } from "../workloads.ts";
import type { Curve, GrowthRun } from "./growth-run.ts";

const rules = [10, 100, 1000, 10_000];
const grown: Readonly<Record<string, readonly number[]>> = {
  index: rules,
  "index-in": rules,
  "index-startswith": rules,
  "index-glob": rules,
  "index-argument": rules,
  "user-lookup": [1000, 10_000, 100_000, 1_000_000],
  "group-by": [300, 1000, 3000, 10_000, 30_000],
};
const { values: options } = parseArgs({
  options: {
    filter: { type: "string", default: "" },
    rounds: { type: "string", default: "7" },
    milliseconds: { type: "string", default: "200" },
    json: { type: "string" },
  },
});
const rounds = { count: Number(options.rounds), milliseconds: Number(options.milliseconds) };
const machine = describeMachine();
const curves: Curve[] = [];
console.log(`${machine}\nall sizes of a family in turn, ${rounds.count} rounds of ${rounds.milliseconds} ms\n`);
for (const [family, sizes] of Object.entries(grown)) {
  if (!new RegExp(options.filter).test(family)) continue;
  for (const contender of [regoTs, handWritten]) {
    const curve = await measureCurve(family, sizes, contender);
    curves.push(curve);
    const points = curve.points.map(({ size, median, ratio, bestRatio }) => {
      return `${size}: ${formatTime(median)} (× ${ratio.toFixed(2)}, at best × ${bestRatio.toFixed(2)})`;
    });
    console.log(`${family}, ${contender.name}: ${points.join(", ")}`);
  }
}
const run: GrowthRun = { machine, rounds, curves };
if (options.json !== undefined) writeFileSync(options.json, `${JSON.stringify(run, undefined, 2)}\n`);

async function measureCurve(family: string, sizes: readonly number[], contender: typeof regoTs): Promise<Curve> {
  const entries: Entry[] = [];
  for (const size of sizes) {
    const workload = families[family]?.make(size);
    if (workload === undefined) throw new Error(`there is no family ${family}`);
    entries.push({ name: `${size}`, runner: await contender.start(workload, new WorkloadFiles(workload)), rounds: [] });
  }
  await measureInTurn(entries, rounds);
  const summaries = entries.map((entry) => summarize(entry.rounds));
  const points = summaries.map((summary, index) => ({
    size: sizes[index] ?? Number.NaN,
    median: summary.median,
    spread: summary.spread,
    ratio: compareRounds(summary, summaries[0] ?? summary),
    bestRatio: findLeast(summary.rounds) / findLeast((summaries[0] ?? summary).rounds),
  }));
  return { family, contender: contender.name, points };
}
