/** Unifying terms with types and with each other: says whether they can be equal, and gives types to variables that have none. */
import type { ArrayTerm, ObjectTerm, SetTerm, Term } from "../../ast/nodes.ts";
import { hasUnknown, selectType } from "../../types/select-type.ts";
import type { ArrayType, ObjectType, SetType, Type } from "../../types/types.ts";
import { anyType, isUnknown } from "../../types/types.ts";
import { typesUnify } from "../../types/unify-types.ts";
import { uniteTypes } from "../../types/unite-types.ts";
import { constantOf } from "./constants.ts";
import type { TypeEnvironment } from "./environment.ts";
import { typeOfTerm } from "./term-types.ts";

/** Unifies both sides of `left = right`. */
function unifyTerms(left: Term, right: Term, environment: TypeEnvironment): boolean {
  return unifyTyped(left, typeOfTerm(left, environment), right, typeOfTerm(right, environment), environment);
}

/** Unifies both sides of `left = right`, whose types have been inferred. */
export function unifyTyped(left: Term, leftType: Type, right: Term, rightType: Type, environment: TypeEnvironment): boolean {
  if (isReference(left) && isUnknown(leftType)) return unifyTerm(right, anyType, environment);
  if (isReference(right) && isUnknown(rightType)) return unifyTerm(left, anyType, environment);
  const leftUnknown = hasUnknown(leftType);
  const rightUnknown = hasUnknown(rightType);
  if (!leftUnknown && !rightUnknown) return typesUnify(leftType, rightType);
  if (!rightUnknown) return unifyTerm(left, rightType, environment);
  if (!leftUnknown) return unifyTerm(right, leftType, environment);
  if (left.kind === "var" && isReference(right)) return unifyTerm(left, rightType, environment);
  if (right.kind === "var" && isReference(left)) return unifyTerm(right, leftType, environment);
  if (left.kind === "array") return unifyArrays(left, right, environment);
  if (left.kind === "object") return unifyObjects(left, right, environment);
  if (left.kind !== "var") return false;
  if (right.kind === "var") return unifyWithVar(left, right, environment);
  if (right.kind === "array") return unifyArrays(right, left, environment);
  return right.kind === "object" && unifyObjects(right, left, environment);
}

/** What OPA gives a name to where it stands inside of another term. */
export function isReference({ kind }: Term): boolean {
  return kind === "ref" || kind === "array-comprehension" || kind === "set-comprehension" || kind === "object-comprehension";
}

/** What stands against a variable of which nothing is known: neither side says anything of the other. */
function unifyWithVar(term: Term, variable: Term, environment: TypeEnvironment): boolean {
  return unifyTerm(term, anyType, environment) && unifyTerm(variable, typeOfTerm(term, environment), environment);
}

/** Unifies parts of composites. OPA gives comprehensions in them names; a variable is told nothing by a name whose type is known in part. */
function unifyParts(left: Term, right: Term, environment: TypeEnvironment): boolean {
  for (const [variable, other] of [[left, right] as const, [right, left] as const]) {
    const isNamed = variable.kind === "var" && other.kind.endsWith("-comprehension");
    if (isNamed && hasUnknown(typeOfTerm(other, environment))) return unifyTerm(variable, anyType, environment);
  }
  return unifyTerms(left, right, environment);
}

function unifyArrays(left: ArrayTerm, right: Term, environment: TypeEnvironment): boolean {
  if (right.kind === "var") return unifyWithVar(left, right, environment);
  if (right.kind !== "array" || left.items.length !== right.items.length) return false;
  return left.items.every((item, index) => {
    const other = right.items[index];
    return other !== undefined && unifyParts(item, other, environment);
  });
}

function unifyObjects(left: ObjectTerm, right: Term, environment: TypeEnvironment): boolean {
  if (right.kind === "var") return unifyWithVar(left, right, environment);
  if (right.kind !== "object" || left.entries.length !== right.entries.length) return false;
  const values = new Map(right.entries.map(({ key, value }) => [keyName(key), value]));
  return left.entries.every(({ key, value }) => {
    const other = values.get(keyName(key));
    return other !== undefined && unifyParts(value, other, environment);
  });
}

/** Equal for keys that are the same constant or variable. */
function keyName(key: Term): string {
  if (key.kind === "var") return key.name;
  return JSON.stringify(key, (name, value: unknown) => (name === "start" || name === "end" ? undefined : value));
}

/**
 * Unifies a term with a type. `alternative`: the type is one of several, so that variables get it as one possibility more. References and
 * comprehensions are then variables too, as OPA gives names to those inside of others.
 */
export function unifyTerm(term: Term, type: Type, environment: TypeEnvironment, alternative = false): boolean {
  switch (term.kind) {
    case "array":
    case "set":
    case "object":
      return unifyComposite(term, type, environment, alternative);
    case "var":
      if (term.name !== "input" && term.name !== "data") return unifyVar(term.name, type, environment, alternative);
      return true;
    case "ref":
    case "array-comprehension":
    case "set-comprehension":
    case "object-comprehension": {
      const own = typeOfTerm(term, environment);
      return alternative || isUnknown(own) || typesUnify(own, type);
    }
    default:
      return typesUnify(typeOfTerm(term, environment), type);
  }
}

function unifyVar(name: string, type: Type, environment: TypeEnvironment, alternative: boolean): boolean {
  const known = environment.get(name);
  if (alternative) environment.set(name, uniteTypes(known, type));
  else if (isUnknown(known)) environment.set(name, type);
  else return typesUnify(known, type);
  return true;
}

function unifyComposite(term: ArrayTerm | SetTerm | ObjectTerm, type: Type, environment: TypeEnvironment, alternative: boolean): boolean {
  if (type.kind === "any") {
    for (const part of partsOf(term)) unifyTerm(part, anyType, environment, true);
    return true;
  }
  if (type.kind === "union") {
    const fitting = type.members.filter((member) => unifyTerm(term, member, environment, true));
    return fitting.length > 0;
  }
  if (term.kind === "array") return type.kind === "array" && unifyArray(term, type, environment, alternative);
  if (term.kind === "set") return type.kind === "set" && unifySet(term, type, environment, alternative);
  return type.kind === "object" && unifyObject(term, type, environment, alternative);
}

function partsOf(term: ArrayTerm | SetTerm | ObjectTerm): readonly Term[] {
  return term.kind === "object" ? term.entries.flatMap(({ key, value }) => [key, value]) : term.items;
}

function unifyArray({ items }: ArrayTerm, type: ArrayType, environment: TypeEnvironment, alternative: boolean): boolean {
  if (items.length !== type.items.length && type.rest === undefined) return false;
  return items.every((item, index) => {
    const expected = type.items[index] ?? type.rest;
    return expected !== undefined && unifyTerm(item, expected, environment, alternative);
  });
}

function unifySet({ items }: SetTerm, { element }: SetType, environment: TypeEnvironment, alternative: boolean): boolean {
  return items.every((item) => unifyTerm(item, element, environment, alternative));
}

function unifyObject({ entries }: ObjectTerm, type: ObjectType, environment: TypeEnvironment, alternative: boolean): boolean {
  if (entries.length !== type.properties.length && type.dynamic === undefined) return false;
  return entries.every(({ key, value }) => {
    const constant = constantOf(key);
    if (constant === undefined) {
      unifyTerm(value, anyType, environment, alternative);
      return true;
    }
    const expected = selectType(type, constant);
    return expected !== undefined && unifyTerm(value, expected, environment, alternative);
  });
}
