import { parseJson, stringifyJson } from "../src/values/json.ts";
import { isMap, isNumber, isObject } from "../src/values/kind.ts";
import type { RegoNumber, Value } from "../src/values/value.ts";

/** The value as JSON has it (sets are arrays, keys are texts) with other numbers. */
export function mapNumbers(value: Value, map: (number: RegoNumber) => RegoNumber): Value {
  return mapEach(parseJson(stringifyJson(value)), map);
}

function mapEach(value: Value, map: (number: RegoNumber) => RegoNumber): Value {
  if (isNumber(value)) return map(value);
  if (Array.isArray(value)) return value.map((item: Value) => mapEach(item, map));
  if (isObject(value) && !isMap(value)) {
    return Object.fromEntries(Object.entries(value).map(([key, item]: [string, Value]) => [key, mapEach(item, map)]));
  }
  return value;
}
