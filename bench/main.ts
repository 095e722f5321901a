/** `npm run bench -- [--filter RE] [--rounds N] [--milliseconds N] [--only NAMES] [--without NAMES] [--json FILE]`: all contenders, in turn, in one run. */
import { writeFileSync } from "node:fs";
import { parseArgs } from "node:util";
import { handWritten, regoTs } from "./contenders.ts";
import { describeMachine } from "./machine.ts";
import type { WorkloadReport, WorkloadRun } from "./measure-workload.ts";
import { measureWorkload } from "./measure-workload.ts";
import { findPeers } from "./peers/all-peers.ts";
import { formatTable, listFailures } from "./workload-table.ts";
import { workloads } from "./workloads.ts";

const { values: options } = parseArgs({
  options: {
    /** Only workloads whose name matches. */
    filter: { type: "string", default: "" },
    /** Only these contenders, separated by commas. */
    only: { type: "string" },
    /** Not these. */
    without: { type: "string", default: "" },
    /** How often each contender's turn comes. */
    rounds: { type: "string", default: "5" },
    /** How long each turn lasts. */
    milliseconds: { type: "string", default: "300" },
    /** Where to write all figures. */
    json: { type: "string" },
  },
});

const peers = findPeers();
const wanted = options.only?.split(",");
const unwanted = options.without.split(",");
const contenders = [handWritten, regoTs, ...peers.contenders].filter(
  ({ name }) => (wanted?.includes(name) ?? true) && !unwanted.includes(name),
);
const names = ["rego-ts", ...contenders.map(({ name }) => name).filter((name) => name !== "rego-ts")];
const machine = describeMachine();
const rounds = { count: Number(options.rounds), milliseconds: Number(options.milliseconds) };

console.log(machine);
for (const { name, description } of contenders) console.log(`${name}: ${description}`);
for (const missing of peers.missing) console.log(`missing: ${missing}`);
console.log(`${rounds.count} rounds of ${rounds.milliseconds} ms for each contender, in turn\n`);

const filter = new RegExp(options.filter);
const reports: WorkloadReport[] = [];
for (const [name, make] of Object.entries(workloads)) {
  if (!filter.test(name)) continue;
  const report = await measureWorkload(make(), contenders, rounds);
  reports.push(report);
  // After each one, so that a long run that ends early was not in vain.
  writeFigures();
  process.stderr.write(`${formatTable([report], names).split("\n")[2]}\n`);
}
console.log(formatTable(reports, names));
for (const failure of listFailures(reports)) console.log(`\n${failure}`);

function writeFigures(): void {
  if (options.json === undefined) return;
  const descriptions = Object.fromEntries(contenders.map(({ name, description }) => [name, description]));
  const run: WorkloadRun = { machine, contenders: names, descriptions, missing: peers.missing, rounds, reports };
  writeFileSync(options.json, `${JSON.stringify(run, undefined, 2)}\n`);
}
