import { type RegoError, RegoErrors } from "./errors/rego-error.ts";
import type { SourceText } from "./errors/source-text.ts";
import type { LinkedQuery, Solution } from "./eval/closures.ts";
import { depthExceeded, isStackExhausted, nestedTooDeep } from "./eval/errors.ts";
import { Layer } from "./eval/layer.ts";
import { checkLimits, defaultDepth, type Limits, tightenLimits } from "./eval/limits.ts";
import { countsSteps, type QuerySettings, QueryState } from "./eval/query-state.ts";
import { type Evaluate, runAsync, runSync } from "./eval/run-query.ts";
import type { Tracer } from "./eval/trace-event.ts";
import type { Tracing } from "./eval/tracing.ts";
import { checkOptions, hasMembers, isAnyObject, isBoolean, isFunction, type OptionRules } from "./options/check-options.ts";
import type { QueryPlan } from "./plan/nodes.ts";
import { checkJson, NotJsonError } from "./values/check-json.ts";
import { toJson } from "./values/json.ts";
import type { AnswerMeasure } from "./values/measure-json.ts";
import type { Value } from "./values/value.ts";

/** What one evaluation may be given beside its input. */
export interface EvaluateOptions {
  /** Hand back the engine's own values (sets, big numbers, objects with any keys) instead of plain JSON. They are accepted as input. */
  readonly rawValues?: boolean | undefined;
  /** Ends the evaluation with `eval_cancel_error` when it is aborted. */
  readonly signal?: AbortSignal | undefined;
  /** Bounds for this evaluation, beside the engine's: of each the smaller one counts. */
  readonly limits?: Limits | undefined;
  /** Is told of builtin failures that only made an expression undefined. */
  readonly onBuiltinError?: ((error: RegoError) => void) | undefined;
  /** Is told of every step of the evaluation, which is then linked a second time for it. Without one, nothing is told and nothing is lost. */
  readonly tracer?: Tracer | undefined;
  /** Is told how many steps the evaluation took, also where an error ended it. The same policy and input always take the same number. Slower than without. */
  readonly onSteps?: ((steps: number) => void) | undefined;
  /** Receives the texts of `print` calls in place of the host's `print`, without which such calls are not evaluated. */
  readonly print?: ((text: string, location: string) => void) | undefined;
}

/** One result of a query, as OPA reports it. */
export interface QueryResult {
  readonly expressions: readonly QueryExpression[];
  /** The query's variables by name. */
  readonly bindings: Readonly<Record<string, unknown>>;
}

/** What one expression of a query gave. */
export interface QueryExpression {
  readonly value: unknown;
  /** The expression as written. */
  readonly text: string;
  /** 1-based. */
  readonly location: { readonly row: number; readonly col: number };
}

/** What a query was prepared from. */
export interface Preparation {
  readonly query: LinkedQuery;
  readonly plan: QueryPlan;
  /** Makes what evaluates faster, if that is allowed; worth its while for a query that is evaluated often. */
  readonly generate: () => { readonly query: LinkedQuery } | undefined;
  /** After how many evaluations; by default {@link oftenEvaluated}. */
  readonly generateAt: number | undefined;
  /** Throws a TypeError where there is no such part. */
  readonly tracing: () => Tracing;
  /** Makes what evaluates for a tracer, with a plan of its own. */
  readonly observe: () => { readonly query: LinkedQuery; readonly plan: QueryPlan };
  /** How deep rules and bodies are nested that the query may evaluate. */
  readonly depth: (() => number) | undefined;
  readonly source: SourceText;
  readonly data: Value;
  readonly settings: QuerySettings;
  readonly limits: Limits;
}

/** Making functions takes about as long as so many evaluations of a small policy. */
const oftenEvaluated = 32;

type Describe<Result, Description> = (
  result: Result,
  options: EvaluateOptions,
  preparation: Preparation,
  measure: AnswerMeasure | undefined,
) => Description;

const optionRules: OptionRules<EvaluateOptions> = {
  rawValues: isBoolean,
  signal: hasMembers("an AbortSignal", "aborted", "addEventListener"),
  limits: isAnyObject,
  onBuiltinError: isFunction,
  tracer: hasMembers("an object with the method trace", "trace"),
  onSteps: isFunction,
  print: isFunction,
};

const noOptions: EvaluateOptions = {};

