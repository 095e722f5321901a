import { anyType, booleanType } from "../types/types.ts";
import { equalsValues } from "../values/equals.ts";
import { isArray, isObject } from "../values/kind.ts";
import { getValue, objectSize, someEntry } from "../values/object.ts";
import { RegoSet, type Value } from "../values/value.ts";
import type { BuiltinContext } from "./context.ts";
import { arg, type Builtin, builtin } from "./define.ts";

/** Whether a value is an element of an array or a set, or a value of an object. */
export function isMember(value: Value, collection: Value, context: BuiltinContext): boolean {
  if (collection instanceof RegoSet) return collection.has(value);
  if (isArray(collection)) {
    context.tick(collection.length);
    return collection.some((element) => equalsValues(element, value));
  }
  if (isObject(collection)) context.tick(objectSize(collection));
  return isObject(collection) && someEntry(collection, (_, member) => equalsValues(member, value));
}

/** Whether a collection has the value at the key; the key of an element of a set is the element. */
function isMemberAt(key: Value, value: Value, collection: Value): boolean {
  const found = getValue(collection, key);
  return found !== undefined && equalsValues(found, value);
}

const result = arg("", booleanType, "");

export const membershipBuiltins: readonly Builtin[] = [
  builtin("internal.member_2", "Whether a collection has a value.", [arg("", anyType, ""), arg("", anyType, "")], result, isMember, {
    infix: "in",
  }),
  builtin(
    "internal.member_3",
    "Whether a collection has a value at a key.",
    [arg("", anyType, ""), arg("", anyType, ""), arg("", anyType, "")],
    result,
    isMemberAt,
    { infix: "in" },
  ),
];
