import type { RegoError } from "../errors/rego-error.ts";
import type { PreparedQuery } from "../prepared-query.ts";

/** The one value of the query. A query with variables or with a second expression could hold where what it names does not, and is refused. */
export async function evaluateOnce(
  prepared: PreparedQuery,
  query: string,
  input: unknown,
  options: { readonly onBuiltinError: ((error: RegoError) => void) | undefined },
): Promise<unknown> {
  const results = await prepared.query(input, options);
  const [result, ...others] = results;
  if (result === undefined) return undefined;
  const [expression, ...further] = result.expressions;
  if (others.length > 0 || further.length > 0 || Object.keys(result.bindings).length > 0) {
    throw new TypeError(`the query ${query} must have one expression and one result, and bind no variables`);
  }
  return expression?.value;
}
