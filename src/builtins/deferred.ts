import type { Argument, Builtin, BuiltinSignature, SignatureOptions } from "./define.ts";
import { describeSignature } from "./define.ts";
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
    args: readonly Argument[],
    result: Argument | undefined,
    options: SignatureOptions = {},
  ): DeferredBuiltin => ({ group, kind, ...describeSignature(name, "", args, result, options) });
}

export function isDeferred(builtin: Builtin | DeferredBuiltin): builtin is DeferredBuiltin {
  return !("call" in builtin) && !("enumerate" in builtin);
}
