import { isMap, isObject } from "../values/kind.ts";
import { setOwn } from "../values/object-builder.ts";
import type { PlainObject, Value } from "../values/value.ts";

/** Merges two documents; `undefined` where both have a value at one path and not both are objects. Neither is changed. */
export function mergeDocuments(left: PlainObject, right: PlainObject): PlainObject | undefined {
  const merged: { [key: string]: Value } = {};
  for (const key of Object.keys(left)) setOwn(merged, key, left[key] as Value);
  for (const key of Object.keys(right)) {
    const added = right[key] as Value;
    const present = Object.hasOwn(left, key) ? (left[key] as Value) : undefined;
    const value =
      present === undefined ? added : isPlainObject(present) && isPlainObject(added) ? mergeDocuments(present, added) : undefined;
    if (value === undefined) return undefined;
    setOwn(merged, key, value);
  }
  return merged;
}

/** Wraps a document so that it stands at a path. */
export function placeDocument(path: readonly string[], document: Value): Value {
  return path.reduceRight((inner: Value, key) => {
    const outer: { [key: string]: Value } = {};
    setOwn(outer, key, inner);
    return outer;
  }, document);
}

/** Whether a value read from JSON or YAML is an object. */
export function isPlainObject(value: Value): value is PlainObject {
  return isObject(value) && !isMap(value);
}
