import type { Definition, DirectiveDefinition } from "./ast.ts";

/** A schema that was checked: its types by name, and who may stand for whom. */
export interface Schema {
  readonly types: ReadonlyMap<string, Definition>;
  readonly directives: ReadonlyMap<string, DirectiveDefinition>;
  readonly query: Definition | undefined;
  readonly mutation: Definition | undefined;
  readonly subscription: Definition | undefined;
  /** The types that implement an interface, interfaces among them, or are in a union; of an object itself. */
  readonly possibleTypes: ReadonlyMap<string, readonly Definition[]>;
}

export function isLeaf({ kind }: Definition): boolean {
  return kind === "SCALAR" || kind === "ENUM";
}

export function isComposite({ kind }: Definition): boolean {
  return kind === "OBJECT" || isAbstract(kind);
}

export function isAbstract(kind: string): boolean {
  return kind === "INTERFACE" || kind === "UNION";
}

export function isInput({ kind }: Definition): boolean {
  return kind === "SCALAR" || kind === "ENUM" || kind === "INPUT_OBJECT";
}

/** The element of that name. */
export function findNamed<T extends { readonly name: string }>(list: readonly T[], name: string): T | undefined {
  return list.find((each) => each.name === name);
}
