import type { ObjectEntry, Term } from "../ast/nodes.ts";
import { printTerm } from "../ast/print.ts";
import { decimalOf, parseNumber } from "../values/number.ts";

/** The entries of an object, each key once: as in OPA, a later value takes the place of an earlier one under an equal key. */
export function uniqueEntries(entries: readonly ObjectEntry[]): readonly ObjectEntry[] {
  const byKey = new Map<string, ObjectEntry>();
  for (const { key, value } of entries) {
    const text = canonicalText(key);
    byKey.set(text, { key: byKey.get(text)?.key ?? key, value });
  }
  return byKey.size === entries.length ? entries : [...byKey.values()];
}

/** The same text for terms that OPA holds for equal. */
function canonicalText(term: Term): string {
  switch (term.kind) {
    case "string":
      return `"${term.value}`;
    case "number":
      return canonicalNumber(term.text);
    case "array":
      return `[${term.items.map(canonicalText).join()}]`;
    case "set":
      return `{${[...new Set(term.items.map(canonicalText))].toSorted().join()}}`;
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
