/**
 * `npm run fuzz -- [--target NAME|all] [--seconds N] [--seed N] [--index N] [--out DIR]`: cases made at random, always the same for a seed, run until the
 * time is up. Each finding is made small and written to a folder; a case that takes the memory of its thread or hangs ends that thread, not the run.
 */
import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { parseArgs } from "node:util";
import { isMainThread, parentPort, Worker, workerData } from "node:worker_threads";
import { Random } from "../differential/policies/random.ts";
import { runTarget } from "./run-target.ts";
import { type FuzzCase, tryCase } from "./target.ts";
import { findTarget, fuzzTargets } from "./targets.ts";

/** What a thread is asked to do. `current` holds the number of the case that it is at, and of the trials to make one small. */
interface Order {
  readonly target: string;
  readonly seed: number;
  readonly from: number;
  readonly seconds: number;
  readonly current: Int32Array;
}

type Report =
  | { readonly kind: "finding"; readonly index: number; readonly sort: string; readonly details: string; readonly small: FuzzCase }
  | { readonly kind: "done" };

const write = (line: string): void => void process.stdout.write(`${line}\n`);
/** A case that takes longer than this hangs; milliseconds. */
const patience = 60_000;

if (isMainThread) await runAll();
else await runOrder(workerData as Order);

async function runOrder({ target: name, seed, from, seconds, current }: Order): Promise<void> {
  const target = findTarget(name);
  const send = (report: Report): void => parentPort?.postMessage(report);
  if (target === undefined) throw new TypeError(`no target ${name}`);
  await runTarget({
    target,
    seed,
    from,
    seconds,
    onStart: (index) => void Atomics.store(current, 0, index),
    onTrial: () => void Atomics.add(current, 1, 1),
    onFinding: (index, finding, small) => send({ kind: "finding", index, ...finding, small }),
  });
  send({ kind: "done" });
}

async function runAll(): Promise<void> {
  const { values: options } = parseArgs({
    options: {
      target: { type: "string", default: "all" },
      seconds: { type: "string", default: "60" },
      seed: { type: "string", default: "1" },
      /** Runs this one case, and says what comes of it. */
      index: { type: "string" },
      /** Where findings are written. */
      out: { type: "string", default: "node_modules/.cache/rego-ts/fuzz" },
    },
  });
  const seed = Number(options.seed);
  if (options.index !== undefined) return await showCase(options.target, seed, Number(options.index));
  const chosen = fuzzTargets.filter(([, { name }]) => options.target === "all" || options.target.split(",").includes(name));
  if (chosen.length === 0) throw new Error(`no target ${options.target}; there are ${fuzzTargets.map(([, { name }]) => name).join(", ")}`);
  const total = chosen.reduce((sum, [share]) => sum + share, 0);
  let findings = 0;
  for (const [share, { name }] of chosen) findings += await runThreads(name, seed, (Number(options.seconds) * share) / total, options.out);
  process.exitCode = findings > 0 ? 1 : 0;
}

async function showCase(name: string, seed: number, index: number): Promise<void> {
  const target = findTarget(name);
  if (target === undefined) throw new Error(`no target ${name}`);
  const given = target.make(new Random(seed, index));
  for (const [file, text] of Object.entries(given.texts)) write(`== ${file}\n${text}`);
  const finding = await tryCase(target, given);
  write(finding === undefined ? "nothing found" : `FOUND ${finding.sort}\n${finding.details}`);
}

/** Runs a target for its time, in one thread after the other where they do not survive. Gives how many things were found. */
async function runThreads(name: string, seed: number, seconds: number, out: string): Promise<number> {
  const start = Date.now();
  const end = start + seconds * 1000;
  const sorts = new Set<string>();
  let from = 0;
  for (let left = seconds; left > 0; left = (end - Date.now()) / 1000) {
    const { next, fatal } = await runThread({ target: name, seed, from, seconds: left }, (report) => {
      if (report.kind !== "finding" || sorts.has(report.sort)) return;
      sorts.add(report.sort);
      writeFinding(out, name, seed, report);
    });
    from = next;
    if (fatal === undefined) break;
    sorts.add(`${fatal} at ${next - 1}`);
    write(`FOUND ${name}: ${fatal}: npm run fuzz -- --target ${name} --seed ${seed} --index ${next - 1}`);
  }
  write(`${name}: ${from} executions in ${((Date.now() - start) / 1000).toFixed(0)} s, seed ${seed}, ${sorts.size} findings`);
  return sorts.size;
}

interface ThreadEnd {
  /** The number of the next case. */
  readonly next: number;
  /** Why the thread did not come to its end. */
  readonly fatal: string | undefined;
}

function runThread(order: Omit<Order, "current">, onReport: (report: Report) => void): Promise<ThreadEnd> {
  const current = new Int32Array(new SharedArrayBuffer(8));
  Atomics.store(current, 0, order.from);
  const worker = new Worker(new URL(import.meta.url), {
    workerData: { ...order, current },
    resourceLimits: { maxOldGenerationSizeMb: 1024 },
  });
  return new Promise((resolve) => {
    let [seen, since] = [-1, Date.now()];
    const finish = (fatal: string | undefined): void => {
      clearInterval(watch);
      void worker.terminate();
      resolve({ next: Atomics.load(current, 0) + 1, fatal });
    };
    const watch = setInterval(() => {
      const index = Atomics.load(current, 0) + Atomics.load(current, 1) / 2 ** 20;
      if (index !== seen) [seen, since] = [index, Date.now()];
      else if (Date.now() - since > patience) finish("hangs");
    }, 1_000);
    worker.on("message", (report: Report) => (report.kind === "done" ? finish(undefined) : onReport(report)));
    worker.on("error", (error) => finish(`ends the thread: ${String(error)}`));
  });
}

/** A folder with the texts of the small case, and how it was found. */
function writeFinding(out: string, name: string, seed: number, { index, sort, details, small }: Report & { kind: "finding" }): void {
  const folder = join(out, `${name}-${seed}-${index}`);
  mkdirSync(folder, { recursive: true });
  for (const [file, text] of Object.entries(small.texts)) writeFileSync(join(folder, file), text);
  const command = `npm run fuzz -- --target ${name} --seed ${seed} --index ${index}`;
  writeFileSync(
    join(folder, "finding.txt"),
    `${sort}\n${command}\nrego version ${small.regoVersion}\n\n${details}\n\n${JSON.stringify(small)}\n`,
  );
  write(`FOUND ${name}: ${sort}: ${folder}`);
}
