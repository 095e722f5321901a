import type { RefTerm } from "../../ast/nodes.ts";
import type { Type } from "../../types/types.ts";
import { anyType, functionType } from "../../types/types.ts";
import { normalizeType } from "../../types/unite-types.ts";
import type { KnownBuiltin, KnownBuiltins, NamedType } from "../check-calls.ts";
import { dataPath } from "../references.ts";
import { operatorName } from "../terms.ts";
import type { TypeNode } from "./type-tree.ts";

/** What a function or builtin takes and gives. */
export interface Signature {
  readonly args: readonly NamedType[];
  /** Undefined for `print` and the like. */
  readonly result: NamedType | undefined;
  /** The arguments, and the result behind them where there is one: what a call with all its operands gives. */
  readonly wanted: readonly NamedType[];
  readonly variadic: boolean;
}

/** Finds the signatures of builtins, and of functions as far as their types have been inferred. */
export class Signatures {
  readonly documents: TypeNode;
  private readonly builtins: KnownBuiltins;
  private readonly described = new Map<KnownBuiltin, Signature>();

  constructor(documents: TypeNode, builtins: KnownBuiltins) {
    this.documents = documents;
    this.builtins = builtins;
  }

  /** Undefined where there is no such function, or its own errors keep its type from being known. */
  find(operator: RefTerm): Signature | undefined {
    const path = dataPath(operator);
    if (path !== undefined) return describeFunction(findType(this.documents, path));
    const builtin = this.builtins.get(operatorName(operator) ?? "");
    if (builtin === undefined) return undefined;
    let signature = this.described.get(builtin);
    if (signature === undefined) {
      signature = describeBuiltin(builtin);
      this.described.set(builtin, signature);
    }
    return signature;
  }
}

/** The type of the rules at exactly that path. */
export function findType(root: TypeNode, path: readonly string[]): Type | undefined {
  let node: TypeNode | undefined = root;
  for (const key of path) {
    node = node.children.get(key);
    if (node === undefined) return undefined;
  }
  return node.type;
}

/** Of functions, by their types, which never change. */
const described = new WeakMap<Type, Signature>();

function makeSignature(args: readonly NamedType[], result: NamedType | undefined, variadic: boolean): Signature {
  return { args, result, wanted: result === undefined ? args : [...args, result], variadic };
}

function describeFunction(type: Type | undefined): Signature | undefined {
  if (type?.kind !== "function") return undefined;
  let signature = described.get(type);
  if (signature === undefined) {
    const unnamed = (inner: Type): NamedType => ({ name: "", description: "", type: inner });
    signature = makeSignature(type.args.map(unnamed), type.result && unnamed(type.result), false);
    described.set(type, signature);
  }
  return signature;
}

function describeBuiltin({ args, result, resultName, resultDescription, variadic }: KnownBuiltin): Signature {
  const named = ({ name, description, type }: NamedType): NamedType => ({ name, description, type: normalizeType(type) });
  return makeSignature(args.map(named), result && named({ name: resultName, description: resultDescription, type: result }), variadic);
}

export function typeOfSignature({ args, result, variadic }: Signature): Type {
  const types = args.map(({ type }) => type);
  return functionType(types, result?.type, variadic ? anyType : undefined);
}
