/** Evaluates a linked query: once, or again and again while asynchronous builtins have to be waited for. */
import { RegoErrors } from "../errors/rego-error.ts";
import type { Value } from "../values/value.ts";
import type { Evaluate, Solution } from "./closures.ts";
import { isStackExhausted, nestedTooDeep } from "./errors.ts";
import { Layer } from "./layer.ts";
import type { QueryState } from "./query-state.ts";

/** What an evaluation works on. */
export interface BaseDocuments {
  readonly input: Value | undefined;
  readonly data: Value;
}

/** Evaluates at once. A builtin that would have to wait is an error that names it. */
export function runSync(evaluate: Evaluate, { input, data }: BaseDocuments, query: QueryState): readonly Solution[] {
  try {
    return runPass(evaluate, new Layer(query, input, data));
  } finally {
    query.finish();
  }
}

/**
 * Evaluates in passes. In a pass every asynchronous call that can be made is made; if an answer was missing, the pass is dropped, all
 * answers are awaited together, and the next pass finds them. Rules that were complete keep their values, unless something was printed or reported.
 */
export async function runAsync(evaluate: Evaluate, { input, data }: BaseDocuments, query: QueryState): Promise<readonly Solution[]> {
  let layer = new Layer(query, input, data);
  for (;;) {
    const solutions = tryPass(evaluate, layer);
    if (solutions !== undefined && query.pending === 0) {
      query.finish();
      return solutions;
    }
    await query.settle();
    if (query.hasReports) layer = new Layer(query, input, data);
    query.startPass();
  }
}

/** Undefined if an error ended the pass before all was known: with all answers there, evaluation may never get to it. */
function tryPass(evaluate: Evaluate, layer: Layer): readonly Solution[] | undefined {
  try {
    return runPass(evaluate, layer);
  } catch (error) {
    if (layer.query.pending > 0 && error instanceof RegoErrors && error.errors[0]?.code !== "eval_cancel_error") return undefined;
    layer.query.finish();
    throw error;
  }
}

function runPass(evaluate: Evaluate, layer: Layer): readonly Solution[] {
  try {
    return evaluate(layer);
  } catch (error) {
    throw isStackExhausted(error) ? nestedTooDeep(error) : error;
  }
}
