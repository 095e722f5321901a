import type { Term } from "../../ast/nodes.ts";
import { parseNumber } from "../../values/number.ts";
import { makeObject } from "../../values/object-builder.ts";
import type { Value } from "../../values/value.ts";

/** The value of a term without variables; undefined for others, and for sets, whose type is found by their elements. */
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
      return allDefined(term.items.map(constantOf));
    case "object": {
      const keys = allDefined(term.entries.map(({ key }) => constantOf(key)));
      const values = allDefined(term.entries.map(({ value }) => constantOf(value)));
      return keys && values && makeObject(keys.map((key, index) => [key, values[index] ?? null]));
    }
    default:
      return undefined;
  }
}

function allDefined(values: readonly (Value | undefined)[]): readonly Value[] | undefined {
  const defined = values.filter((value) => value !== undefined);
  return defined.length === values.length ? defined : undefined;
}
