import { type QueryResult, stringifyJson, type Value } from "rego-ts";
import type { Outcome } from "./protocol.ts";

/** Longer texts are cut: nobody reads them, and a page cannot show them. */
const longestText = 200_000;

/** What a query came to, for people: its value where it is one expression, else all of its result set. Values are the engine's own. */
export function describeResults(results: readonly QueryResult[]): Outcome {
  const [first] = results;
  if (first === undefined) return { kind: "undefined" };
  const [expression] = first.expressions;
  const isOneValue = results.length === 1 && first.expressions.length === 1 && Object.keys(first.bindings).length === 0;
  if (isOneValue && expression !== undefined) return { kind: "value", text: printJson(expression.value as Value) };
  const all = results.map(({ bindings, expressions }) => ({
    bindings: bindings as Value,
    expressions: expressions.map(({ value }) => value as Value),
  }));
  return { kind: "results", text: printJson(all), count: results.length };
}

/** JSON as `rego eval` prints it, but with `<`, `>` and `&` as they are. */
function printJson(value: Value): string {
  const text = stringifyJson(value, "  ").replace(/\\u(003[ce]|0026)|\\./g, (matched, code) =>
    code === undefined ? matched : String.fromCharCode(Number.parseInt(code, 16)),
  );
  return text.length <= longestText ? text : `${text.slice(0, longestText)}\n… and ${text.length - longestText} more characters`;
}
