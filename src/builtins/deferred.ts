import type { Type } from "../types/types.ts";
import type { Builtin, BuiltinSignature, SignatureOptions } from "./define.ts";
import { arg, describeSignature } from "./define.ts";
import type { GroupName } from "./group.ts";

/** A builtin whose implementation is in a group that may have to be loaded. */
export interface DeferredBuiltin extends BuiltinSignature {
  readonly group: GroupName;
}

/** Makes the rows of generated/group-signatures.ts for one group. */
export function signaturesOf(group: GroupName) {
  return (
    kind: Builtin["kind"],
    name: string,
    args: readonly (readonly [name: string, type: Type])[],
    result: readonly [name: string, type: Type] | undefined,
    options: SignatureOptions = {},
  ): DeferredBuiltin => {
    const make = ([each, type]: readonly [name: string, type: Type]) => arg(each, type, "");
    return { group, kind, ...describeSignature(name, "", args.map(make), result && make(result), options) };
  };
}

export function isDeferred(builtin: Builtin | DeferredBuiltin): builtin is DeferredBuiltin {
  return !("call" in builtin) && !("enumerate" in builtin);
}
