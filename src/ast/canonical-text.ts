import { decimalOf, parseNumber } from "../values/number.ts";
import type { Term } from "./nodes.ts";
import { printTerm } from "./print.ts";

/** The same text for terms that OPA holds for equal. */
export function canonicalText(term: Term): string {
  switch (term.kind) {
    case "string":
      return `"${term.value}`;
    case "number":
      return canonicalNumber(term.text);
    case "array":
      return `[${term.items.map(canonicalText).join()}]`;
    case "set":
      return `set(${[...new Set(term.items.map(canonicalText))].toSorted().join()})`;
    case "object":
      return `{${term.entries
        .map(({ key, value }) => `${canonicalText(key)}: ${canonicalText(value)}`)
        .toSorted()
        .join()}}`;
    default:
      return printTerm(term);
  }
}

function canonicalNumber(text: string): string {
  const number = parseNumber(text);
  if (number === undefined) return text;
  const { unscaled, exponent } = decimalOf(number);
  return `${unscaled}e${exponent}`;
}
