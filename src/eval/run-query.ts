/** Evaluates a linked query: once, or again and again while asynchronous builtins have to be waited for. */
import { RegoErrors } from "../errors/rego-error.ts";
import type { Value } from "../values/value.ts";
import { isCutOff, isStackExhausted, nestedTooDeep } from "./errors.ts";
import { Layer } from "./layer.ts";
import type { QueryState } from "./query-state.ts";

/** What is asked of a query: all solutions, or the first value. */
export type Evaluate<Result> = (layer: Layer) => Result;

/** Evaluates at once. A builtin that would have to wait is an error that names it. */
export function runSync<Result>(evaluate: Evaluate<Result>, input: Value | undefined, data: Value, query: QueryState): Result {
  try {
    return query.isBounded ? runBounded(evaluate, input, data, query) : evaluate(new Layer(query, input, data));
  } catch (error) {
    throw isStackExhausted(error) ? nestedTooDeep(error) : error;
  } finally {
    query.finish();
  }
}

/** Apart, since a function that makes another one costs each call the place of what that captures (bench: trivial-allow). */
function runBounded<Result>(evaluate: Evaluate<Result>, input: Value | undefined, data: Value, query: QueryState): Result {
  return query.run(() => evaluate(new Layer(query, input, data)));
}

/**
 * Evaluates in passes. In a pass every asynchronous call that can be made is made; if an answer was missing, the pass is dropped, all
 * answers are awaited together, and the next pass finds them. Rules that were complete keep their values, unless something was printed or reported.
 */
export async function runAsync<Result>(
  evaluate: Evaluate<Result>,
  input: Value | undefined,
  data: Value,
  query: QueryState,
): Promise<Result> {
  try {
    let layer = new Layer(query, input, data);
    for (;;) {
      const result = tryPass(evaluate, layer);
      if (result !== abandoned && query.pending === 0) return result;
      const { hasReports } = query;
      await query.settle();
      if (hasReports) layer = new Layer(query, input, data);
      query.startPass();
    }
  } finally {
    query.finish();
  }
}

/** An error ended the pass before all was known: with all answers there, evaluation may never get to it. */
const abandoned = Symbol("abandoned");

function tryPass<Result>(evaluate: Evaluate<Result>, layer: Layer): Result | typeof abandoned {
  try {
    return layer.query.run(() => evaluate(layer));
  } catch (error) {
    if (layer.query.pending > 0 && error instanceof RegoErrors && !isCutOff(error)) return abandoned;
    throw isStackExhausted(error) ? nestedTooDeep(error) : error;
  }
}