/** Options of an evaluation that hands back the engine's own values, whatever the query's type says. */
export type RawOptions = EvaluateOptions & { readonly rawValues: true };

/**
 * A query, ready to be evaluated for any number of inputs. It never changes: it sees the modules and data that its engine had when it
 * was prepared, and concurrent evaluations do not disturb each other.
 *
 * `Input` and `Output` are what the program says of them: nothing is checked when the query is evaluated. `rego types` writes them.
 */
export class PreparedQuery<Input = unknown, Output = unknown> {
  private readonly preparation: Preparation;
  private observed: ReturnType<Preparation["observe"]> | undefined;
  private generated: LinkedQuery | undefined;
  private evaluations = 0;
  private depth: number | undefined;
  /** What evaluates where no options are given. */
  private usual: LinkedQuery | undefined;

  constructor(preparation: Preparation) {
    this.preparation = preparation;
  }

  /**
   * The value of the query's one expression; `undefined` if it is undefined. `input: undefined` means that there is no input.
   * Rejects with RegoErrors.
   */
  evaluate(input: Input | undefined, options: RawOptions): Promise<unknown>;
  evaluate(input?: Input, options?: EvaluateOptions): Promise<Output | undefined>;
  evaluate(input?: Input, options: EvaluateOptions = noOptions): Promise<unknown> {
    return this.run(input, options, "first", describeFirst);
  }

  /** {@link evaluate} at once. Throws if an asynchronous builtin would have to wait, and names it. */
  evaluateSync(input: Input | undefined, options: RawOptions): unknown;
  evaluateSync(input?: Input, options?: EvaluateOptions): Output | undefined;
  evaluateSync(input?: Input, options: EvaluateOptions = noOptions): unknown {
    if (options === noOptions && this.usual !== undefined) return this.evaluateUsual(this.usual, input);
    return this.runSync(input, options, "first", describeFirst);
  }

  /** What most evaluations are: without options and bounds, by functions that are there. Short enough for V8 to compile it in one piece (bench: trivial-allow). */
  private evaluateUsual({ first }: LinkedQuery, input: unknown): unknown {
    const { data, limits, settings } = this.preparation;
    const query = new QueryState(settings, limits, noOptions, true);
    try {
      const value = first(new Layer(query, input as Value | undefined, data));
      return value === undefined ? undefined : toJson(value);
    } catch (error) {
      throw explain(error, input, data);
    } finally {
      query.finish();
    }
  }

  /** All results of the query; none if it is undefined. Rejects with RegoErrors. */
  query(input?: Input, options: EvaluateOptions = noOptions): Promise<readonly QueryResult[]> {
    return this.run(input, options, "all", describeAll);
  }

  /** {@link query} at once. */
  querySync(input?: Input, options: EvaluateOptions = noOptions): readonly QueryResult[] {
    return this.runSync(input, options, "all", describeAll);
  }

  private async run<Kind extends keyof LinkedQuery, Description>(
    input: unknown,
    options: EvaluateOptions,
    kind: Kind,
    describe: Describe<ReturnType<LinkedQuery[Kind]>, Description>,
  ): Promise<Description> {
    const { data } = this.preparation;
    const limits = this.limitsOf(options);
    const query = this.start(options, limits, false);
    const evaluate = this.linked(options, limits)[kind] as Evaluate<ReturnType<LinkedQuery[Kind]>>;
    try {
      const result = await runAsync(evaluate, input as Value | undefined, data, query);
      return this.answer(result, options, query, describe);
    } catch (error) {
      throw explain(error, input, data);
    }
  }

  /** The caller's JSON is used as it is, without a look inside. */
  private runSync<Kind extends keyof LinkedQuery, Description>(
    input: unknown,
    options: EvaluateOptions,
    kind: Kind,
    describe: Describe<ReturnType<LinkedQuery[Kind]>, Description>,
  ): Description {
    const { data } = this.preparation;
    const limits = this.limitsOf(options);
    const query = this.start(options, limits, true);
    const evaluate = this.linked(options, limits)[kind] as Evaluate<ReturnType<LinkedQuery[Kind]>>;
    try {
      return this.answer(runSync(evaluate, input as Value | undefined, data, query), options, query, describe);
    } catch (error) {
      throw explain(error, input, data);
    }
  }

