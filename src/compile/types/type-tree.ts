/** The types of all rules by path. A node can have a type of its own and children too: `p[x] := …` beside `p.a.b := …`. */

import { keyType, selectType, typeOfValue, valueType } from "../../types/select-type.ts";
import type { ObjectType, Type } from "../../types/types.ts";
import { anyType, isUnknown, stringType } from "../../types/types.ts";
import { uniteTypes } from "../../types/unite-types.ts";
import { compareValues } from "../../values/compare.ts";
import type { Value } from "../../values/value.ts";

export class TypeNode {
  readonly children = new Map<Value, TypeNode>();
  type: Type | undefined;
  /** Whether rules at this path may all be undefined. Heeded with care only. */
  mayLack = false;
  private readonly careful: boolean;
  private extent: Type | undefined;

  /** @param careful whether the types of documents say what they may lack, and leave functions out, as OPA's do not */
  constructor(careful = false) {
    this.careful = careful;
  }

  /** The type of the node's document. Without a type of its own, an object of its children that may have other string keys. */
  document(): Type {
    if (this.type !== undefined) return this.type;
    this.extent ??= {
      kind: "object",
      properties: [...this.children]
        .filter(([key, child]) => key !== null && !(this.careful && child.type?.kind === "function"))
        .map(([key, child]) => ({ key, type: child.document(), ...(child.mayLack && { optional: true as const }) }))
        .sort((left, right) => compareValues(left.key, right.key)),
      dynamic: { key: stringType, value: anyType },
    };
    return this.extent;
  }

  /** Adds the type of one more rule at a path below. */
  insert(path: readonly Value[], type: Type): void {
    let node: TypeNode = this;
    let below = 0;
    for (const key of path) {
      node.extent = undefined;
      node = node.child(key);
      below += 1;
      if (below < path.length && node.type?.kind === "object") node.type = insertIntoObject(node.type, path.slice(below), type);
    }
    node.extent = undefined;
    node.type = node.type === undefined ? type : mergeTypes(node.type, type);
    if (type.kind !== "object") return;
    for (const [rest, inner] of node.typesBelow([])) {
      if (node.type.kind === "object") node.type = insertIntoObject(node.type, rest, inner);
    }
  }

  /** Says that there may be nothing at a path below. */
  markLacking(path: readonly Value[]): void {
    let node: TypeNode = this;
    for (const key of path) {
      node.extent = undefined;
      node = node.child(key);
    }
    node.mayLack = true;
  }

  /** Gives a type to a path below in place of what it has. */
  replace(path: readonly Value[], type: Type): void {
    let node: TypeNode = this;
    for (const key of path) {
      node.extent = undefined;
      node = node.child(key);
    }
    node.type = type;
  }

  private child(key: Value): TypeNode {
    let child = this.children.get(key);
    if (child === undefined) {
      child = new TypeNode(this.careful);
      this.children.set(key, child);
    }
    return child;
  }

  private *typesBelow(path: readonly Value[]): Iterable<readonly [readonly Value[], Type]> {
    for (const [key, child] of this.children) {
      const below = [...path, key];
      if (child.type !== undefined) yield [below, child.type];
      yield* child.typesBelow(below);
    }
  }
}

function insertIntoObject({ properties, dynamic }: ObjectType, path: readonly Value[], type: Type): ObjectType {
  const [key = null, ...rest] = path;
  const value: Type = rest.length === 0 ? type : insertIntoObject({ kind: "object", properties: [], dynamic: undefined }, rest, type);
  const own = typeOfValue(key);
  const united =
    dynamic === undefined ? { key: own, value } : { key: uniteTypes(dynamic.key, own), value: uniteTypes(dynamic.value, value) };
  return { kind: "object", properties, dynamic: united };
}

/** The type of a document to which rules of both types contribute: sets and objects without fixed keys grow, others are one or the other. */
function mergeTypes(left: Type, right: Type): Type {
  if (left.kind === "any" || right.kind === "any") return anyType;
  if (left.kind === "set" && right.kind === "set") return { kind: "set", element: uniteTypes(left.element, right.element) };
  if (isDynamic(left) && isDynamic(right)) {
    const key = uniteTypes(left.dynamic.key, right.dynamic.key);
    return { kind: "object", properties: [], dynamic: { key, value: mergeTypes(left.dynamic.value, right.dynamic.value) } };
  }
  if (left.kind === "union" && isDynamic(right)) return mergeIntoUnion(left.members, right);
  if (right.kind === "union" && isDynamic(left)) return mergeIntoUnion(right.members, left);
  return uniteTypes(left, right);
}

/** An object without fixed keys. */
function isDynamic(type: Type): type is ObjectType & { readonly dynamic: NonNullable<ObjectType["dynamic"]> } {
  return type.kind === "object" && type.properties.length === 0 && type.dynamic !== undefined;
}

function mergeIntoUnion(members: readonly Type[], type: Type): Type {
  const place = members.findIndex(isDynamic);
  const member = members[place];
  const union: Type = { kind: "union", members };
  if (member === undefined) return uniteTypes(union, type);
  return members.toSpliced(place, 1).reduce(uniteTypes, mergeTypes(member, type));
}

/** What a reference that goes on from a value of the type gives; undefined: nothing is known of it. `keys`: undefined for variables. */
export function selectAlong(type: Type, keys: readonly (Value | undefined)[]): Type | undefined {
  let selected: Type | undefined = type;
  for (const key of keys) {
    if (selected === undefined || isUnknown(selected)) return undefined;
    selected = key === undefined ? valueType(selected) : selectType(selected, key);
  }
  return selected;
}

/** The type of the keys of a node's document. */
export function keysOfNode(node: TypeNode): Type {
  if (node.type !== undefined) return keyType(node.type) ?? anyType;
  return [...node.children.keys()]
    .filter((key) => key !== null)
    .map(typeOfValue)
    .reduce<Type>(uniteTypes, stringType);
}
