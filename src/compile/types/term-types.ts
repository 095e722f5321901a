/** The type of a term, by what is known of its variables and of the rules. */
import type { ObjectTerm, RefTerm, Term } from "../../ast/nodes.ts";
import { makeObjectType } from "../../types/select-type.ts";
import type { Property, Type } from "../../types/types.ts";
import { anyType, booleanType, isUnknown, nullType, numberType, stringType, unknownType } from "../../types/types.ts";
import { uniteTypes } from "../../types/unite-types.ts";
import { type PathKey, pathKeyOf } from "../program.ts";
import { constantOf } from "./constants.ts";
import type { ClosureTerm, TypeEnvironment } from "./environment.ts";
import { selectAlong, type TypeNode } from "./type-tree.ts";

export function typeOfTerm(term: Term, environment: TypeEnvironment): Type {
  switch (term.kind) {
    case "null":
      return nullType;
    case "boolean":
      return booleanType;
    case "number":
      return numberType;
    case "string":
      return stringType;
    case "var":
      if (term.name === "input" || term.name === "data") return typeOfDocument(term.name, [], environment);
      return environment.get(term.name);
    case "ref":
      return typeOfRef(term, environment);
    case "array": {
      const items = term.items.map((item) => typeOfTerm(item, environment));
      return { kind: "array", items, rest: items.length === 0 ? anyType : undefined };
    }
    case "set":
      return { kind: "set", element: typeOfElements(term.items, environment) };
    case "object":
      return typeOfObject(term, environment);
    case "array-comprehension":
    case "set-comprehension":
    case "object-comprehension":
      return typeOfComprehension(term, environment);
    default:
      return unknownType;
  }
}

function typeOfElements(items: readonly Term[], environment: TypeEnvironment): Type {
  const united = items.map((item) => typeOfTerm(item, environment)).reduce(uniteTypes, unknownType);
  return isUnknown(united) ? anyType : united;
}

function typeOfObject({ entries }: ObjectTerm, environment: TypeEnvironment): Type {
  if (entries.length === 0) return makeObjectType([], { key: anyType, value: anyType });
  const properties: Property[] = [];
  let dynamic: { readonly key: Type; readonly value: Type } | undefined;
  for (const { key, value } of entries) {
    const constant = constantOf(key);
    const type = typeOfTerm(value, environment);
    if (constant === undefined) dynamic = { key: typeOfTerm(key, environment), value: type };
    else properties.push({ key: constant, type });
  }
  return makeObjectType(properties, dynamic);
}

function typeOfComprehension(term: ClosureTerm, outer: TypeEnvironment): Type {
  const { environment, faults } = outer.closure(term);
  if (faults.length > 0) return unknownType;
  switch (term.kind) {
    case "array-comprehension": {
      const rest = typeOfTerm(term.head, environment);
      return { kind: "array", items: [], rest: isUnknown(rest) ? undefined : rest };
    }
    case "set-comprehension":
      return { kind: "set", element: typeOfTerm(term.head, environment) };
    case "object-comprehension": {
      const dynamic = { key: typeOfTerm(term.key, environment), value: typeOfTerm(term.value, environment) };
      return { kind: "object", properties: [], dynamic };
    }
  }
}

function typeOfRef({ terms }: RefTerm, environment: TypeEnvironment): Type {
  const [head, ...operands] = terms;
  if (head?.kind !== "var") return unknownType;
  if (head.name === "data" || head.name === "input") return typeOfDocument(head.name, operands.map(pathKeyOf), environment);
  return selectAlong(environment.get(head.name), operands.map(pathKeyOf)) ?? unknownType;
}

/** The type of the document at a path; undefined operands are variables. */
function typeOfDocument(root: "data" | "input", path: readonly (PathKey | undefined)[], environment: TypeEnvironment): Type {
  for (const node of environment.documents(root)) {
    const type = typeBelow(node, path);
    if (type !== undefined) return type;
  }
  return anyType;
}

/** Undefined: the path leads away from what is known. */
function typeBelow(root: TypeNode, path: readonly (PathKey | undefined)[]): Type | undefined {
  let node = root;
  for (const [index, key] of path.entries()) {
    const child = key === undefined ? undefined : node.children.get(key);
    if (child === undefined) {
      if (key !== undefined && node.type === undefined) return undefined;
      return selectAlong(node.document(), path.slice(index)) ?? unknownType;
    }
    node = child;
  }
  return node.document();
}
