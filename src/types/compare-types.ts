import { compareValues } from "../values/compare.ts";
import type { ArrayType, FunctionType, ObjectType, Type, TypeKind } from "./types.ts";

const ranks: Readonly<Record<TypeKind, number>> = {
  null: 0,
  boolean: 1,
  number: 2,
  string: 3,
  array: 4,
  object: 5,
  set: 6,
  union: 7,
  any: 7,
  function: 8,
};

/** The order in which OPA lists the members of a union. Zero: the types are equal. */
export function compareTypes(left: Type, right: Type): number {
  if (left === right) return 0;
  if (left.kind === "array" && right.kind === "array") return compareArrays(left, right);
  if (left.kind === "object" && right.kind === "object") return compareObjects(left, right);
  if (left.kind === "set" && right.kind === "set") return compareTypes(left.element, right.element);
  if (left.kind === "union" && right.kind === "union") return compareLists(left.members, right.members);
  if (left.kind === "function" && right.kind === "function") return compareFunctions(left, right);
  if (left.kind === "any" && right.kind === "union") return -1;
  if (left.kind === "union" && right.kind === "any") return 1;
  return ranks[left.kind] - ranks[right.kind];
}

function compareLists(left: readonly Type[], right: readonly Type[]): number {
  for (const [index, type] of left.entries()) {
    const other = right[index];
    if (other === undefined) return 1;
    const order = compareTypes(type, other);
    if (order !== 0) return order;
  }
  return left.length - right.length;
}

/** What is absent comes first. */
function compareOptional(left: Type | undefined, right: Type | undefined): number {
  if (left === undefined || right === undefined) return Number(left !== undefined) - Number(right !== undefined);
  return compareTypes(left, right);
}

function compareArrays(left: ArrayType, right: ArrayType): number {
  return compareOptional(left.rest, right.rest) || compareLists(left.items, right.items);
}

function compareObjects(left: ObjectType, right: ObjectType): number {
  const order = compareOptional(left.dynamic?.key, right.dynamic?.key) || compareOptional(left.dynamic?.value, right.dynamic?.value);
  if (order !== 0) return order;
  for (const [index, property] of left.properties.entries()) {
    const other = right.properties[index];
    if (other === undefined) return 1;
    const difference =
      compareValues(property.key, other.key) ||
      compareTypes(property.type, other.type) ||
      Number(property.optional === true) - Number(other.optional === true);
    if (difference !== 0) return difference;
  }
  return left.properties.length - right.properties.length;
}

function compareFunctions(left: FunctionType, right: FunctionType): number {
  return (
    left.args.length - right.args.length ||
    compareLists(left.args, right.args) ||
    compareOptional(left.result, right.result) ||
    compareOptional(left.variadic, right.variadic)
  );
}
