import { equalsValues } from "../values/equals.ts";
import { formatValue } from "../values/format.ts";
import { isArray, isMap, isNumber, isObject, isSet, kindOf } from "../values/kind.ts";
import { spendWork } from "../values/meter.ts";
import { toInteger64 } from "../values/number.ts";
import { getProperty, getValue, sortedEntries } from "../values/object.ts";
import { makeObject } from "../values/object-builder.ts";
import { makeSet } from "../values/rego-set.ts";
import type { RegoObject, Value } from "../values/value.ts";
import { type BuiltinContext, BuiltinFailure, type BuiltinResult } from "./context.ts";
import { fail } from "./failure.ts";
import { failPath, parsePointer, sizeOf } from "./json-paths.ts";

/** Applies JSON-Patch operations (RFC 6902) one after the other; also to sets, where the key is the element. */
export function applyPatches(target: Value, patches: readonly Value[], context: Pick<BuiltinContext, "tick">): BuiltinResult {
  if (!patches.every(isObject)) return fail("must be an array of JSON-Patch objects, but at least one element is not an object");
  let document: BuiltinResult = target;
  for (const patch of patches) {
    if (document === undefined || document instanceof BuiltinFailure) return document;
    const size = measureWay(document, patch);
    spendWork(size);
    context.tick(1 + (size >> 3));
    document = applyPatch(document, patch);
  }
  return document;
}

/** Each operation may copy what it goes through: about what all composites on its way have. */
function measureWay(document: Value, patch: RegoObject): number {
  return measurePath(document, getProperty(patch, "path")) + measurePath(document, getProperty(patch, "from"));
}

function measurePath(document: Value, path: Value | undefined): number {
  if (path === undefined) return 0;
  const keys = readKeys(path);
  let size = sizeOf(document);
  if (keys === undefined) return size;
  let at: Value | undefined = document;
  for (const key of keys) {
    const index: Value | BuiltinFailure = isArray(at) ? readIndex(at, key) : key;
    at = index instanceof BuiltinFailure ? undefined : getValue(at, index);
    if (at === undefined) break;
    size += 1 + sizeOf(at);
  }
  return size;
}

function applyPatch(document: Value, patch: RegoObject): BuiltinResult {
  const operation = getProperty(patch, "op");
  if (operation === undefined) return fail("missing required attribute 'op'");
  if (typeof operation !== "string") return fail(`attribute 'op' must be a string but found: ${kindOf(operation)}`);
  const path = readPath(patch, "path");
  if (path instanceof BuiltinFailure) return path;
  switch (operation) {
    case "add":
    case "replace":
    case "test":
      return applyValue(document, operation, path, getProperty(patch, "value"));
    case "remove":
      return removeAt(document, path);
    case "move":
    case "copy": {
      const from = readPath(patch, "from");
      return from instanceof BuiltinFailure ? from : transfer(document, operation, from, path);
    }
    default:
      return fail(`unrecognized op: '${operation}'`);
  }
}

function applyValue(
  document: Value,
  operation: "add" | "replace" | "test",
  path: readonly Value[],
  value: Value | undefined,
): BuiltinResult {
  if (value === undefined) return fail("missing required attribute 'value'");
  if (operation === "test") return testAt(document, path, value);
  return operation === "add" ? addAt(document, path, value) : replaceAt(document, path, value);
}

/** The keys of an attribute: an array as it is, a text as a JSON pointer whose leading slashes may be missing. */
function readPath(patch: RegoObject, attribute: string): readonly Value[] | BuiltinFailure {
  const path = getProperty(patch, attribute);
  if (path === undefined) return fail(`missing required attribute '${attribute}'`);
  return readKeys(path) ?? failPath(path);
}

function readKeys(path: Value): readonly Value[] | undefined {
  if (isArray(path)) return path;
  if (typeof path !== "string") return undefined;
  spendWork(path.length);
  return path === "" ? [] : parsePointer(path.replace(/^\/+/, ""));
}

function testAt(document: Value, path: readonly Value[], value: Value): BuiltinResult {
  const found = findAt(document, path);
  if (found instanceof BuiltinFailure) return found;
  if (equalsValues(found, value)) return document;
  return fail(`value from EditTree != patch value.\n\nExpected: ${formatValue(value)}\n\nFound: ${formatValue(found)}`);
}

function transfer(document: Value, operation: "move" | "copy", from: readonly Value[], path: readonly Value[]): BuiltinResult {
  const value = findAt(document, from);
  if (value instanceof BuiltinFailure) return value;
  if (operation === "copy") return addAt(document, path, value);
  const [key] = from.slice(-1);
  if (isInside(path, from) && key !== undefined)
    return fail(`cannot unfold the already deleted composite node for key ${formatValue(key)}`);
  const rest = removeAt(document, from);
  // Without the root there is nothing left to add to.
  if (rest === undefined) return addAt({}, path, value);
  return rest instanceof BuiltinFailure ? rest : addAt(rest, path, value);
}

function isInside(path: readonly Value[], outer: readonly Value[]): boolean {
  return path.length > outer.length && outer.every((key, at) => equalsValues(key, path[at] as Value));
}

function addAt(document: Value, path: readonly Value[], value: Value): BuiltinResult {
  return path.length === 0 ? value : changeParent(document, path, (parent, key) => insert(parent, key, value));
}

