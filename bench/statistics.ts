/** What several rounds of one measurement say. */
export interface Summary {
  /** Nanoseconds of one question. */
  readonly median: number;
  /** How far the rounds lie from the median: half the distance of the quartiles, as a share of the median. */
  readonly spread: number;
  /** Nanoseconds of one question in each round; undefined where it was not its turn. */
  readonly rounds: readonly (number | undefined)[];
}

export function summarize(rounds: readonly (number | undefined)[]): Summary {
  const sorted = sortNumbers(rounds);
  const median = quantile(sorted, 0.5);
  return { median, spread: (quantile(sorted, 0.75) - quantile(sorted, 0.25)) / 2 / median, rounds };
}

/** How many times longer one takes than another: the median over the rounds, since what slows one down in a round slows the other down too. */
export function compareRounds(longer: Summary, shorter: Summary): number {
  const ratios = longer.rounds.map((time, round) => {
    const other = shorter.rounds[round];
    return time === undefined || other === undefined ? undefined : time / other;
  });
  return quantile(sortNumbers(ratios), 0.5);
}

export function findMedian(values: readonly number[]): number {
  return quantile(sortNumbers(values), 0.5);
}

/** The best of the rounds. */
export function findLeast(values: readonly (number | undefined)[]): number {
  return sortNumbers(values)[0] ?? Number.NaN;
}

export function geometricMean(values: readonly number[]): number {
  return Math.exp(values.reduce((sum, value) => sum + Math.log(value), 0) / values.length);
}

function sortNumbers(values: readonly (number | undefined)[]): readonly number[] {
  return values.filter((value) => value !== undefined).sort((left, right) => left - right);
}

function quantile(sorted: readonly number[], share: number): number {
  const at = (sorted.length - 1) * share;
  const [low, high] = [sorted[Math.floor(at)], sorted[Math.ceil(at)]];
  return low === undefined || high === undefined ? Number.NaN : low + (high - low) * (at - Math.floor(at));
}
