/** What several rounds of one measurement say. */
export interface Summary {
  /** Nanoseconds of one question. */
  readonly median: number;
  /** How far the rounds lie apart: the greatest less the least, as a share of the median. */
  readonly spread: number;
  readonly rounds: readonly number[];
}

export function summarize(rounds: readonly number[]): Summary {
  const sorted = [...rounds].sort((left, right) => left - right);
  const median = quantile(sorted, 0.5);
  return { median, spread: ((sorted.at(-1) ?? Number.NaN) - (sorted[0] ?? Number.NaN)) / median, rounds };
}

export function geometricMean(values: readonly number[]): number {
  return Math.exp(values.reduce((sum, value) => sum + Math.log(value), 0) / values.length);
}

function quantile(sorted: readonly number[], share: number): number {
  const at = (sorted.length - 1) * share;
  const [low, high] = [sorted[Math.floor(at)], sorted[Math.ceil(at)]];
  return low === undefined || high === undefined ? Number.NaN : low + (high - low) * (at - Math.floor(at));
}
