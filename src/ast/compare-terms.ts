import { compareNumbers, parseNumber } from "../values/number.ts";
import { compareStrings } from "../values/string-order.ts";
import type { ObjectEntry, Term } from "./nodes.ts";
import { printTerm } from "./print.ts";

/** The kinds of terms in the order in which OPA sorts them. */
const KINDS: readonly Term["kind"][] = [
  ...(["null", "boolean", "number", "string", "var", "ref", "array", "object", "set"] as const),
  ...(["array-comprehension", "object-comprehension", "set-comprehension", "call", "template-string"] as const),
];

/** The order in which OPA keeps the items of sets and the keys of objects. */
function compareTerms(left: Term, right: Term): number {
  const kinds = KINDS.indexOf(left.kind) - KINDS.indexOf(right.kind);
  if (kinds !== 0) return kinds;
  switch (left.kind) {
    case "boolean":
      return right.kind === "boolean" ? Number(left.value) - Number(right.value) : 0;
    case "number":
      return right.kind === "number" ? compareNumberTexts(left.text, right.text) : 0;
    case "string":
      return right.kind === "string" ? compareStrings(left.value, right.value) : 0;
    case "var":
      return right.kind === "var" ? compareStrings(left.name, right.name) : 0;
    case "ref":
      return right.kind === "ref" ? compareLists(left.terms, right.terms) : 0;
    case "array":
      return right.kind === "array" ? compareLists(left.items, right.items) : 0;
    case "set":
      return right.kind === "set" ? compareLists(sortedItems(left.items), sortedItems(right.items)) : 0;
    case "object":
      return right.kind === "object" ? compareLists(flatten(left.entries), flatten(right.entries)) : 0;
    case "call":
      return right.kind === "call" ? compareLists([left.operator, ...left.args], [right.operator, ...right.args]) : 0;
    default:
      return compareStrings(printTerm(left), printTerm(right));
  }
}

/** The items of a set, sorted, each once. */
export function sortedItems(items: readonly Term[]): readonly Term[] {
  return items.toSorted(compareTerms).filter((item, index, all) => {
    const previous = all[index - 1];
    return previous === undefined || compareTerms(previous, item) !== 0;
  });
}

/** The entries of an object by their keys. */
export function sortedEntries(entries: readonly ObjectEntry[]): readonly ObjectEntry[] {
  return entries.toSorted((left, right) => compareTerms(left.key, right.key));
}

function flatten(entries: readonly ObjectEntry[]): readonly Term[] {
  return sortedEntries(entries).flatMap(({ key, value }) => [key, value]);
}

function compareLists(left: readonly Term[], right: readonly Term[]): number {
  for (const [index, term] of left.entries()) {
    const other = right[index];
    if (other === undefined) return 1;
    const order = compareTerms(term, other);
    if (order !== 0) return order;
  }
  return left.length - right.length;
}

function compareNumberTexts(left: string, right: string): number {
  const [first, second] = [parseNumber(left), parseNumber(right)];
  return first === undefined || second === undefined ? compareStrings(left, right) : compareNumbers(first, second);
}
