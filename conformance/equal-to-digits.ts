import { parseJson, stringifyJson } from "../src/values/json.ts";
import { isMap, isNumber, isObject } from "../src/values/kind.ts";
import { isInteger, numberToText } from "../src/values/number.ts";
import type { Value } from "../src/values/value.ts";

/** Compares two values by their JSON; integers must be equal, other numbers to so many significant digits. */
export function equalToDigits(left: Value, right: Value, digits: number): boolean {
  const [first, second] = [left, right].map((value) => stringifyJson(roundNumbers(parseJson(stringifyJson(value)), digits)));
  return first === second;
}

function roundNumbers(value: Value, digits: number): Value {
  if (isNumber(value)) return isInteger(value) ? value : Number(Number(numberToText(value)).toPrecision(digits));
  if (Array.isArray(value)) return value.map((item: Value) => roundNumbers(item, digits));
  if (isObject(value) && !isMap(value)) {
    return Object.fromEntries(Object.entries(value).map(([key, item]: [string, Value]) => [key, roundNumbers(item, digits)]));
  }
  return value;
}
