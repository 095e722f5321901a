/** What can be enumerated, and in which order. */
import { BigDecimal } from "../values/big-decimal.ts";
import { isArray, isMap, isSet } from "../values/kind.ts";
import { getProperty, sortedKeys } from "../values/object.ts";
import type { PlainObject, RegoObject, RegoSet, Value } from "../values/value.ts";

export type Collection = readonly Value[] | RegoObject | RegoSet;

/** Can it be enumerated? */
export function isCollection(value: Value | undefined): value is Collection {
  return typeof value === "object" && value !== null && !(value instanceof BigDecimal);
}

/** The keys to enumerate, beside {@link itemsOf}; undefined: those of an array, or no collection. */
export function keysOf(value: Value, ordered: boolean): readonly Value[] | undefined {
  if (!isCollection(value) || isArray(value)) return undefined;
  if (isSet(value)) return ordered ? value.sorted() : value.elements();
  return ordered || isMap(value) ? sortedKeys(value) : Object.keys(value);
}

/** The elements of a collection that is no array, by its keys; undefined: no collection. */
export function itemsOf(value: Value, keys: readonly Value[] | undefined): readonly Value[] | undefined {
  if (keys === undefined || !isCollection(value) || isArray(value)) return undefined;
  if (isSet(value)) return keys;
  if (isMap(value)) return keys.map((key) => getProperty(value, key) as Value);
  const items: Value[] = [];
  for (let at = 0; at < keys.length; at++) items.push((value as PlainObject)[keys[at] as string] as Value);
  return items;
}
