import { stringifyJson } from "../src/values/json.ts";
import type { Value } from "../src/values/value.ts";

/** Compares two JSON values; integers must be equal, other numbers to so many significant digits. */
export function equalToDigits(left: Value, right: Value, digits: number): boolean {
  return stringifyJson(roundNumbers(left, digits)) === stringifyJson(roundNumbers(right, digits));
}

function roundNumbers(value: Value, digits: number): Value {
  if (typeof value === "number") return Number.isInteger(value) ? value : Number(value.toPrecision(digits));
  if (Array.isArray(value)) return value.map((item: Value) => roundNumbers(item, digits));
  if (typeof value === "object" && value !== null && Object.getPrototypeOf(value) === Object.prototype) {
    return Object.fromEntries(Object.entries(value).map(([key, item]: [string, Value]) => [key, roundNumbers(item, digits)]));
  }
  return value;
}
