import type { Term } from "../ast/nodes.ts";
import { compareValues } from "../values/compare.ts";
import { constantOf } from "./constants.ts";

/**
 * The order in which OPA evaluates the items of a set or the entries of an object: that of its terms, scalars before variables, references and
 * what is composite. It shows where one of them is undefined and another ends the query with an error.
 */
export function inTermOrder<Item>(items: readonly Item[], termOf: (item: Item) => Term): readonly Item[] {
  if (items.length < 2) return items;
  return items.toSorted((left, right) => compareTerms(termOf(left), termOf(right)));
}

function compareTerms(left: Term, right: Term): number {
  const byRank = rankOf(left) - rankOf(right);
  if (byRank !== 0) return byRank;
  const [one, other] = [constantOf(left), constantOf(right)];
  return one === undefined || other === undefined ? 0 : compareValues(one, other);
}

function rankOf({ kind }: Term): number {
  if (kind === "var") return 1;
  if (kind === "ref") return 2;
  return kind === "array" || kind === "object" || kind === "set" || kind.endsWith("-comprehension") ? 3 : 0;
}
