import { stringifyJson } from "../src/values/json.ts";
import { isInteger, normalizeNumber, numberToText } from "../src/values/number.ts";
import type { RegoNumber, Value } from "../src/values/value.ts";
import { mapNumbers } from "./map-numbers.ts";

/** Compares two values by their JSON; integers must be equal, other numbers to so many significant digits. */
export function equalToDigits(left: Value, right: Value, digits: number): boolean {
  const round = (number: RegoNumber): RegoNumber =>
    isInteger(number) ? normalizeNumber(number) : Number(Number(numberToText(number)).toPrecision(digits));
  const [first, second] = [left, right].map((value) => stringifyJson(mapNumbers(value, round)));
  return first === second;
}
