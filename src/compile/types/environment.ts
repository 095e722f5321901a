import type { Body, RefTerm, Term } from "../../ast/nodes.ts";
import type { SourceText } from "../../errors/source-text.ts";
import type { Type } from "../../types/types.ts";
import { unknownType } from "../../types/types.ts";
import type { LocalNames } from "../context.ts";
import { dataPath } from "../references.ts";
import type { Dependents } from "./dependents.ts";
import { findType, type Signature, type Signatures } from "./signatures.ts";
import type { TypeFault } from "./type-errors.ts";
import type { TypeNode } from "./type-tree.ts";

/** What the checker of a body needs to know of the program around it. */
export interface CheckContext {
  /** The types of `data`, as far as rules give it. */
  readonly documents: TypeNode;
  /** What schemas say of documents, as trees with the roots `data` and `input`, the one that counts most first. */
  readonly schemas: readonly TypeNode[];
  readonly names: LocalNames;
  readonly source: SourceText;
  readonly signatures: Signatures;
  readonly dependents: Dependents;
  /** Whether types are to be sound, whatever OPA's are: for what is written of answers. */
  readonly careful: boolean;
  /** Checks the body of a comprehension in the scope of an outer one. */
  readonly checkClosure: (closure: ClosureTerm, outer: TypeEnvironment) => CheckedBody;
}

export type ClosureTerm = Extract<Term, { readonly body: Body }>;

/** A body's variables with their types, and what is wrong in it. */
export interface CheckedBody {
  readonly environment: TypeEnvironment;
  readonly faults: readonly TypeFault[];
}

/** The types of the variables of a body, within those of the body around it. */
export class TypeEnvironment {
  readonly context: CheckContext;
  private readonly outer: TypeEnvironment | undefined;
  private readonly types = new Map<string, Type>();
  private readonly closures = new Map<ClosureTerm, { readonly version: number; readonly checked: CheckedBody }>();
  private changes = 0;
  private readonly given = new Map<"data" | "input", readonly TypeNode[]>();
  /** What the `with` modifiers of the expression that is being checked make of documents, with roots `data` and `input`. */
  replaced: readonly TypeNode[] = [];
  /** Whether what is not known by now never will be, so that it may be anything. Careful inference says so at the end of a body. */
  settled = false;

  constructor(context: CheckContext, outer: TypeEnvironment | undefined = undefined) {
    this.context = context;
    this.outer = outer;
  }

  /** The type of a variable. */
  get(name: string): Type {
    return this.types.get(name) ?? this.outer?.get(name) ?? unknownType;
  }

  set(name: string, type: Type): void {
    this.types.set(name, type);
    this.changes += 1;
  }

  /** The nodes where a document's type may be found, the one that counts most first. */
  documents(root: "data" | "input"): readonly TypeNode[] {
    const outer = this.outer === undefined ? this.givenDocuments(root) : this.outer.documents(root);
    if (this.replaced.length === 0) return outer;
    const own = rootsOf(this.replaced, root);
    return own.length === 0 ? outer : [...own, ...outer];
  }

  /** What holds without modifiers, which is asked for at each reference. */
  private givenDocuments(root: "data" | "input"): readonly TypeNode[] {
    let given = this.given.get(root);
    if (given === undefined) {
      const { documents, schemas } = this.context;
      given = [...rootsOf(schemas, root), ...(root === "data" ? [documents] : [])];
      this.given.set(root, given);
    }
    return given;
  }

  /** What a call's operands must be; undefined where nothing is known of the function, as where a `with` replaces what it depends on. */
  signatureOf(operator: RefTerm): Signature | undefined {
    const path = dataPath(operator);
    const nearest = path === undefined ? undefined : firstType(this.documents("data"), path);
    return nearest?.kind === "any" ? undefined : this.context.signatures.find(operator);
  }

  /** The body of a comprehension, checked; again when more has become known of variables since. */
  closure(term: ClosureTerm): CheckedBody {
    const known = this.closures.get(term);
    const version = this.version();
    if (known?.version === version) return known.checked;
    const checked = this.context.checkClosure(term, this);
    this.closures.set(term, { version, checked });
    return checked;
  }

  private version(): number {
    return this.changes + (this.outer?.version() ?? 0);
  }
}

function firstType(nodes: readonly TypeNode[], path: readonly string[]): Type | undefined {
  for (const node of nodes) {
    const type = findType(node, path);
    if (type !== undefined) return type;
  }
  return undefined;
}

function rootsOf(trees: readonly TypeNode[], root: "data" | "input"): readonly TypeNode[] {
  return trees.map(({ children }) => children.get(root)).filter((node) => node !== undefined);
}
