/** JSON schemas as types: those that are given to the compiler, and where the annotations of rules put them. */
import type { Annotations } from "../../ast/nodes.ts";
import { printRef } from "../../ast/print.ts";
import type { Property, Type } from "../../types/types.ts";
import { anyType } from "../../types/types.ts";
import { compareValues } from "../../values/compare.ts";
import type { Value } from "../../values/value.ts";
import { makeRef, makeString, makeVar } from "../terms.ts";
import { SchemaProblem, type Schemas } from "../type-checking.ts";
import { selectAlong, TypeNode } from "./type-tree.ts";

/** One item of `schemas` in an annotation, as the parser leaves it. */
interface SchemaAnnotation {
  readonly path: readonly PathTerm[];
  readonly schema?: readonly PathTerm[];
  readonly definition?: Value;
}

interface PathTerm {
  readonly type: string;
  readonly value: unknown;
}

/** The type of `input` by the schema that is given for all modules, as a tree with the root `input`. Throws {@link SchemaProblem}. */
export function inputTypes(schemas: Schemas | undefined): readonly TypeNode[] {
  const type = schemas?.find([]);
  if (type === undefined) return [];
  const tree = new TypeNode();
  tree.replace(["input"], type);
  return [tree];
}

/** What annotations say of documents, as a tree with the roots `data` and `input`, and what is wrong with their schemas. */
export interface AnnotatedTypes {
  readonly tree: TypeNode;
  readonly problems: readonly string[];
}

/** What the annotations of a rule say of documents; later ones override earlier ones. `known` are the trees that hold without them. */
export function annotatedTypes(
  annotations: readonly Annotations[],
  schemas: Schemas,
  known: readonly TypeNode[],
  careful = false,
): AnnotatedTypes {
  const tree = new TypeNode(careful);
  const problems: string[] = [];
  for (const { path, ...item } of annotations.flatMap(({ fields }) => (fields["schemas"] ?? []) as readonly SchemaAnnotation[])) {
    try {
      const type = typeOf(item, schemas);
      if (type !== undefined) putType(tree, path.map(keyOf), type, known, careful);
    } catch (error) {
      if (!(error instanceof SchemaProblem)) throw error;
      problems.push(error.message);
    }
  }
  return { tree, problems };
}

function typeOf({ schema, definition }: Omit<SchemaAnnotation, "path">, schemas: Schemas): Type | undefined {
  if (schema === undefined) return schemas.read(definition ?? {});
  const name = schema.slice(1).map(keyOf);
  const type = schemas.find(name);
  if (type === undefined && schemas.hasNamed) throw new SchemaProblem(`undefined schema: ${printName(name)}`);
  return type;
}

function printName(name: readonly string[]): string {
  const place = { start: 0, end: 0 };
  return printRef(makeRef([makeVar("schema", place), ...name.map((key) => makeString(key, place))], place));
}

function keyOf({ type, value }: PathTerm, index = 1): string {
  if (type === "var" && index > 0) throw new SchemaProblem("error getting key from value: var requires evaluation");
  return String(value);
}

/** Gives a type to a path: as a part of the type of the outermost document above that has one, or as it is. */
function putType(tree: TypeNode, path: readonly string[], type: Type, known: readonly TypeNode[], careful: boolean): void {
  for (let length = 1; length < path.length; length++) {
    const prefix = path.slice(0, length);
    const whole = findType([tree, ...known], prefix) ?? (length === 1 && prefix[0] === "input" ? anyType : undefined);
    if (whole === undefined) continue;
    tree.replace(prefix, overrideType(whole, path.slice(length), type, careful));
    return;
  }
  tree.replace(path, type);
  if (careful) for (const length of path.keys()) tree.markLacking(path.slice(0, length + 1));
}

/** The type that the first tree that has one has at a path or, by the type of a document above, below it. */
function findType(trees: readonly TypeNode[], path: readonly string[]): Type | undefined {
  for (const tree of trees) {
    const type = typeInTree(tree, path);
    if (type !== undefined) return type;
  }
  return undefined;
}

function typeInTree(tree: TypeNode, path: readonly string[]): Type | undefined {
  let node = tree;
  for (const [index, key] of path.entries()) {
    const child = node.children.get(key);
    if (child === undefined) return undefined;
    if (child.type !== undefined) return selectAlong(child.type, path.slice(index + 1));
    node = child;
  }
  return node.children.size === 0 ? undefined : node.document();
}

/** A type whose part at a path is replaced. What is no object becomes one; with care only what may be one, and the part may be missing. */
function overrideType(whole: Type, [key, ...rest]: readonly string[], type: Type, careful: boolean): Type {
  if (key === undefined) return type;
  if (careful && whole.kind !== "object" && whole.kind !== "any") return anyType;
  const { properties, dynamic } = whole.kind === "object" ? whole : { properties: [], dynamic: { key: anyType, value: anyType } };
  const own = properties.find((property) => property.key === key);
  if (own === undefined) return { kind: "object", properties: inOrder([...properties, nest(key, rest, type, dynamic, careful)]), dynamic };
  const changed = { ...own, type: overrideType(own.type, rest, type, careful) };
  return { kind: "object", properties: properties.map((property) => (property === own ? changed : property)), dynamic };
}

function nest(key: string, [next, ...rest]: readonly string[], type: Type, dynamic: ObjectOthers, careful: boolean): Property {
  const nested: Type = next === undefined ? type : { kind: "object", properties: [nest(next, rest, type, dynamic, careful)], dynamic };
  return { key, type: nested, ...(careful && { optional: true as const }) };
}

type ObjectOthers = Extract<Type, { readonly kind: "object" }>["dynamic"];

function inOrder(properties: readonly Property[]): readonly Property[] {
  return properties.toSorted((left, right) => compareValues(left.key, right.key));
}
