import { selectType } from "./select-type.ts";
import type { ArrayType, ObjectType, Type } from "./types.ts";
import { isUnknown } from "./types.ts";

/** Can a value of one type equal a value of the other? Never, where a type is not known. */
export function typesUnify(left: Type, right: Type): boolean {
  if (isUnknown(left) || isUnknown(right)) return false;
  if (left.kind === "any") return right.kind !== "function";
  if (right.kind === "any") return left.kind !== "function";
  if (left.kind === "union") return left.members.some((member) => typesUnify(member, right));
  if (right.kind === "union") return right.members.some((member) => typesUnify(left, member));
  if (left.kind === "array" && right.kind === "array") return arraysUnify(left, right);
  if (left.kind === "object" && right.kind === "object") return objectsUnify(left, right);
  if (left.kind === "set" && right.kind === "set") return typesUnify(left.element, right.element);
  if (left.kind === "function" || right.kind === "function") return false;
  return left.kind === right.kind;
}

function arraysUnify(left: ArrayType, right: ArrayType): boolean {
  const fits = (item: Type, index: number, other: ArrayType): boolean => {
    const type = other.items[index] ?? other.rest;
    return type !== undefined && typesUnify(item, type);
  };
  if (!left.items.every((item, index) => fits(item, index, right)) || !right.items.every((item, index) => fits(item, index, left)))
    return false;
  return left.rest === undefined || right.rest === undefined || typesUnify(left.rest, right.rest);
}

function objectsUnify(left: ObjectType, right: ObjectType): boolean {
  if (!propertiesFit(left, right) || !propertiesFit(right, left)) return false;
  if (left.dynamic === undefined || right.dynamic === undefined) return true;
  const [one, other] = [left.dynamic.value, right.dynamic.value];
  return isUnknown(one) || isUnknown(other) || typesUnify(one, other);
}

/** A property that the other surely lacks matters only where neither can have others. */
function propertiesFit(object: ObjectType, other: ObjectType): boolean {
  const isOpen = object.dynamic !== undefined || other.dynamic !== undefined;
  return object.properties.every(({ key, type }) => {
    const selected = selectType(other, key);
    return selected === undefined ? isOpen : typesUnify(type, selected);
  });
}

/** Could a function with the second operands stand in for one with the first? */
export function signaturesUnify(left: readonly Type[], right: readonly Type[]): boolean {
  return left.length === right.length && left.every((type, index) => typesUnify(type, right[index] ?? type));
}
