import { coreBuiltins } from "./core-builtins.ts";
import { groupSignatures } from "./generated/group-signatures.ts";
import type { BuiltinGroups } from "./group.ts";
import { BuiltinRegistry } from "./registry.ts";

/** The builtins that come with the engine: the core, and the signatures of all groups with the implementations of those given. */
export function standardBuiltins(groups: BuiltinGroups): BuiltinRegistry {
  return new BuiltinRegistry([...coreBuiltins, ...groupSignatures], groups);
}
