/**
 * `npm run bench:memory -- [--megabytes N] [--evaluations N] [--json FILE]`: the heap after `setData` of a large document against that after
 * `JSON.parse` alone, and whether the heap grows over many evaluations. Each in a process of its own, where the collector can be called.
 */
import { spawnSync } from "node:child_process";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { parseArgs } from "node:util";
import { describeMachine } from "../machine.ts";
import { writeDocument } from "./large-document.ts";
import type { HeapSample, MemoryRun } from "./memory-run.ts";

const { values: options } = parseArgs({
  options: {
    megabytes: { type: "string", default: "100" },
    evaluations: { type: "string", default: "1000000" },
    json: { type: "string" },
  },
});
const folder = mkdtempSync(join(tmpdir(), "rego-ts-memory-"));
try {
  const machine = describeMachine();
  const file = join(folder, "data.json");
  const bytes = writeDocument(file, Number(options.megabytes) * 1e6);
  // The other way round the second time: nothing of the first process is left, but the machine may be in another state.
  const [parsed, set] = [measureHeap("parse", file), measureHeap("set", file)];
  const [setAgain, parsedAgain] = [measureHeap("set", file), measureHeap("parse", file)];
  const ratios = [set / parsed, setAgain / parsedAgain];
  console.log(`${machine}\n\n${(bytes / 1e6).toFixed(1)} MB of JSON text`);
  console.log(`heap after JSON.parse: ${inMegabytes(parsed)}; after setData, prepare and an evaluation: ${inMegabytes(set)}`);
  console.log(`ratio: ${ratios.map((ratio) => ratio.toFixed(4)).join(" and ")}\n`);
  const samples = runChild<readonly HeapSample[]>("heap-growth.ts", [options.evaluations]);
  for (const { evaluations, heapUsed } of samples) console.log(`${`${evaluations}`.padStart(9)} evaluations: ${inMegabytes(heapUsed)}`);
  // A fifth is for warming up.
  const after = samples.filter(({ evaluations }) => evaluations >= Number(options.evaluations) / 5);
  const [first, last] = [after[0], after.at(-1)];
  const growth = first === undefined || last === undefined ? Number.NaN : last.heapUsed - first.heapUsed;
  console.log(`after the first fifth the heap grew by ${(growth / 1000).toFixed(1)} kB`);
  const run: MemoryRun = { machine, bytes, parsed, set, ratios, evaluations: Number(options.evaluations), samples, growth };
  if (options.json !== undefined) writeFileSync(options.json, `${JSON.stringify(run, undefined, 2)}\n`);
} finally {
  rmSync(folder, { recursive: true, force: true });
}

function measureHeap(how: "parse" | "set", file: string): number {
  return runChild<{ readonly heapUsed: number }>("heap-of-data.ts", [how, file]).heapUsed;
}

function runChild<Result>(script: string, args: readonly string[]): Result {
  const command = ["--expose-gc", "--max-old-space-size=4096", "scripts/run.mjs", `bench/measures/${script}`, ...args];
  const { status, stdout, stderr } = spawnSync(process.execPath, command, { encoding: "utf8" });
  if (status !== 0) throw new Error(`${script}: ${stderr}`);
  return JSON.parse(stdout) as Result;
}

function inMegabytes(bytes: number): string {
  return `${(bytes / 1e6).toFixed(2)} MB`;
}
