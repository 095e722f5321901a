import type { Term } from "../ast/nodes.ts";
import { parseNumber } from "../values/number.ts";
import { makeObject } from "../values/object-builder.ts";
import { makeSet } from "../values/rego-set.ts";
import type { Value } from "../values/value.ts";

/** The value of a term without variables, references and calls; undefined for any other. */
export function constantOf(term: Term): Value | undefined {
  switch (term.kind) {
    case "null":
      return null;
    case "boolean":
    case "string":
      return term.value;
    case "number":
      return parseNumber(term.text);
    case "array":
      return constantsOf(term.items);
    case "set": {
      const items = constantsOf(term.items);
      return items && makeSet(items);
    }
    case "object": {
      const entries: (readonly [Value, Value])[] = [];
      for (const entry of term.entries) {
        const key = constantOf(entry.key);
        const value = constantOf(entry.value);
        if (key === undefined || value === undefined) return undefined;
        entries.push([key, value]);
      }
      return makeObject(entries);
    }
    default:
      return undefined;
  }
}

function constantsOf(terms: readonly Term[]): readonly Value[] | undefined {
  const values: Value[] = [];
  for (const term of terms) {
    const value = constantOf(term);
    if (value === undefined) return undefined;
    values.push(value);
  }
  return values;
}
