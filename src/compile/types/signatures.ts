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
  return path.reduce<TypeNode | undefined>((node, key) => node?.children.get(key), root)?.type;
}

function describeFunction(type: Type | undefined): Signature | undefined {
  if (type?.kind !== "function") return undefined;
  const unnamed = (inner: Type): NamedType => ({ name: "", description: "", type: inner });
  return { args: type.args.map(unnamed), result: type.result && unnamed(type.result), variadic: false };
}

function describeBuiltin({ args, result, resultName, resultDescription, variadic }: KnownBuiltin): Signature {
  const named = ({ name, description, type }: NamedType): NamedType => ({ name, description, type: normalizeType(type) });
  return {
    args: args.map(named),
    result: result && named({ name: resultName, description: resultDescription, type: result }),
    variadic,
  };
}

export function typeOfSignature({ args, result, variadic }: Signature): Type {
  const types = args.map(({ type }) => type);
  return functionType(types, result?.type, variadic ? anyType : undefined);
}
