import type { Rounds } from "../measure-workload.ts";

/** What bench:hook writes. */
export interface HookRun {
  readonly machine: string;
  readonly rounds: Rounds;
  readonly results: readonly {
    readonly name: string;
    /** Nanoseconds of one question, with the hook that is not used. */
    readonly whole: number;
    /** The same where there is none. */
    readonly without: number;
    /** How many times as long the first takes: the median of the ratios of the rounds. */
    readonly ratio: number;
    readonly spread: number;
  }[];
}
