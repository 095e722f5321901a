import { isArray, isObject, isSet, kindOf } from "../values/kind.ts";
import { spendWork } from "../values/meter.ts";
import { objectSize, someEntry } from "../values/object.ts";
import { ObjectBuilder } from "../values/object-builder.ts";
import { RegoMapBuilder } from "../values/rego-map.ts";
import { RegoSetBuilder } from "../values/rego-set.ts";
import type { RegoObject, RegoSet, Value } from "../values/value.ts";
import { type BuiltinContext, BuiltinFailure, type BuiltinResult } from "./context.ts";
import { EntryCount } from "./entry-count.ts";
import { failOperand } from "./failure.ts";

/** Paths as a tree: what is selected below each key. A path that ends selects all below it. */
class PathTree {
  private readonly branches = new RegoMapBuilder();
  private readonly trees: PathTree[] = [];
  selectsAll = false;

  insert(path: readonly Value[]): void {
    spendWork(path.length);
    let tree: PathTree = this;
    for (const key of path) tree = tree.descend(key);
    tree.selectsAll = true;
  }

  get(key: Value): PathTree | undefined {
    const index = this.branches.get(key);
    return typeof index === "number" ? this.trees[index] : undefined;
  }

  private descend(key: Value): PathTree {
    const known = this.get(key);
    if (known !== undefined) return known;
    const tree = new PathTree();
    this.branches.set(key, this.trees.push(tree) - 1);
    return tree;
  }
}

/** Keeps what the paths select. */
export function filterByPaths(object: RegoObject, paths: readonly Value[] | RegoSet, context: Pick<BuiltinContext, "tick">): BuiltinResult {
  const tree = buildTree(paths);
  return tree instanceof BuiltinFailure ? tree : filterValue(object, tree, new EntryCount(context));
}

/** Leaves out what the paths select. */
export function removeByPaths(object: RegoObject, paths: readonly Value[] | RegoSet, context: Pick<BuiltinContext, "tick">): BuiltinResult {
  const tree = buildTree(paths);
  return tree instanceof BuiltinFailure ? tree : removeFromValue(object, tree, new EntryCount(context));
}

/** A path's keys: those of an array, or the parts of a JSON pointer, whose leading slashes may be missing. */
function parsePath(path: Value): readonly Value[] | undefined {
  if (isArray(path)) return path;
  if (typeof path !== "string") return undefined;
  spendWork(path.length);
  const pointer = path.replace(/^\/+/, "");
  return pointer === "" ? [] : parsePointer(pointer);
}

/** The parts of a JSON pointer (RFC 6901) without its leading slash. */
export function parsePointer(pointer: string): readonly string[] {
  const parts = pointer.split("/");
  return pointer.includes("~") ? parts.map((part) => part.replaceAll("~1", "/").replaceAll("~0", "~")) : parts;
}

/** The failure of a path that is neither a text nor an array. */
export function failPath(path: Value): BuiltinFailure {
  return failOperand(2, `must be one of {set, array} containing string paths or array of path segments but got ${kindOf(path)}`);
}

function buildTree(paths: readonly Value[] | RegoSet): PathTree | BuiltinFailure {
  const tree = new PathTree();
  for (const path of isSet(paths) ? paths.sorted() : paths) {
    const keys = parsePath(path);
    if (keys === undefined) return failPath(path);
    if (keys.length > 0) tree.insert(keys);
  }
  return tree;
}

function filterValue(value: Value, tree: PathTree, count: EntryCount): Value {
  return mapSelected(value, count, (key, member) => {
    const branch = tree.get(key);
    if (branch === undefined) return undefined;
    return branch.selectsAll ? member : filterValue(member, branch, count);
  });
}

function removeFromValue(value: Value, tree: PathTree, count: EntryCount): Value {
  return mapSelected(value, count, (key, member) => {
    const branch = tree.get(key);
    if (branch === undefined) return member;
    return branch.selectsAll ? undefined : removeFromValue(member, branch, count);
  });
}

/** Maps the members of a composite and leaves out those without answer. Indexes of arrays are keys as texts. */
function mapSelected(value: Value, count: EntryCount, map: (key: Value, member: Value) => Value | undefined): Value {
  count.add(sizeOf(value));
  if (isArray(value)) return value.map((member, index) => map(String(index), member)).filter((member) => member !== undefined);
  if (isSet(value)) {
    const builder = new RegoSetBuilder();
    for (const member of value) {
      const mapped = map(member, member);
      if (mapped !== undefined) builder.add(mapped);
    }
    return builder.finish();
  }
  return isObject(value) ? mapObject(value, map) : value;
}

/** The number of members that a composite has, without those within them. */
export function sizeOf(value: Value): number {
  if (isArray(value)) return value.length;
  if (isSet(value)) return value.size;
  return isObject(value) ? objectSize(value) : 0;
}

function mapObject(object: RegoObject, map: (key: Value, member: Value) => Value | undefined): RegoObject {
  const builder = new ObjectBuilder();
  someEntry(object, (key, member) => {
    const mapped = map(key, member);
    if (mapped !== undefined) builder.set(key, mapped);
    return false;
  });
  return builder.finish();
}