  /** A result as the caller gets it. What has bounds for the evaluation has them for this, too. */
  private answer<Result, Description>(
    result: Result,
    options: EvaluateOptions,
    query: QueryState,
    describe: Describe<Result, Description>,
  ): Description {
    if (!query.isBounded) return describe(result, options, this.preparation, query.measureAnswer());
    return this.answerBounded(result, options, query, describe);
  }

  /** Apart, as `runBounded` is. */
  private answerBounded<Result, Description>(
    result: Result,
    options: EvaluateOptions,
    query: QueryState,
    describe: Describe<Result, Description>,
  ): Description {
    return query.run(() => describe(result, options, this.preparation, query.measureAnswer()));
  }

  /** What bounds an evaluation. Throws TypeError where the options of a call are none. */
  private limitsOf(options: EvaluateOptions): Limits {
    const { limits } = this.preparation;
    if (options === noOptions) return limits;
    checkOptions<EvaluateOptions>("an evaluation", options, optionRules);
    if (options.limits === undefined) return limits;
    checkLimits(options.limits);
    return tightenLimits(limits, options.limits);
  }

  /** The state of one evaluation. Throws where limits are exceeded before it begins. */
  private start(options: EvaluateOptions, limits: Limits, isSync: boolean): QueryState {
    this.checkDepth(limits);
    const { tracer } = options;
    const observed = tracer === undefined ? options : { ...options, observation: this.preparation.tracing().makeObservation(tracer) };
    return new QueryState(this.preparation.settings, limits, observed, isSync);
  }

  private checkDepth({ depth: bound = defaultDepth }: Limits): void {
    this.depth ??= this.preparation.depth?.() ?? 0;
    if (this.depth > bound) throw depthExceeded(bound, this.depth);
  }

  private linked(options: EvaluateOptions, limits: Limits): LinkedQuery {
    if (options === noOptions && this.usual !== undefined) return this.usual;
    if (options.tracer === undefined) {
      // Steps are counted by closures.
      return countsSteps(limits, options) ? this.preparation.query : (this.generated ?? this.untilOften());
    }
    this.observed ??= this.preparation.observe();
    return this.observed.query;
  }

  /** Closures at first: most programs that evaluate a query once are gone before functions are made. */
  private untilOften(): LinkedQuery {
    const { generate, generateAt = oftenEvaluated, query, limits } = this.preparation;
    if (++this.evaluations <= generateAt) return query;
    this.generated = generate()?.query ?? query;
    const { depth, resultBytes, steps, timeoutMs } = limits;
    if ([depth, resultBytes, steps, timeoutMs].every((bound) => bound === undefined)) this.usual = this.generated;
    return this.generated;
  }
}

function describeAll(
  solutions: readonly Solution[],
  { rawValues = false }: EvaluateOptions,
  { plan, source }: Preparation,
  measure: AnswerMeasure | undefined,
): readonly QueryResult[] {
  for (const { expressions, bindings } of measure === undefined ? [] : solutions) {
    for (const value of [...expressions, ...bindings]) measure?.add(value);
  }
  const show = (value: Value): unknown => (rawValues ? value : toJson(value));
  return solutions.map(({ expressions, bindings }) => ({
    expressions: plan.expressions.map(({ text, span }, index) => {
      const { row, col } = source.locate(span.start);
      return { value: show(expressions[index] as Value), text, location: { row, col } };
    }),
    bindings: Object.fromEntries(plan.bindings.map(([name], index) => [name, show(bindings[index] as Value)])),
  }));
}

function describeFirst(
  value: Value | undefined,
  { rawValues }: EvaluateOptions,
  _preparation: Preparation,
  measure: AnswerMeasure | undefined,
): unknown {
  if (value !== undefined) measure?.add(value);
  return value === undefined || rawValues ? value : toJson(value);
}

/** Something that is no JSON in the documents makes evaluation fail anywhere: then it is looked for, and named. */
function explain(error: unknown, input: unknown, data: Value): unknown {
  const isOurs = error instanceof RegoErrors && !(error.cause instanceof RangeError);
  if (isOurs || !(error instanceof Error)) return error;
  try {
    if (input !== undefined) checkJson(input, "input");
    checkJson(data, "data");
  } catch (problem) {
    if (problem instanceof NotJsonError) return problem;
  }
  return isStackExhausted(error) ? nestedTooDeep(error) : error;
}
