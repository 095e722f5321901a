import { anyOf, anyType, arrayOf, booleanType, objectOf, record, setOf, stringType } from "../types/types.ts";
import { isArray, isObject, isSet } from "../values/kind.ts";
import { getProperty, getValue, someEntry, sortedKeys } from "../values/object.ts";
import { ObjectBuilder } from "../values/object-builder.ts";
import { makeSet } from "../values/rego-set.ts";
import type { RegoObject, RegoSet, Value } from "../values/value.ts";
import { claimList } from "./claim-list.ts";
import type { BuiltinContext, BuiltinResult } from "./context.ts";
import { BuiltinFailure } from "./context.ts";
import { arg, type Builtin, builtin } from "./define.ts";
import { EntryCount } from "./entry-count.ts";
import { applyPatches } from "./json-patch.ts";
import { filterByPaths, removeByPaths } from "./json-paths.ts";
import { isSubset } from "./object-subset.ts";

const anyObject = objectOf(anyType, anyType);
const object = arg("object", anyObject, "the object");
const keysType = anyOf(arrayOf(anyType), objectOf(anyType, anyType), setOf(anyType));
const collections = anyOf(arrayOf(anyType), objectOf(anyType, anyType), setOf(anyType));
const pathElements = anyOf(stringType, arrayOf(anyType));
const paths = arg("paths", anyOf(arrayOf(pathElements), setOf(pathElements)), "paths as texts (`a/b`) or arrays of keys");
const output = arg("output", anyObject, "the resulting object");
const filtered = arg("filtered", anyObject, "what is left of the object");

/** Looks up a key, or an array of keys step by step. */
function lookUp(object: RegoObject, key: Value, fallback: Value): Value {
  if (!isArray(key)) {
    const value = getProperty(object, key);
    return value === undefined ? fallback : value;
  }
  let found: Value | undefined = object;
  for (const step of key) {
    found = getValue(found, step);
    if (found === undefined) return fallback;
  }
  return found;
}

/** The keys that a collection names: elements, or the keys of an object. */
function keySet(collection: readonly Value[] | RegoSet | RegoObject): RegoSet {
  if (isArray(collection)) return makeSet(collection);
  return isSet(collection) ? collection : makeSet(sortedKeys(collection));
}

function pickEntries(object: RegoObject, context: BuiltinContext, keep: (key: Value) => boolean): RegoObject {
  const builder = new ObjectBuilder();
  let size = 0;
  someEntry(object, (key, value) => {
    size++;
    if (keep(key)) builder.set(key, value);
    return false;
  });
  new EntryCount(context).add(size);
  return builder.finish();
}

/** Merges deeply: where both have an object these are merged, else the right value counts. */
function mergeObjects(left: RegoObject, right: RegoObject, count: EntryCount): RegoObject {
  const builder = new ObjectBuilder();
  let size = 0;
  const copy = (key: Value, value: Value): boolean => {
    size++;
    builder.set(key, value);
    return false;
  };
  someEntry(left, copy);
  someEntry(right, (key, value) => {
    const other = getProperty(left, key);
    return copy(key, other !== undefined && isObject(other) && isObject(value) ? mergeObjects(other, value, count) : value);
  });
  count.add(size);
  return builder.finish();
}

function mergeAll(objects: readonly RegoObject[], context: BuiltinContext): RegoObject {
  const count = new EntryCount(context);
  return objects.reduce<RegoObject>((merged, object) => mergeObjects(merged, object, count), {});
}

function compareSubset(whole: Value, part: Value): BuiltinResult {
  const text = "both arguments object.subset must be of the same type or array and set";
  return isSubset(whole, part) ?? new BuiltinFailure(text, "eval_type_error");
}

export const objectBuiltins: readonly Builtin[] = [
  builtin(
    "object.get",
    "The value of a key, or of a path of keys given as an array; a default where there is none.",
    [object, arg("key", anyType, "the key or path"), arg("default", anyType, "the answer where the key is missing")],
    arg("value", anyType, "the value or the default"),
    lookUp,
  ),
  builtin("object.keys", "The keys of an object.", [object], arg("value", setOf(anyType), "the keys"), (operand, context) => {
    const keys = sortedKeys(operand);
    return claimList(keys.length, context) ?? makeSet(keys);
  }),
  builtin(
    "object.remove",
    "An object without some keys.",
    [object, arg("keys", keysType, "the keys to leave out")],
    output,
    (operand, keys, context) => {
      const removed = keySet(keys);
      return pickEntries(operand, context, (key) => !removed.has(key));
    },
  ),
  builtin(
    "object.filter",
    "An object with some of its keys only.",
    [object, arg("keys", keysType, "the keys to keep")],
    filtered,
    (operand, keys, context) => {
      const kept = keySet(keys);
      return pickEntries(operand, context, (key) => kept.has(key));
    },
  ),
  builtin(
    "object.union",
    "Merges two objects deeply; where they disagree the second one counts.",
    [arg("a", anyObject, "the first object"), arg("b", anyObject, "the second object")],
    output,
    (left, right, context) => mergeObjects(left, right, new EntryCount(context)),
  ),
  builtin(
    "object.union_n",
    "Merges objects deeply; where they disagree the later one counts.",
    [arg("objects", arrayOf(anyObject), "the objects")],
    output,
    mergeAll,
  ),
  builtin(
    "object.subset",
    "Whether a collection is part of another one: of an object deeply, of an array as a run of elements, of a set as elements.",
    [arg("super", collections, "the larger one", { unchecked: true }), arg("sub", collections, "the smaller one", { unchecked: true })],
    arg("result", booleanType, "whether it is"),
    compareSubset,
  ),
  builtin(
    "json.patch",
    "Applies JSON-Patch operations (RFC 6902) to a value.",
    [
      arg("target", anyType, "the value"),
      arg("patches", arrayOf(record({ op: stringType, path: anyType }, { key: anyType, value: anyType })), "the operations", {
        elementsUnchecked: true,
      }),
    ],
    arg("output", anyType, "the changed value"),
    applyPatches,
  ),
  builtin("json.filter", "What some paths of an object select.", [object, paths], filtered, filterByPaths),
  builtin("json.remove", "An object without what some paths select.", [object, paths], output, removeByPaths),
];
