import { BigDecimal } from "./big-decimal.ts";
import { hashValue, mixHash } from "./hash.ts";
import { isArray, isMap, isSet } from "./kind.ts";
import type { PlainObject, Value } from "./value.ts";

/** Of a long array only the beginning counts. */
const sketchedItems = 8;

/**
 * A cheap hash: of a composite only the scalars right in it, and of nested composites only that they are there. Equal values have equal sketches;
 * unlike ones of the same outline may have too, for which {@link hashValue} is the answer.
 */
export function sketchValue(value: Value): number {
  if (isScalar(value)) return hashValue(value);
  if (isArray(value)) {
    let hash = 0x2c1b3c6d ^ value.length;
    for (let at = 0; at < value.length && at < sketchedItems; at++) hash = mixHash(hash, sketchPart(value[at] as Value));
    return hash;
  }
  if (isSet(value)) return 0x165667b1 ^ value.size;
  if (isMap(value)) return 0x27d4eb2f ^ value.size;
  return sketchObject(value as PlainObject);
}

/** The order of keys does not matter: what the entries give is added up. */
function sketchObject(object: PlainObject): number {
  let hash = 0x297a2d39;
  for (const key of Object.keys(object)) hash = (hash + mixHash(hashValue(key), sketchPart(object[key] as Value))) | 0;
  return hash;
}

function sketchPart(value: Value): number {
  return isScalar(value) ? hashValue(value) : 0x5bd1e995;
}

function isScalar(value: Value): boolean {
  return typeof value !== "object" || value === null || value instanceof BigDecimal;
}
