import type { BuiltinCache, BuiltinContext, BuiltinFailure, Host } from "../builtins/context.ts";
import { combineSignals } from "../builtins/http/signals.ts";
import type { RegoError } from "../errors/rego-error.ts";
import { RegoErrors } from "../errors/rego-error.ts";
import { AsyncResults } from "../topdown-cache/async-results.ts";
import { AnswerMeasure } from "../values/measure-json.ts";
import { totalWork, whileLooking } from "../values/meter.ts";
import {
  answerTooDeep,
  answerTooLarge,
  cancelled,
  describeError,
  type Place,
  stepsExceeded,
  timeExceeded,
  valueTooLarge,
} from "./errors.ts";
import type { Limits } from "./limits.ts";
import type { Observation } from "./observation.ts";

/** What all evaluations of a prepared query share. */
export interface QuerySettings {
  readonly host: Host;
  /** What a failing builtin does: makes its expression undefined, or ends the query. */
  readonly strictBuiltinErrors: boolean;
  readonly engineCache: Map<string, unknown>;
  /** The language version of texts that builtins parse. */
  readonly regoVersion: 0 | 1;
  readonly interQueryCache: BuiltinCache;
  /** The only hosts that builtins may ask; undefined: any. */
  readonly allowedHosts: readonly string[] | undefined;
  /** Does an evaluation remember values of rules and results of functions? */
  readonly remembers: boolean;
}

/** What is particular to one evaluation. */
export interface QueryOptions {
  readonly signal?: AbortSignal | undefined;
  /** Gets the failures that only made an expression undefined. */
  readonly onBuiltinError?: ((error: RegoError) => void) | undefined;
  /** Tells a tracer of every step; only for plans that are observed. */
  readonly observation?: Observation | undefined;
  /** Is told how many steps the evaluation took. */
  readonly onSteps?: ((steps: number) => void) | undefined;
  /** Receives what is printed in place of the host. */
  readonly print?: ((text: string, location: string) => void) | undefined;
}

/** Steps between two looks at the clock. */
const checkInterval = 10_000;
/** Work on values that a step may take before the limit on steps ends it too, and what all evaluations may take in any case. */
const [workOfStep, freeWork] = [1_000, 10_000_000];
/** Bytes of a text or list that count as a step. */
const bytesOfStep = 64;
/** Timers take no more milliseconds. */
const maximalDelay = 2 ** 31 - 1;

/**
 * What all layers of one evaluation share; also what builtins may ask of it. Most evaluations are over in microseconds, so that what few of
 * them need is made when it is asked for.
 */
export class QueryState implements BuiltinContext {
  readonly settings: QuerySettings;
  /** Asynchronous builtins are refused. */
  readonly isSync: boolean;
  /** What a tracer is told; undefined where there is none. */
  readonly observation: Observation | undefined;
  /** How often this pass met an answer that is not there yet. A result worked out while it grew is not to be kept. */
  pending = 0;
  /** The `print` call that is being evaluated. */
  printing: Place | undefined;
  /** The asynchronous call that is being made. */
  calling: Place | undefined;
  private readonly limits: Limits;
  private readonly options: QueryOptions;
  private readonly deadline: number;
  private steps = 0;
  private nextCheck = checkInterval;
  /** The work that it took whenever it ran, but for what runs now; while it waits others work. */
  private pastWork = 0;
  /** What {@link totalWork} was when it began to run; undefined: it waits. */
  private workBefore: number | undefined;
  private boundSpend: ((steps: number) => void) | undefined;
  private boundClaim: ((bytes: number) => void) | undefined;
  private now: bigint | undefined;
  private cache: Map<string, unknown> | undefined;
  private results: AsyncResults | undefined;
  private printingHost: Host | undefined;
  private abortSignal: AbortSignal | undefined;
  /** What the pass printed and reported; it counts only if the pass does. */
  private prints: { readonly text: string; readonly location: string }[] | undefined;
  private builtinErrors: RegoError[] | undefined;

  constructor(settings: QuerySettings, limits: Limits, options: QueryOptions, isSync: boolean) {
    this.settings = settings;
    this.limits = limits;
    this.options = options;
    this.isSync = isSync;
    this.observation = options.observation;
    const { timeoutMs = Number.POSITIVE_INFINITY } = limits;
    this.deadline = timeoutMs === Number.POSITIVE_INFINITY ? timeoutMs : Date.now() + timeoutMs;
    this.startSteps();
  }

  get asyncResults(): AsyncResults {
    this.results ??= new AsyncResults();
    return this.results;
  }

