import { equalsValues } from "../values/equals.ts";
import { isArray, isObject, isSet } from "../values/kind.ts";
import { spendWork } from "../values/meter.ts";
import { getProperty, someEntry } from "../values/object.ts";
import type { RegoObject, RegoSet, Value } from "../values/value.ts";

/** Whether the second collection is part of the first; `undefined` when the two cannot be compared. */
export function isSubset(whole: Value, part: Value): boolean | undefined {
  if (isObject(whole) && isObject(part)) return isSubobject(whole, part);
  if (isSet(whole) && isSet(part)) return isContainedSet(whole, part);
  if (isArray(whole) && isArray(part)) return isSubarray(whole, part);
  // OPA finds nothing in an empty array, not even the empty set.
  if (isArray(whole) && isSet(part)) return whole.length > 0 && !part.some((value) => !hasElement(whole, value));
  return undefined;
}

function hasElement(array: readonly Value[], value: Value): boolean {
  spendWork(array.length);
  return array.some((element) => equalsValues(element, value));
}

function isSubobject(whole: RegoObject, part: RegoObject): boolean {
  spendWork(1);
  return !someEntry(part, (key, value) => {
    spendWork(1);
    const other = getProperty(whole, key);
    return other === undefined || !isPart(other, value);
  });
}

/** Inside an object, collections of one kind may again be parts; anything else must be the same. */
function isPart(whole: Value, part: Value): boolean {
  if (isObject(whole) && isObject(part)) return isSubobject(whole, part);
  if (isSet(whole) && isSet(part)) return isContainedSet(whole, part);
  if (isArray(whole) && isArray(part)) return isSubarray(whole, part);
  return equalsValues(whole, part);
}

function isContainedSet(whole: RegoSet, part: RegoSet): boolean {
  spendWork(1 + part.size);
  return part.size <= whole.size && !part.some((value) => !whole.has(value));
}

/** Whether the elements stand in the other array one after the other. */
function isSubarray(whole: readonly Value[], part: readonly Value[]): boolean {
  for (let start = 0; start + part.length <= whole.length; start++) {
    const differs = part.findIndex((value, at) => !equalsValues(whole[start + at] as Value, value));
    spendWork(1 + (differs < 0 ? part.length : differs));
    if (differs < 0) return true;
  }
  return false;
}
