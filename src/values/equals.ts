import { BigDecimal } from "./big-decimal.ts";
import { spendWork } from "./meter.ts";
import { equalsNumbers } from "./number.ts";
import { getProperty, objectSize } from "./object.ts";
import type { PlainObject, RegoObject, Value } from "./value.ts";
import { RegoMap, RegoSet } from "./value.ts";

/** Whether two values are the same. Never orders anything: sets and objects are looked up. */
export function equalsValues(left: Value, right: Value): boolean {
  if (left === right) return true;
  if (typeof left === "string" || typeof right === "string" || left === null || right === null) return false;
  if (typeof left !== "object" || typeof right !== "object") {
    return isNumeric(left) && isNumeric(right) && equalsNumbers(left, right);
  }
  if (Array.isArray(left)) return Array.isArray(right) && equalsArrays(left, right);
  if (Array.isArray(right)) return false;
  if (left instanceof RegoSet) return right instanceof RegoSet && equalsSets(left, right);
  if (right instanceof RegoSet) return false;
  if (left instanceof BigDecimal)
    return right instanceof BigDecimal && left.unscaled === right.unscaled && left.exponent === right.exponent;
  if (right instanceof BigDecimal) return false;
  return equalsObjects(left as RegoObject, right as RegoObject);
}

function isNumeric(value: Value): value is number | bigint | BigDecimal {
  return typeof value === "number" || typeof value === "bigint" || value instanceof BigDecimal;
}

function equalsArrays(left: readonly Value[], right: readonly Value[]): boolean {
  if (left.length !== right.length) return false;
  spendWork(left.length);
  for (let at = 0; at < left.length; at++) {
    if (!equalsValues(left[at] as Value, right[at] as Value)) return false;
  }
  return true;
}

function equalsSets(left: RegoSet, right: RegoSet): boolean {
  if (left.size !== right.size) return false;
  spendWork(left.size);
  return !left.some((value) => !right.has(value));
}

function equalsMaps(left: RegoMap, right: RegoMap): boolean {
  if (left.size !== right.size) return false;
  spendWork(left.size);
  return !left.some((key, value) => {
    const other = right.get(key);
    return other === undefined || !equalsValues(value, other);
  });
}

function equalsObjects(left: RegoObject, right: RegoObject): boolean {
  if (left instanceof RegoMap) return right instanceof RegoMap && equalsMaps(left, right);
  if (right instanceof RegoMap) return false;
  return equalsPlainObjects(left, right);
}

function equalsPlainObjects(left: PlainObject, right: PlainObject): boolean {
  const size = objectSize(left);
  if (size !== objectSize(right)) return false;
  spendWork(size);
  for (const key in left) {
    if (!Object.hasOwn(left, key)) continue;
    const other = getProperty(right, key);
    if (other === undefined || !equalsValues(left[key] as Value, other)) return false;
  }
  return true;
}
