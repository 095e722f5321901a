import { isDeepStrictEqual } from "node:util";
import type { Contender, Runner } from "./contender.ts";
import type { Summary } from "./statistics.ts";
import { summarize } from "./statistics.ts";
import type { Workload } from "./workload.ts";
import { WorkloadFiles } from "./workload-files.ts";

export interface Rounds {
  /** How often each contender's turn comes. */
  readonly count: number;
  /** How long a turn lasts. */
  readonly milliseconds: number;
  /** A first answer or a turn that takes longer, in milliseconds, is the contender's only one: what is quadratic would take all day. Default: 8000. */
  readonly longest?: number;
}

/** How one contender did. */
export type Standing = Summary | { readonly failure: string };

export interface WorkloadReport {
  readonly name: string;
  /** Counts as one with all others of the same family in one of the means. */
  readonly family: string;
  readonly standsFor: string;
  readonly standings: Readonly<Record<string, Standing>>;
}

/** A whole run, as `--json` writes it. */
export interface WorkloadRun {
  readonly machine: string;
  readonly contenders: readonly string[];
  /** What each contender is, with its version. */
  readonly descriptions: Readonly<Record<string, string>>;
  readonly missing: readonly string[];
  readonly rounds: Rounds;
  readonly reports: readonly WorkloadReport[];
}

/** One of those whose turns are taken, and what each round gave. */
export interface Entry {
  readonly name: string;
  readonly runner: Runner;
  readonly rounds: (number | undefined)[];
}

/** Measures all contenders in turn, after a look at whether their answers are equal: the first one's is the answer. */
export async function measureWorkload(workload: Workload, contenders: readonly Contender[], rounds: Rounds): Promise<WorkloadReport> {
  const standings: Record<string, Standing> = {};
  const entries: Entry[] = [];
  const files = new WorkloadFiles(workload);
  try {
    for (const { name, start } of contenders) {
      try {
        entries.push({ name, runner: await start(workload, files), rounds: [] });
      } catch (error) {
        standings[name] = { failure: error instanceof Error ? error.message : String(error) };
      }
    }
    const [first] = entries;
    const equal = entries.filter(({ name, runner }) => {
      const prepare = runner.unordered ? withoutOrder : toPlain;
      if (isDeepStrictEqual(prepare(runner.value), prepare(first?.runner.value))) return true;
      standings[name] = {
        failure: `answers otherwise than ${first?.name}: ${shorten(runner.value)} instead of ${shorten(first?.runner.value)}`,
      };
      return false;
    });
    await measureInTurn(equal, rounds);
    for (const entry of equal) standings[entry.name] = summarize(entry.rounds);
  } finally {
    for (const { runner } of entries) runner.stop();
    files.remove();
  }
  return { name: workload.name, family: workload.family ?? workload.name, standsFor: workload.standsFor, standings };
}

/** The least that the first round lasts, in milliseconds: V8 compiles in the background, which takes time on a busy machine. */
const warmUp = 400;

/** Gives each entry its turn in every round. The first round is only to warm up. */
export async function measureInTurn(entries: readonly Entry[], rounds: Rounds): Promise<void> {
  const { longest = 8000 } = rounds;
  const tooLong = new Set(entries.filter(({ runner }) => runner.first > longest * 1e6));
  for (const { rounds: own, runner } of tooLong) own.push(runner.first);
  for (let round = 0; round <= rounds.count; round++) {
    // The other way round in every second round, so that none always runs after the same one.
    for (const entry of round % 2 === 0 ? entries : entries.toReversed()) {
      if (tooLong.has(entry)) continue;
      const turn = !entry.runner.slow || round % 2 === 1;
      const start = performance.now();
      const nanoseconds = turn
        ? await entry.runner.measure(round === 0 ? Math.max(rounds.milliseconds, warmUp) : rounds.milliseconds)
        : undefined;
      const isLong = performance.now() - start > longest;
      if (isLong) tooLong.add(entry);
      if (round > 0 || isLong) entry.rounds.push(nanoseconds);
    }
  }
}

/** Objects of any prototype as plain ones. */
function toPlain(value: unknown): unknown {
  return value === undefined ? undefined : JSON.parse(JSON.stringify(value));
}

/** The same for values that differ only in the order of what is in their arrays. */
function withoutOrder(value: unknown): unknown {
  if (Array.isArray(value)) return value.map((item) => JSON.stringify(withoutOrder(item))).sort();
  if (typeof value !== "object" || value === null) return value;
  const entries = Object.entries(value).sort(([left], [right]) => (left < right ? -1 : 1));
  return Object.fromEntries(entries.map(([key, item]) => [key, withoutOrder(item)]));
}

function shorten(value: unknown): string {
  const text = JSON.stringify(value) ?? "undefined";
  return text.length > 300 ? `${text.slice(0, 300)}…` : text;
}
