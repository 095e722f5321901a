import { parseJson } from "../../values/json.ts";
import type { Value } from "../../values/value.ts";

const bracketsAndStrings = /"(?:[^"\\]|\\.)*"|[[\]{}]/gs;

/** The first value of a text, as Go's JSON decoder reads it; what follows does not matter. Throws a JsonError. */
export function parseFirstJson(text: string): Value {
  return parseJson(text.slice(0, findEnd(text)));
}

/** Where the array or object with which a text starts ends; the whole text when it starts with something else or is broken. */
function findEnd(text: string): number {
  if (!/^[ \t\r\n]*[[{]/.test(text)) return text.length;
  let depth = 0;
  for (const { 0: found, index } of text.matchAll(bracketsAndStrings)) {
    if (found === "[" || found === "{") depth++;
    else if (found === "]" || found === "}") depth--;
    if (depth === 0) return index + 1;
  }
  return text.length;
}
