import { compareValues } from "../values/compare.ts";
import { compareTypes } from "./compare-types.ts";
import type { FunctionType, Type } from "./types.ts";
import { anyType, isUnknown, unknownType } from "./types.ts";

/**
 * The type of a value that has one type or the other. The members of unions are, and stay, in the order of {@link compareTypes}. What is
 * either a function or something else is, as in OPA, of no known type.
 */
export function uniteTypes(left: Type, right: Type): Type {
  if (left === right || isUnknown(right)) return left;
  if (isUnknown(left)) return right;
  if (left.kind === "function" && right.kind === "function") return uniteFunctions(left, right);
  if (left.kind === "function" || right.kind === "function") return unknownType;
  if (left.kind === "any" || right.kind === "any") return anyType;
  const members = left.kind === "union" ? [...left.members] : [left];
  for (const member of right.kind === "union" ? right.members : [right]) insertMember(members, member);
  const [only] = members;
  return members.length === 1 && only !== undefined ? only : { kind: "union", members };
}

/** Rules of one function have as many operands; of functions in different places the first stands for all. */
function uniteFunctions(left: FunctionType, right: FunctionType): Type {
  if (left.args.length !== right.args.length) return left;
  const args = left.args.map((type, index) => uniteTypes(type, right.args[index] ?? type));
  return { kind: "function", args, variadic: left.variadic, result: uniteTypes(left.result ?? unknownType, right.result ?? unknownType) };
}

function insertMember(members: Type[], type: Type): void {
  const place = findMember(members, type);
  if (place < 0) members.splice(~place, 0, type);
}

/** The index of a type among sorted members; if it is none of them, `~index` of where it would stand. */
function findMember(members: readonly Type[], type: Type): number {
  let low = 0;
  let high = members.length - 1;
  while (low <= high) {
    const middle = (low + high) >> 1;
    const member = members[middle];
    const order = member === undefined ? 0 : compareTypes(member, type);
    if (order === 0) return middle;
    if (order < 0) low = middle + 1;
    else high = middle - 1;
  }
  return ~low;
}

/** Is it the same type, or a union with that member? */
export function includesType(type: Type, member: Type): boolean {
  if (type.kind === "any") return true;
  return type.kind === "union" ? findMember(type.members, member) >= 0 : compareTypes(type, member) === 0;
}

/** The type with members of unions and properties of objects in their order, for types that were written by hand. */
export function normalizeType(type: Type): Type {
  switch (type.kind) {
    case "array":
      return { kind: "array", items: type.items.map(normalizeType), rest: type.rest && normalizeType(type.rest) };
    case "set":
      return { kind: "set", element: normalizeType(type.element) };
    case "object": {
      const properties = type.properties.map((property) => ({ key: property.key, type: normalizeType(property.type) }));
      const dynamic = type.dynamic && { key: normalizeType(type.dynamic.key), value: normalizeType(type.dynamic.value) };
      return { kind: "object", properties: properties.sort((left, right) => compareValues(left.key, right.key)), dynamic };
    }
    case "union":
      return type.members.map(normalizeType).reduce(uniteTypes);
    default:
      return type;
  }
}
