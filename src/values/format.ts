import { quoteString } from "./go-quote.ts";
import { isArray, isNumber } from "./kind.ts";
import { numberToText } from "./number.ts";
import { sortedEntries } from "./object.ts";
import { checkParts } from "./text-parts.ts";
import type { Value } from "./value.ts";
import { RegoSet } from "./value.ts";

/** The Rego text of a value as OPA writes it: `{"a": 1, {1, 2}: [true]}`, `set()`. */
export function formatValue(value: Value): string {
  const parts: string[] = [];
  writeValue(value, parts);
  return parts.join("");
}

function writeValue(value: Value, parts: string[]): void {
  if (typeof value === "string") parts.push(quoteString(value));
  else if (value === null || typeof value === "boolean") parts.push(String(value));
  else if (isNumber(value)) parts.push(numberToText(value));
  else if (isArray(value)) writeList(value, "[", "]", parts);
  else if (value instanceof RegoSet) writeSet(value, parts);
  else {
    let separator = "{";
    for (const [key, member] of sortedEntries(value)) {
      parts.push(separator);
      checkParts(parts);
      writeValue(key, parts);
      parts.push(": ");
      writeValue(member, parts);
      separator = ", ";
    }
    parts.push(separator === "{" ? "{}" : "}");
  }
}

function writeSet(set: RegoSet, parts: string[]): void {
  if (set.size === 0) parts.push("set()");
  else writeList(set.sorted(), "{", "}", parts);
}

function writeList(values: readonly Value[], open: string, close: string, parts: string[]): void {
  parts.push(open);
  for (let at = 0; at < values.length; at++) {
    if (at > 0) parts.push(", ");
    checkParts(parts);
    writeValue(values[at] as Value, parts);
  }
  parts.push(close);
}
