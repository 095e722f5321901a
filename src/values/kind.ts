import { BigDecimal } from "./big-decimal.ts";
import type { RegoNumber, RegoObject, Value } from "./value.ts";
import { RegoMap, RegoSet } from "./value.ts";

/** The names that `type_name` and error texts use. */
export type Kind = "null" | "boolean" | "number" | "string" | "array" | "object" | "set";

export function kindOf(value: Value): Kind {
  switch (typeof value) {
    case "string":
      return "string";
    case "boolean":
      return "boolean";
    case "number":
    case "bigint":
      return "number";
    default:
      if (value === null) return "null";
      if (isArray(value)) return "array";
      if (value instanceof RegoSet) return "set";
      return value instanceof BigDecimal ? "number" : "object";
  }
}

export function isArray(value: Value): value is readonly Value[] {
  return Array.isArray(value);
}

export function isNumber(value: Value): value is RegoNumber {
  return typeof value === "number" || typeof value === "bigint" || value instanceof BigDecimal;
}

export function isSet(value: Value): value is RegoSet {
  return value instanceof RegoSet;
}

/** Whether the value is an object of either form. */
export function isObject(value: Value): value is RegoObject {
  return (
    typeof value === "object" && value !== null && !Array.isArray(value) && !(value instanceof RegoSet) && !(value instanceof BigDecimal)
  );
}

/** Whether the value is an object with a key that is not a string. */
export function isMap(value: Value): value is RegoMap {
  return value instanceof RegoMap;
}