/** The document without what is at the path; undefined when that is the document. */
function removeAt(document: Value, path: readonly Value[]): BuiltinResult {
  return path.length === 0 ? undefined : changeParent(document, path, remove);
}

function replaceAt(document: Value, path: readonly Value[], value: Value): BuiltinResult {
  if (path.length === 0) return value;
  return changeParent(document, path, (parent, key) => {
    const rest = remove(parent, key);
    return rest instanceof BuiltinFailure ? rest : insert(rest, key, value);
  });
}

type Change = (parent: Value, key: Value) => Value | BuiltinFailure;

/** Changes the composite that holds the last key of a path, and copies those above it. */
function changeParent(document: Value, path: readonly Value[], change: Change): Value | BuiltinFailure {
  const last = path.at(-1) as Value;
  const parents: Value[] = [document];
  for (const key of path.slice(0, -1)) {
    const child = findChild(parents.at(-1) as Value, key);
    if (child instanceof BuiltinFailure) return child;
    parents.push(child);
  }
  let changed = change(parents.pop() as Value, last);
  for (let at = path.length - 2; at >= 0; at--) {
    if (changed instanceof BuiltinFailure) return changed;
    changed = putChild(parents[at] as Value, path[at] as Value, changed);
  }
  return changed;
}

function findAt(document: Value, path: readonly Value[]): Value | BuiltinFailure {
  let found = document;
  for (const key of path) {
    const child = findChild(found, key);
    if (child instanceof BuiltinFailure) return child;
    found = child;
  }
  return found;
}

function findChild(parent: Value, key: Value): Value | BuiltinFailure {
  if (!isArray(parent) && !isObject(parent) && !isSet(parent)) {
    return fail(`expected composite type for path ${formatValue(key)}, found value: ${describeScalar(parent)}`);
  }
  const index = isArray(parent) ? readIndex(parent, key) : key;
  if (index instanceof BuiltinFailure) return index;
  const child = getValue(parent, index);
  return child === undefined ? failMissing(index, parent) : child;
}

function failMissing(key: Value, parent: Value): BuiltinFailure {
  const place = typeof key === "string" && isSet(parent) ? key : formatValue(key);
  return fail(`path ${place} does not exist in ${kindOf(parent)} term ${formatValue(parent)}`);
}

/** Puts a changed child back where it was. */
function putChild(parent: Value, key: Value, child: Value): Value | BuiltinFailure {
  if (isArray(parent)) {
    const index = readIndex(parent, key);
    return index instanceof BuiltinFailure ? index : parent.with(index, child);
  }
  if (isSet(parent)) return makeSet([...parent].map((element) => (equalsValues(element, key) ? child : element)));
  return isObject(parent) ? setProperty(parent, key, child) : parent;
}

function insert(parent: Value, key: Value, value: Value): Value | BuiltinFailure {
  if (isArray(parent)) {
    const index = readIndex(parent, key);
    if (index instanceof BuiltinFailure) return index;
    return index < 0 || index > parent.length ? fail("index for array insertion out of bounds") : parent.toSpliced(index, 0, value);
  }
  if (isObject(parent)) return setProperty(parent, key, value);
  if (!isSet(parent)) return fail(`expected composite type, found value: ${describeScalar(parent)}`);
  if (equalsValues(key, value)) return makeSet([...parent, value]);
  return fail(`set key ${formatValue(key)} does not equal value to be inserted ${formatValue(value)}`);
}

function remove(parent: Value, key: Value): Value | BuiltinFailure {
  if (isArray(parent)) {
    const index = readIndex(parent, key);
    if (index instanceof BuiltinFailure) return index;
    return index < 0 || index >= parent.length ? fail("index for array delete out of bounds") : parent.toSpliced(index, 1);
  }
  if (!isObject(parent) && !isSet(parent)) return fail(`expected composite type, found value: ${describeScalar(parent)}`);
  if (isSet(parent)) return parent.has(key) ? makeSet([...parent].filter((element) => !equalsValues(element, key))) : failDelete(key);
  if (getProperty(parent, key) === undefined) return failDelete(key);
  return makeObject([...sortedEntries(parent)].filter(([other]) => !equalsValues(other, key)));
}

function failDelete(key: Value): BuiltinFailure {
  return fail(`cannot delete child key ${formatValue(key)} that does not exist`);
}

function setProperty(object: RegoObject, key: Value, value: Value): RegoObject {
  // A computed key and a spread make own properties, also of `__proto__`.
  if (typeof key === "string" && !isMap(object)) return { ...object, [key]: value };
  return makeObject([...sortedEntries(object), [key, value]]);
}

/** An array's index: a number, its digits, or `-` for the place after the last element. */
function readIndex(array: readonly Value[], key: Value): number | BuiltinFailure {
  if (isNumber(key)) {
    const index = toInteger64(key);
    return index === undefined ? fail("invalid number type for indexing") : Number(index);
  }
  if (typeof key !== "string") return fail("invalid type for indexing");
  if (key === "-") return array.length;
  if (/^0\d/.test(key)) return fail("leading zeros are not allowed in JSON paths");
  return /^[+-]?\d+$/.test(key) ? Number(key) : fail("invalid string for indexing");
}

const scalarTypes = {
  null: "ast.Null",
  boolean: "ast.Boolean",
  number: "ast.Number",
  string: "ast.String",
  array: "",
  object: "",
  set: "",
} as const;

function describeScalar(value: Value): string {
  return `${formatValue(value)} (type: ${scalarTypes[kindOf(value)]})`;
}
