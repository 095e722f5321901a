/**
 * `npm run bench:start -- [--rounds N] [--json FILE]`: how long whole processes take, in turn: Node alone, `rego eval` and `opa eval` of a small
 * policy, and imports of the package. Run `npm run build` before.
 */
import { spawnSync } from "node:child_process";
import { existsSync, writeFileSync } from "node:fs";
import { resolve } from "node:path";
import { parseArgs } from "node:util";
import { describeMachine } from "../machine.ts";
import { opaCommand, readOpaVersion } from "../peers/opa.ts";
import { findMedian } from "../statistics.ts";
import type { StartRun } from "./start-run.ts";

const { values: options } = parseArgs({ options: { rounds: { type: "string", default: "21" }, json: { type: "string" } } });
const command = resolve("dist/cli/main.js");
if (!existsSync(command)) throw new Error("there is no dist/; run `npm run build`");
const example = "examples/http-rbac";
const evaluation = `eval -d ${example}/policy.rego -d ${example}/data.json -i ${example}/input.json data.http.authz.allow`.split(" ");
const programs: { readonly name: string; readonly command: readonly string[]; readonly times: number[] }[] = [
  { name: "`node -e 0`", command: [process.execPath, "-e", "0"], times: [] },
  { name: "`rego eval` of a small policy", command: [process.execPath, command, ...evaluation], times: [] },
  { name: '`import "rego-ts"`', command: asModule('await import("rego-ts")'), times: [] },
  { name: '`import "rego-ts/core"`', command: asModule('await import("rego-ts/core")'), times: [] },
  { name: "nothing, as a module", command: asModule(""), times: [] },
  ...(readOpaVersion() === undefined ? [] : [{ name: "`opa eval` of the same policy", command: [opaCommand, ...evaluation], times: [] }]),
];
for (let round = 0; round <= Number(options.rounds); round++) {
  for (const program of round % 2 === 0 ? programs : programs.toReversed()) {
    const time = timeProcess(program.command);
    // The first round fills the caches of the file system.
    if (round > 0) program.times.push(time);
  }
}
const machine = describeMachine();
const idle = programs[0]?.times ?? [];
const processes = programs.map(({ name, times }) => ({
  name,
  median: findMedian(times),
  least: Math.min(...times),
  // Round by round, since what slows one process down in a round slows the others down too.
  more: findMedian(times.map((time, round) => time - (idle[round] ?? Number.NaN))),
}));
const run: StartRun = { machine, rounds: Number(options.rounds), processes };
console.log(`${machine}; medians of ${options.rounds} rounds in turn\n`);
for (const { name, median, more, least } of processes)
  console.log(`${name}: ${median.toFixed(1)} ms, ${more.toFixed(1)} ms more than Node alone; at best ${least.toFixed(1)} ms`);
if (options.json !== undefined) writeFileSync(options.json, `${JSON.stringify(run, undefined, 2)}\n`);

function asModule(text: string): readonly string[] {
  return [process.execPath, "--input-type=module", "-e", text];
}

/** Milliseconds. */
function timeProcess([program = "", ...args]: readonly string[]): number {
  const start = performance.now();
  const { status, stderr } = spawnSync(program, args, { encoding: "utf8" });
  if (status !== 0) throw new Error(`${program} ${args.join(" ")}: ${stderr}`);
  return performance.now() - start;
}
