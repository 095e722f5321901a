import { formatTable } from "./table.ts";

/** Timers of one run, in nanoseconds, by OPA's names (`timer_rego_query_eval_ns`). */
export class Metrics {
  private readonly timers = new Map<string, number>();

  /** Runs an action and adds the time it took to a timer, also where it throws. */
  async time<T>(name: string, action: () => T | Promise<T>): Promise<T> {
    const start = process.hrtime.bigint();
    try {
      return await action();
    } finally {
      this.timers.set(name, (this.timers.get(name) ?? 0) + Number(process.hrtime.bigint() - start));
    }
  }

  /** The timers, sorted by name. */
  entries(): readonly (readonly [name: string, nanoseconds: number])[] {
    return [...this.timers].sort(([left], [right]) => (left < right ? -1 : 1));
  }
}

/** What several runs took: least, most, average and, of the times in order, those at given shares. */
export interface Distribution {
  readonly "75%": number;
  readonly "90%": number;
  readonly "95%": number;
  readonly "99%": number;
  readonly "99.9%": number;
  readonly "99.99%": number;
  readonly count: number;
  readonly max: number;
  readonly mean: number;
  readonly median: number;
  readonly min: number;
  readonly stddev: number;
}

/** Brings the timers of several runs together. */
export function aggregateMetrics(runs: readonly Metrics[]): readonly (readonly [name: string, Distribution])[] {
  const names = [...new Set(runs.flatMap((run) => run.entries().map(([name]) => name)))].sort();
  return names.map((name) => [
    name,
    describe(runs.flatMap((run) => run.entries().flatMap(([other, time]) => (other === name ? [time] : [])))),
  ]);
}

function describe(times: readonly number[]): Distribution {
  const sorted = [...times].sort((left, right) => left - right);
  const at = (share: number) => sorted[Math.min(sorted.length - 1, Math.ceil(share * sorted.length) - 1)] ?? 0;
  const mean = sorted.reduce((sum, time) => sum + time, 0) / sorted.length;
  const variance = sorted.reduce((sum, time) => sum + (time - mean) ** 2, 0) / sorted.length;
  return {
    "75%": at(0.75),
    "90%": at(0.9),
    "95%": at(0.95),
    "99%": at(0.99),
    "99.9%": at(0.999),
    "99.99%": at(0.9999),
    count: sorted.length,
    max: at(1),
    mean,
    median: at(0.5),
    min: sorted[0] ?? 0,
    stddev: Math.sqrt(variance),
  };
}

/** The tables that `--format pretty` shows below the result. */
export function formatMetrics(runs: readonly Metrics[]): string {
  const [first, ...rest] = runs;
  if (first !== undefined && rest.length === 0)
    return formatTable(
      ["Metric", "Value"],
      first.entries().map(([name, time]) => [name, String(time)]),
    );
  const rows = aggregateMetrics(runs).map(([name, times]) => [
    name,
    ...[times.min, times.max, times.mean, times["90%"], times["99%"]].map(String),
  ]);
  return formatTable(["Metric", "Min", "Max", "Mean", "90%", "99%"], rows);
}
