import type { BuiltinContext, BuiltinFailure, Host } from "../builtins/context.ts";
import type { RegoError } from "../errors/rego-error.ts";
import { RegoErrors } from "../errors/rego-error.ts";
import { AsyncResults } from "../topdown-cache/async-results.ts";
import { cancelled, describeError, type Place, stepsExceeded } from "./errors.ts";

/** Bounds of one evaluation. */
export interface Limits {
  /** Wall-clock time; milliseconds. */
  readonly timeoutMs?: number | undefined;
  /** Steps: elements enumerated, rules tried. The same policy and input always take the same number. */
  readonly steps?: number | undefined;
}

/** What the options of one evaluation decide. */
export interface QueryOptions {
  readonly host: Host;
  readonly limits: Limits;
  readonly signal: AbortSignal | undefined;
  /** What a failing builtin does: makes its expression undefined, or ends the query. */
  readonly strictBuiltinErrors: boolean;
  /** Gets the failures that only made an expression undefined. */
  readonly onBuiltinError: ((error: RegoError) => void) | undefined;
  readonly engineCache: Map<string, unknown>;
  /** Asynchronous builtins are refused. */
  readonly sync: boolean;
}

/** Steps between two looks at the clock. */
const checkInterval = 10_000;

/** What all layers of one evaluation share. */
export class QueryState {
  readonly options: QueryOptions;
  readonly context: BuiltinContext;
  readonly asyncResults = new AsyncResults();
  /** How often this pass met an answer that is not there yet. A result worked out while it grew is not to be kept. */
  pending = 0;
  /** Texts that the pass printed, and where; they count only if the pass does. */
  prints: { readonly text: string; readonly location: string }[] = [];
  /** The `print` call that is being evaluated. */
  printing: Place | undefined;
  private builtinErrors: RegoError[] = [];
  private steps = 0;
  private nextCheck: number;
  private readonly deadline: number;

  constructor(options: QueryOptions) {
    this.options = options;
    const { timeoutMs, steps } = options.limits;
    this.deadline = timeoutMs === undefined ? Number.POSITIVE_INFINITY : Date.now() + timeoutMs;
    this.nextCheck = Math.min(checkInterval, steps ?? checkInterval);
    const host: Host = { ...options.host, print: (text) => this.print(text) };
    let now: bigint | undefined;
    this.context = {
      host,
      get nowNs() {
        now ??= host.nowNs();
        return now;
      },
      queryCache: new Map(),
      engineCache: options.engineCache,
      tick: (count) => this.tick(count),
    };
    if (options.signal?.aborted) throw cancelled();
  }

  /** Counts work; looks at the limits now and then. */
  tick(count: number): void {
    this.steps += count;
    if (this.steps > this.nextCheck) this.check();
  }

  private check(): void {
    const { limits, signal } = this.options;
    if (limits.steps !== undefined && this.steps > limits.steps) throw stepsExceeded(limits.steps);
    if (signal?.aborted || Date.now() > this.deadline) throw cancelled();
    this.nextCheck = this.steps + checkInterval;
    if (limits.steps !== undefined) this.nextCheck = Math.min(this.nextCheck, limits.steps);
  }

  private print(text: string): void {
    const place = this.printing;
    const at = place?.source.locate(place.span.start);
    this.prints.push({ text, location: at === undefined ? "" : `${at.file}:${at.row}` });
  }

  /** A builtin failed: ends the query, or makes the expression undefined. */
  fail(failure: BuiltinFailure, place: Place): undefined {
    const error = describeError(failure.code, failure.message, place);
    if (this.options.strictBuiltinErrors) throw new RegoErrors([error]);
    if (this.options.onBuiltinError !== undefined) this.builtinErrors.push(error);
    return undefined;
  }

  /** Starts a pass: what an abandoned one printed and reported is dropped. */
  startPass(): void {
    this.pending = 0;
    this.prints = [];
    this.builtinErrors = [];
    this.steps = 0;
    this.nextCheck = Math.min(checkInterval, this.options.limits.steps ?? checkInterval);
    if (this.options.signal?.aborted) throw cancelled();
  }

  /** Hands on what the final pass printed and reported. */
  finish(): void {
    for (const { text, location } of this.prints) this.options.host.print?.(text, location);
    for (const error of this.builtinErrors) this.options.onBuiltinError?.(error);
  }
}
