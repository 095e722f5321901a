import { isArray, isNumber } from "../../values/kind.ts";
import type { Value } from "../../values/value.ts";

/** A JSON type in the words of Go's `encoding/json`. */
export function nameJsonType(value: Value): string {
  if (typeof value === "boolean") return "bool";
  if (typeof value === "string") return "string";
  if (isNumber(value)) return "number";
  return isArray(value) ? "array" : "object";
}
