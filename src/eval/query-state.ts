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

/** What all evaluations of a prepared query share. */
export interface QuerySettings {
  readonly host: Host;
  /** What a failing builtin does: makes its expression undefined, or ends the query. */
  readonly strictBuiltinErrors: boolean;
  readonly engineCache: Map<string, unknown>;
}

/** What is particular to one evaluation. */
export interface QueryOptions {
  readonly limits: Limits;
  readonly signal: AbortSignal | undefined;
  /** Gets the failures that only made an expression undefined. */
  readonly onBuiltinError: ((error: RegoError) => void) | undefined;
}

/** Steps between two looks at the clock. */
const checkInterval = 10_000;

/**
 * What all layers of one evaluation share; also what builtins may ask of it. Most evaluations are over in microseconds, so that what few of
 * them need is made when it is asked for.
 */
export class QueryState implements BuiltinContext {
  readonly settings: QuerySettings;
  /** Asynchronous builtins are refused. */
  readonly isSync: boolean;
  /** How often this pass met an answer that is not there yet. A result worked out while it grew is not to be kept. */
  pending = 0;
  /** The `print` call that is being evaluated. */
  printing: Place | undefined;
  private readonly options: QueryOptions;
  private readonly deadline: number;
  private steps = 0;
  private nextCheck = checkInterval;
  private now: bigint | undefined;
  private cache: Map<string, unknown> | undefined;
  private results: AsyncResults | undefined;
  private printingHost: Host | undefined;
  /** What the pass printed and reported; it counts only if the pass does. */
  private prints: { readonly text: string; readonly location: string }[] | undefined;
  private builtinErrors: RegoError[] | undefined;

  constructor(settings: QuerySettings, options: QueryOptions, isSync: boolean) {
    this.settings = settings;
    this.options = options;
    this.isSync = isSync;
    const { timeoutMs } = options.limits;
    this.deadline = timeoutMs === undefined ? Number.POSITIVE_INFINITY : Date.now() + timeoutMs;
    this.startSteps();
  }

  get asyncResults(): AsyncResults {
    this.results ??= new AsyncResults();
    return this.results;
  }

  get hasPrinted(): boolean {
    return this.prints !== undefined;
  }

  get host(): Host {
    this.printingHost ??= { ...this.settings.host, print: (text) => this.print(text) };
    return this.printingHost;
  }

  get nowNs(): bigint {
    this.now ??= this.settings.host.nowNs();
    return this.now;
  }

  get queryCache(): Map<string, unknown> {
    this.cache ??= new Map();
    return this.cache;
  }

  get engineCache(): Map<string, unknown> {
    return this.settings.engineCache;
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
    this.nextCheck = Math.min(this.steps + checkInterval, limits.steps ?? Number.POSITIVE_INFINITY);
  }

  private startSteps(): void {
    const { limits, signal } = this.options;
    this.steps = 0;
    this.nextCheck = Math.min(checkInterval, limits.steps ?? checkInterval);
    if (signal?.aborted) throw cancelled();
  }

  private print(text: string): void {
    const place = this.printing;
    const at = place?.source.locate(place.span.start);
    this.prints ??= [];
    this.prints.push({ text, location: at === undefined ? "" : `${at.file}:${at.row}` });
  }

  /** A builtin failed: ends the query, or makes the expression undefined. */
  fail(failure: BuiltinFailure, place: Place): undefined {
    if (!this.settings.strictBuiltinErrors && this.options.onBuiltinError === undefined) return undefined;
    const error = describeError(failure.code, failure.message, place);
    if (this.settings.strictBuiltinErrors) throw new RegoErrors([error]);
    this.builtinErrors ??= [];
    this.builtinErrors.push(error);
    return undefined;
  }

  /** Starts a pass: what an abandoned one printed and reported is dropped. */
  startPass(): void {
    this.pending = 0;
    this.prints = undefined;
    this.builtinErrors = undefined;
    this.startSteps();
  }

  /** Hands on what the final pass printed and reported. */
  finish(): void {
    for (const { text, location } of this.prints ?? []) this.settings.host.print?.(text, location);
    for (const error of this.builtinErrors ?? []) this.options.onBuiltinError?.(error);
  }
}
