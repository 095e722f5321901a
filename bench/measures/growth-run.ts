import type { Rounds } from "../measure-workload.ts";

/** One decision at several sizes. */
export interface Curve {
  readonly family: string;
  readonly contender: string;
  readonly points: readonly Point[];
}

/** What one question takes at one size. */
export interface Point {
  readonly size: number;
  /** Nanoseconds. */
  readonly median: number;
  readonly spread: number;
  /** How many times as long as at the smallest size: the median of the ratios of the rounds. */
  readonly ratio: number;
  /** The same of the best rounds of both sizes, which a busy machine disturbs least. */
  readonly bestRatio: number;
}

/** What bench:growth writes. */
export interface GrowthRun {
  readonly machine: string;
  readonly rounds: Rounds;
  readonly curves: readonly Curve[];
}
