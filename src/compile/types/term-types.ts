/** The type of a term, by what is known of its variables and of the rules. */
import type { ObjectTerm, RefTerm, Term } from "../../ast/nodes.ts";
import { makeObjectType, selectType, valueType } from "../../types/select-type.ts";
import type { Property, Type } from "../../types/types.ts";
import { anyType, booleanType, isUnknown, nullType, numberType, stringType, unknownType } from "../../types/types.ts";
import { uniteTypes } from "../../types/unite-types.ts";
import type { Value } from "../../values/value.ts";
import { pathKeyOf } from "../program.ts";
import { constantOf } from "./constants.ts";
import type { ClosureTerm, TypeEnvironment } from "./environment.ts";
import type { TypeNode } from "./type-tree.ts";

export function typeOfTerm(term: Term, environment: TypeEnvironment): Type {
  const type = inferTerm(term, environment);
  return environment.settled && isUnknown(type) ? anyType : type;
}

function inferTerm(term: Term, environment: TypeEnvironment): Type {
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
      if (term.name === "input" || term.name === "data") return typeOfDocument(term.name, [term], environment);
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
  const types = items.map((item) => typeOfTerm(item, environment));
  if (environment.context.careful && types.some(isUnknown)) return anyType;
  const united = types.reduce(uniteTypes, unknownType);
  return isUnknown(united) ? anyType : united;
}

function typeOfObject({ entries }: ObjectTerm, environment: TypeEnvironment): Type {
  if (entries.length === 0) return makeObjectType([], { key: anyType, value: anyType });
  if (environment.context.careful) return typeOfEntries(entries, environment);
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

/** Careful: any of the keys that are not constant may come to be any other of the keys, and its value then counts. */
function typeOfEntries(entries: ObjectTerm["entries"], environment: TypeEnvironment): Type {
  const [constants, others] = [new Map<Term, Value>(), [] as ObjectTerm["entries"][number][]];
  for (const entry of entries) {
    const constant = constantOf(entry.key);
    if (constant === undefined) others.push(entry);
    else constants.set(entry.key, constant);
  }
  const typeOf = (term: Term): Type => {
    const type = typeOfTerm(term, environment);
    return isUnknown(type) ? anyType : type;
  };
  const value = others.map((entry) => typeOf(entry.value)).reduce(uniteTypes, unknownType);
  const properties = entries.flatMap((entry): readonly Property[] => {
    const key = constants.get(entry.key);
    return key === undefined ? [] : [{ key, type: uniteTypes(typeOf(entry.value), value) }];
  });
  const dynamic = others.length === 0 ? undefined : { key: others.map(({ key }) => typeOf(key)).reduce(uniteTypes), value };
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
  const head = terms[0];
  if (head?.kind !== "var") return unknownType;
  if (head.name === "data" || head.name === "input") return typeOfDocument(head.name, terms, environment);
  return selectOperands(environment.get(head.name), terms, 1) ?? unknownType;
}

/** The type of the document that a reference leads to. */
function typeOfDocument(root: "data" | "input", ref: readonly Term[], environment: TypeEnvironment): Type {
  for (const node of environment.documents(root)) {
    const type = typeBelow(node, ref, environment.context.careful);
    if (type !== undefined) return type;
  }
  return anyType;
}

/** Undefined: the reference leads away from what is known. */
function typeBelow(root: TypeNode, ref: readonly Term[], careful: boolean): Type | undefined {
  let node = root;
  for (let index = 1; index < ref.length; index++) {
    // A rule with variables in its head may give what rules below are about as well; its type has theirs in it.
    if (careful && node.type !== undefined) return selectOperands(node.type, ref, index) ?? anyType;
    const operand = ref[index];
    const key = operand === undefined ? undefined : pathKeyOf(operand);
    const child = key === undefined ? undefined : node.children.get(key);
    if (child === undefined) {
      if (key !== undefined && node.type === undefined) return undefined;
      return selectOperands(node.document(), ref, index) ?? unknownType;
    }
    node = child;
  }
  return node.document();
}

/** What a reference that goes on from a value of the type with its operand at `from` gives; undefined: nothing is known of it. */
function selectOperands(type: Type, ref: readonly Term[], from: number): Type | undefined {
  let selected: Type | undefined = type;
  for (let index = from; index < ref.length; index++) {
    if (selected === undefined || isUnknown(selected)) return undefined;
    const operand = ref[index];
    const key = operand === undefined ? undefined : pathKeyOf(operand);
    selected = key === undefined ? valueType(selected) : selectType(selected, key);
  }
  return selected;
}
