import { isMap, isObject } from "../values/kind.ts";
import { setOwn } from "../values/object-builder.ts";
import type { PlainObject, Value } from "../values/value.ts";

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
