import { type RegoError, RegoErrors } from "./errors/rego-error.ts";
import type { SourceText } from "./errors/source-text.ts";
import type { LinkedQuery, Solution } from "./eval/closures.ts";
import { isStackExhausted, nestedTooDeep } from "./eval/errors.ts";
import { type Limits, type QuerySettings, QueryState } from "./eval/query-state.ts";
import { type Evaluate, runAsync, runSync } from "./eval/run-query.ts";
import type { Tracer } from "./eval/trace-event.ts";
import type { Tracing } from "./eval/tracing.ts";
import type { QueryPlan } from "./plan/nodes.ts";
import { checkJson, NotJsonError } from "./values/check-json.ts";
import { toJson } from "./values/json.ts";
import type { Value } from "./values/value.ts";

/** What one evaluation may be given beside its input. */
export interface EvaluateOptions {
  /** Hand back the engine's own values (sets, big numbers, objects with any keys) instead of plain JSON. They are accepted as input. */
  readonly rawValues?: boolean | undefined;
  /** Ends the evaluation with `eval_cancel_error` when it is aborted. */
  readonly signal?: AbortSignal | undefined;
  /** Bounds for this evaluation, in place of the engine's. */
  readonly limits?: Limits | undefined;
  /** Is told of builtin failures that only made an expression undefined. */
  readonly onBuiltinError?: ((error: RegoError) => void) | undefined;
  /** Is told of every step of the evaluation, which is then linked a second time for it. Without one, nothing is told and nothing is lost. */
  readonly tracer?: Tracer | undefined;
  /** Receives the texts of `print` calls in place of the host's `print`, without which such calls are not evaluated. */
  readonly print?: ((text: string, location: string) => void) | undefined;
}

/** One result of a query, as OPA reports it. */
export interface QueryResult {
  readonly expressions: readonly QueryExpression[];
  /** The query's variables by name. */
  readonly bindings: Readonly<Record<string, unknown>>;
}

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
  readonly source: SourceText;
  readonly data: Value;
  readonly settings: QuerySettings;
  readonly limits: Limits;
}

/** Making functions takes about as long as so many evaluations of a small policy. */
const oftenEvaluated = 32;

type Describe<Result, Description> = (result: Result, options: EvaluateOptions, preparation: Preparation) => Description;

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
    return this.run(input, options, this.linked(options).first, describeFirst);
  }

  /** {@link evaluate} at once. Throws if an asynchronous builtin would have to wait, and names it. */
  evaluateSync(input: Input | undefined, options: RawOptions): unknown;
  evaluateSync(input?: Input, options?: EvaluateOptions): Output | undefined;
  evaluateSync(input?: Input, options: EvaluateOptions = noOptions): unknown {
    const linked = options === noOptions && this.usual !== undefined ? this.usual : this.linked(options);
    return this.runSync(input, options, linked.first, describeFirst);
  }

  /** All results of the query; none if it is undefined. Rejects with RegoErrors. */
  query(input?: Input, options: EvaluateOptions = noOptions): Promise<readonly QueryResult[]> {
    return this.run(input, options, this.linked(options).all, describeAll);
  }

  /** {@link query} at once. */
  querySync(input?: Input, options: EvaluateOptions = noOptions): readonly QueryResult[] {
    return this.runSync(input, options, this.linked(options).all, describeAll);
  }

  private async run<Result, Description>(
    input: unknown,
    options: EvaluateOptions,
    evaluate: Evaluate<Result>,
    describe: Describe<Result, Description>,
  ): Promise<Description> {
    const { data } = this.preparation;
    try {
      const result = await runAsync(evaluate, input as Value | undefined, data, this.start(options, false));
      return describe(result, options, this.preparation);
    } catch (error) {
      throw explain(error, input, data);
    }
  }

  /** The caller's JSON is used as it is, without a look inside. */
  private runSync<Result, Description>(
    input: unknown,
    options: EvaluateOptions,
    evaluate: Evaluate<Result>,
    describe: Describe<Result, Description>,
  ): Description {
    const { data } = this.preparation;
    try {
      return describe(runSync(evaluate, input as Value | undefined, data, this.start(options, true)), options, this.preparation);
    } catch (error) {
      throw explain(error, input, data);
    }
  }

  private linked({ tracer, limits = this.preparation.limits }: EvaluateOptions): LinkedQuery {
    if (tracer === undefined) {
      // Steps are counted by closures.
      return limits.steps === undefined ? (this.generated ?? this.untilOften()) : this.preparation.query;
    }
    this.observed ??= this.preparation.observe();
    return this.observed.query;
  }

  /** Closures at first: most programs that evaluate a query once are gone before functions are made. */
  private untilOften(): LinkedQuery {
    const { generate, generateAt = oftenEvaluated, query, limits } = this.preparation;
    if (++this.evaluations <= generateAt) return query;
    this.generated = generate()?.query ?? query;
    if (limits.steps === undefined) this.usual = this.generated;
    return this.generated;
  }

  private start(options: EvaluateOptions, isSync: boolean): QueryState {
    const { settings, limits } = this.preparation;
    const { tracer } = options;
    const observed = tracer === undefined ? options : { ...options, observation: this.preparation.tracing().makeObservation(tracer) };
    return new QueryState(settings, options.limits ?? limits, observed, isSync);
  }
}

function describeAll(
  solutions: readonly Solution[],
  { rawValues = false }: EvaluateOptions,
  { plan, source }: Preparation,
): readonly QueryResult[] {
  const show = (value: Value): unknown => (rawValues ? value : toJson(value));
  return solutions.map(({ expressions, bindings }) => ({
    expressions: plan.expressions.map(({ text, span }, index) => {
      const { row, col } = source.locate(span.start);
      return { value: show(expressions[index] as Value), text, location: { row, col } };
    }),
    bindings: Object.fromEntries(plan.bindings.map(([name], index) => [name, show(bindings[index] as Value)])),
  }));
}

function describeFirst(value: Value | undefined, { rawValues }: EvaluateOptions): unknown {
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
