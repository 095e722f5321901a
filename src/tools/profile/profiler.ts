import type { Location } from "../../errors/location.ts";
import type { TraceEvent, Tracer } from "../../eval/trace-event.ts";

/** What the expressions of one row took. */
export interface ExpressionProfile {
  readonly total_time_ns: number;
  readonly num_eval: number;
  readonly num_redo: number;
  /** How many expressions the compiler made of those in the row. */
  readonly num_gen_expr: number;
  readonly location: Location;
}

export const profileKeys = ["total_time_ns", "num_eval", "num_redo", "num_gen_expr", "file", "line"] as const;
/** What profiles are sorted by. */
export type ProfileKey = (typeof profileKeys)[number];

/** The counters of one row. */
interface Row {
  time: number;
  evals: number;
  redos: number;
  readonly expressions: Set<number>;
  readonly location: Location;
}

/** Measures expressions: the time from one to the next counts for the first. `now` is a clock in nanoseconds. */
export class Profiler implements Tracer {
  private readonly now: () => number;
  private readonly rows = new Map<string, Row>();
  private current: Row | undefined;
  private since = 0;

  constructor(now: () => number = () => performance.now() * 1e6) {
    this.now = now;
  }

  /** Counts an event, and the time since the one before. */
  trace({ node, op, source, span }: TraceEvent): void {
    if (node.kind !== "expression" || (op !== "Eval" && op !== "Redo")) return;
    const time = this.now();
    if (this.current !== undefined) this.current.time += time - this.since;
    const location = source.locate(span.start);
    const key = `${location.file}:${location.row}`;
    let row = this.rows.get(key);
    if (row === undefined) {
      row = { time: 0, evals: 0, redos: 0, expressions: new Set(), location };
      this.rows.set(key, row);
    }
    if (op === "Eval") row.evals++;
    else row.redos++;
    row.expressions.add(node.index);
    this.current = row;
    this.since = this.now();
  }

  /** The evaluation is over: what is going on ends now. */
  finish(): void {
    if (this.current !== undefined) this.current.time += this.now() - this.since;
    this.current = undefined;
  }

  restart(): void {
    this.rows.clear();
    this.current = undefined;
  }

  /** Rows in the order of the keys (numbers from the greatest, places from the first), at most `limit` of them. */
  report(keys: readonly ProfileKey[] = [], limit = Number.POSITIVE_INFINITY): readonly ExpressionProfile[] {
    const profiles = [...this.rows.values()].map(
      ({ evals, expressions, location, redos, time }): ExpressionProfile => ({
        total_time_ns: Math.round(time),
        num_eval: evals,
        num_redo: redos,
        num_gen_expr: expressions.size,
        location,
      }),
    );
    const order: readonly ProfileKey[] = [...keys, ...profileKeys];
    return profiles.sort((left, right) => compareProfiles(left, right, order)).slice(0, limit);
  }
}

function compareProfiles(left: ExpressionProfile, right: ExpressionProfile, keys: readonly ProfileKey[]): number {
  for (const key of keys) {
    const difference =
      key === "file"
        ? compareTexts(left.location.file, right.location.file)
        : key === "line"
          ? left.location.row - right.location.row
          : right[key] - left[key];
    if (difference !== 0) return difference;
  }
  return 0;
}

function compareTexts(left: string, right: string): number {
  return left < right ? -1 : left > right ? 1 : 0;
}
