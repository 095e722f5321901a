import { isDeepStrictEqual } from "node:util";
import type { Contender, Runner } from "./contender.ts";
import type { Summary } from "./statistics.ts";
import { summarize } from "./statistics.ts";
import type { Workload } from "./workload.ts";

export interface Rounds {
  /** How often each contender's turn comes. */
  readonly count: number;
  /** How long a turn lasts. */
  readonly milliseconds: number;
}

/** How one contender did. */
export type Standing = Summary | { readonly failure: string };

export interface WorkloadReport {
  readonly name: string;
  readonly standsFor: string;
  readonly standings: Readonly<Record<string, Standing>>;
}

interface Entry {
  readonly name: string;
  readonly runner: Runner;
  readonly rounds: (number | undefined)[];
}

/** Measures all contenders in turn, after a look at whether their answers are equal: the first one's is the answer. */
export async function measureWorkload(workload: Workload, contenders: readonly Contender[], rounds: Rounds): Promise<WorkloadReport> {
  const standings: Record<string, Standing> = {};
  const entries: Entry[] = [];
  try {
    for (const { name, start } of contenders) {
      try {
        entries.push({ name, runner: await start(workload), rounds: [] });
      } catch (error) {
        standings[name] = { failure: error instanceof Error ? error.message : String(error) };
      }
    }
    const [first] = entries;
    const equal = entries.filter(({ name, runner }) => {
      if (isDeepStrictEqual(toPlain(runner.value), toPlain(first?.runner.value))) return true;
      standings[name] = {
        failure: `answers otherwise than ${first?.name}: ${shorten(runner.value)} instead of ${shorten(first?.runner.value)}`,
      };
      return false;
    });
    // The first round is only to warm up.
    for (let round = 0; round <= rounds.count; round++) {
      for (const entry of equal) {
        const turn = !entry.runner.slow || round % 2 === 1;
        const nanoseconds = turn ? await entry.runner.measure(rounds.milliseconds) : undefined;
        if (round > 0) entry.rounds.push(nanoseconds);
      }
    }
    for (const entry of equal) standings[entry.name] = summarize(entry.rounds);
  } finally {
    for (const { runner } of entries) runner.stop();
  }
  return { name: workload.name, standsFor: workload.standsFor, standings };
}

/** Objects of any prototype as plain ones. */
function toPlain(value: unknown): unknown {
  return value === undefined ? undefined : JSON.parse(JSON.stringify(value));
}

function shorten(value: unknown): string {
  const text = JSON.stringify(value) ?? "undefined";
  return text.length > 300 ? `${text.slice(0, 300)}…` : text;
}
