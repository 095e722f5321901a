import { BigDecimal } from "./big-decimal.ts";
import { spendWork } from "./meter.ts";
import { toInteger64 } from "./number.ts";
import { compareStrings } from "./string-order.ts";
import type { PlainObject, RegoObject, Value } from "./value.ts";
import { RegoMap, RegoSet } from "./value.ts";

/** The value of a key of either form of object. Only own properties count: `constructor` and `__proto__` are data like any other. */
export function getProperty(object: RegoObject, key: Value): Value | undefined {
  if (object instanceof RegoMap) return object.get(key);
  return typeof key === "string" ? getOwn(object, key) : undefined;
}

function getOwn(object: PlainObject, key: string): Value | undefined {
  const value = object[key];
  // What a plain object inherits are functions, which are no JSON, and `__proto__`: only for those a second look is needed (bench: join, lookup).
  if (value === undefined || (typeof value !== "function" && key !== "__proto__")) return value;
  return Object.hasOwn(object, key) ? value : undefined;
}

/**
 * Rego's lookup of one step of a reference: an array by index, an object by key, a set by element (the answer is the key, as it is
 * written there). Anything else is undefined. The order of tests favours plain objects with string keys and arrays with indexes.
 */
export function getValue(value: Value, key: Value): Value | undefined {
  if (typeof value !== "object" || value === null) return undefined;
  if (Array.isArray(value)) return getItem(value, key);
  if (value instanceof RegoSet) return value.has(key) ? key : undefined;
  if (value instanceof RegoMap) return value.get(key);
  return typeof key === "string" ? getOwn(value as PlainObject, key) : undefined;
}

/** `1.0` is an index, but for OPA `1e0` is none. */
function getItem(array: readonly Value[], key: Value): Value | undefined {
  if (typeof key === "number") return array[key];
  return key instanceof BigDecimal ? array[Number(toInteger64(key) ?? -1)] : undefined;
}

/** The number of entries. */
export function objectSize(object: RegoObject): number {
  return object instanceof RegoMap ? object.size : Object.keys(object).length;
}

/** Objects with more keys have their sorted keys remembered. */
const cacheThreshold = 16;
const sortedKeysCache = new WeakMap<PlainObject, readonly string[]>();

/** The keys in Rego's order (strings by code point, not as JS has integer-like keys first). Do not change the array. */
export function sortedKeys(object: RegoObject): readonly Value[] {
  return object instanceof RegoMap ? object.sortedKeys() : sortedStringKeys(object);
}

/** {@link sortedKeys} of a plain object. */
export function sortedStringKeys(object: PlainObject): readonly string[] {
  const cached = sortedKeysCache.get(object);
  if (cached !== undefined) return cached;
  const keys = Object.keys(object);
  spendWork(keys.length);
  if (!isSorted(keys)) keys.sort(compareStrings);
  if (keys.length > cacheThreshold) sortedKeysCache.set(object, keys);
  return keys;
}

function isSorted(keys: readonly string[]): boolean {
  for (let at = 1; at < keys.length; at++) {
    if (compareStrings(keys[at - 1] as string, keys[at] as string) > 0) return false;
  }
  return true;
}

/** Visits entries in no particular order until one is accepted; whether one was. */
export function someEntry(object: RegoObject, accept: (key: Value, value: Value) => boolean): boolean {
  if (object instanceof RegoMap) return object.some(accept);
  for (const key in object) {
    const value = object[key];
    if (value !== undefined && Object.hasOwn(object, key) && accept(key, value)) return true;
  }
  return false;
}

/** The entries in Rego's order. */
export function* sortedEntries(object: RegoObject): Generator<readonly [Value, Value]> {
  for (const key of sortedKeys(object)) yield [key, getProperty(object, key) as Value];
}