  /** Has the pass printed, reported a failing builtin, or told a tracer? What is cached would not do so again. */
  get hasReports(): boolean {
    return this.observation !== undefined || this.prints !== undefined || this.builtinErrors !== undefined;
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

  get regoVersion(): 0 | 1 {
    return this.settings.regoVersion;
  }

  get engineCache(): Map<string, unknown> {
    return this.settings.engineCache;
  }

  get interQueryCache(): BuiltinCache {
    return this.settings.interQueryCache;
  }

  get allowedHosts(): readonly string[] | undefined {
    return this.settings.allowedHosts;
  }

  get maximalResponseBytes(): number | undefined {
    return this.limits.httpResponseBytes;
  }

  get location(): string | undefined {
    if (this.calling === undefined) return undefined;
    const { source, span } = this.calling;
    return source.file === "" ? source.text.slice(span.start, span.end) : `${source.file}:${source.locate(span.start).row}`;
  }

  get signal(): AbortSignal | undefined {
    const { signal } = this.options;
    const remaining = this.deadline - Date.now();
    if (remaining > maximalDelay) return signal;
    this.abortSignal ??= combineSignals(AbortSignal.timeout(Math.max(0, remaining)), signal);
    return this.abortSignal;
  }

  /** Counts work; looks at the limits now and then. */
  spend(steps: number): void {
    this.steps += steps;
    if (this.steps > this.nextCheck) this.check();
  }

  /** Does the number of steps matter to anybody? */
  get countsSteps(): boolean {
    return countsSteps(this.limits, this.options);
  }

  /** Counts a text or list of so many bytes that a builtin has made, or is about to make. */
  get claim(): (bytes: number) => void {
    this.boundClaim ??= (bytes) => {
      const { resultBytes } = this.limits;
      if (resultBytes !== undefined && bytes > resultBytes) throw valueTooLarge(resultBytes);
      this.spend(Math.ceil(bytes / bytesOfStep));
    };
    return this.boundClaim;
  }

  /** Can time, steps or the caller end it? */
  get isBounded(): boolean {
    const { limits, options } = this;
    return limits.timeoutMs !== undefined || limits.steps !== undefined || options.signal !== undefined;
  }

  /** Runs what works on values; where something may end it, it is looked for now and then. */
  run<Result>(work: () => Result): Result {
    if (!this.isBounded) return work();
    this.workBefore = totalWork();
    try {
      return whileLooking(() => this.look(), work);
    } finally {
      this.pastWork = this.work;
      this.workBefore = undefined;
    }
  }

  private get work(): number {
    return this.pastWork + (this.workBefore === undefined ? 0 : totalWork() - this.workBefore);
  }

  /** Measures values of the answer, one after the other; undefined where there are no bounds for it. */
  measureAnswer(): AnswerMeasure | undefined {
    const { depth, resultBytes } = this.limits;
    if (depth === undefined && resultBytes === undefined) return undefined;
    return new AnswerMeasure({
      bytes: resultBytes ?? Number.POSITIVE_INFINITY,
      depth: depth ?? Number.POSITIVE_INFINITY,
      tooLarge: () => answerTooLarge(resultBytes ?? 0),
      tooDeep: () => answerTooDeep(depth ?? 0),
    });
  }

  /** Looks at what may end the evaluation while it works on values. */
  private look(): void {
    const { limits, options } = this;
    // So much work on values is allowed for the sake of the limit on steps.
    if (limits.steps !== undefined && this.work > limits.steps * workOfStep + freeWork) throw stepsExceeded(limits.steps);
    if (options.signal?.aborted) throw cancelled();
    if (Date.now() > this.deadline) throw timeExceeded(limits.timeoutMs ?? 0);
  }

  /** {@link spend} for builtins, which may pass it on by itself. */
  get tick(): (steps: number) => void {
    this.boundSpend ??= (steps) => this.spend(steps);
    return this.boundSpend;
  }

  private check(): void {
    const { limits } = this;
    if (limits.steps !== undefined && this.steps > limits.steps) throw stepsExceeded(limits.steps);
    this.look();
    this.nextCheck = Math.min(this.steps + checkInterval, limits.steps ?? Number.POSITIVE_INFINITY);
  }

  private startSteps(): void {
    const { limits, options } = this;
    // All passes together have the steps of one evaluation.
    this.nextCheck = Math.min(this.steps + checkInterval, limits.steps ?? Number.POSITIVE_INFINITY);
    if (options.signal?.aborted) throw cancelled();
  }

  private print(text: string): void {
    const place = this.printing;
    const at = place?.source.locate(place.span.start);
    this.prints ??= [];
    this.prints.push({ text, location: at === undefined ? "" : `${at.file}:${at.row}` });
  }

  /** A builtin failed: ends the query, or makes the expression undefined. Conflicts and internal errors end it in any case. */
  fail(failure: BuiltinFailure, place: Place): undefined {
    const isFatal = this.settings.strictBuiltinErrors || (failure.code !== "eval_builtin_error" && failure.code !== "eval_type_error");
    if (!isFatal && this.options.onBuiltinError === undefined) return undefined;
    const error = describeError(failure.code, failure.message, place, failure.cause);
    if (isFatal) throw new RegoErrors([error]);
    this.builtinErrors ??= [];
    this.builtinErrors.push(error);
    return undefined;
  }

  /** Waits for the answers that are missing, but not longer than the evaluation may last. What the pass before printed and reported is dropped. */
  async settle(): Promise<void> {
    this.prints = undefined;
    this.builtinErrors = undefined;
    const { signal } = this;
    if (signal === undefined) return this.asyncResults.settle();
    let stop: (() => void) | undefined;
    const aborted = new Promise<void>((resolve) => {
      stop = resolve;
      signal.addEventListener("abort", stop, { once: true });
    });
    await Promise.race([this.asyncResults.settle(), signal.aborted ? undefined : aborted]);
    if (stop !== undefined) signal.removeEventListener("abort", stop);
  }

  /** Starts a pass after an abandoned one. */
  startPass(): void {
    this.pending = 0;
    this.observation?.restart();
    this.startSteps();
    if (this.abortSignal?.aborted || Date.now() >= this.deadline) throw timeExceeded(this.limits.timeoutMs ?? 0);
  }

  /** Tells the steps, and hands on what the final pass printed and reported; however the evaluation ended. */
  finish(): void {
    this.options.onSteps?.(this.steps);
    if (this.prints === undefined && this.builtinErrors === undefined) return;
    const print = this.options.print ?? this.settings.host.print;
    for (const { text, location } of this.prints ?? []) print?.(text, location);
    for (const error of this.builtinErrors ?? []) this.options.onBuiltinError?.(error);
  }
}

/** Does it matter to anybody how many steps an evaluation takes? Only closures count them the same in every evaluation. */
export function countsSteps(limits: Limits, options: QueryOptions): boolean {
  return limits.steps !== undefined || options.onSteps !== undefined;
}
