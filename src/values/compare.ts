import { isArray, isNumber } from "./kind.ts";
import { spendWork } from "./meter.ts";
import { compareNumbers } from "./number.ts";
import { getProperty, sortedKeys } from "./object.ts";
import { compareStrings } from "./string-order.ts";
import type { RegoObject, Value } from "./value.ts";
import { RegoSet } from "./value.ts";

/** Rego's total order: null < boolean < number < string < array < object < set. Negative, zero or positive. */
export function compareValues(left: Value, right: Value): number {
  if (typeof left === "number" && typeof right === "number") return left < right ? -1 : left > right ? 1 : 0;
  if (typeof left === "string" && typeof right === "string") return compareStrings(left, right);
  if (left === right) return 0;
  const rank = rankOf(left);
  const difference = rank - rankOf(right);
  if (difference !== 0) return difference;
  switch (rank) {
    case 1:
      return left === false ? -1 : 1;
    case 2:
      return isNumber(left) && isNumber(right) ? compareNumbers(left, right) : 0;
    case 4:
      return compareArrays(left as readonly Value[], right as readonly Value[]);
    case 5:
      return compareObjects(left as RegoObject, right as RegoObject);
    case 6:
      return compareArrays((left as RegoSet).sorted(), (right as RegoSet).sorted());
    default:
      return 0;
  }
}

function rankOf(value: Value): number {
  switch (typeof value) {
    case "boolean":
      return 1;
    case "number":
    case "bigint":
      return 2;
    case "string":
      return 3;
    default:
      if (value === null) return 0;
      if (isArray(value)) return 4;
      if (value instanceof RegoSet) return 6;
      return isNumber(value) ? 2 : 5;
  }
}

const surrogate = /[\ud800-\udfff]/;

/** By elements, then by length. */
function compareArrays(left: readonly Value[], right: readonly Value[]): number {
  const length = Math.min(left.length, right.length);
  spendWork(length);
  for (let at = 0; at < length; at++) {
    const order = compareValues(left[at] ?? null, right[at] ?? null);
    if (order !== 0) return order;
  }
  return left.length - right.length;
}

/** By keys in their order, each key before its value; then by size. */
function compareObjects(left: RegoObject, right: RegoObject): number {
  const leftKeys = sortedKeys(left);
  const rightKeys = sortedKeys(right);
  const length = Math.min(leftKeys.length, rightKeys.length);
  spendWork(length);
  for (let at = 0; at < length; at++) {
    const leftKey = leftKeys[at] ?? null;
    const rightKey = rightKeys[at] ?? null;
    const order =
      compareValues(leftKey, rightKey) || compareValues(getProperty(left, leftKey) ?? null, getProperty(right, rightKey) ?? null);
    if (order !== 0) return order;
  }
  return leftKeys.length - rightKeys.length;
}

/** The values in Rego's order, in a new array. */
export function sortValues(values: Iterable<Value>): Value[] {
  const sorted = Array.from(values);
  spendWork(sorted.length);
  // Where no surrogate occurs, JavaScript's own order of strings is the order of code points, and its sort needs no calls (bench: admission).
  if (sorted.every(isPlainText)) return sorted.sort();
  // Doubles sort by themselves several times faster than by a comparison that is called.
  return areNumbers(sorted) ? Array.from(Float64Array.from(sorted).sort()) : sorted.sort(compareValues);
}

function areNumbers(values: readonly Value[]): values is readonly number[] {
  for (let at = 0; at < values.length; at++) {
    if (typeof values[at] !== "number") return false;
  }
  return true;
}

function isPlainText(value: Value): boolean {
  return typeof value === "string" && !surrogate.test(value);
}
