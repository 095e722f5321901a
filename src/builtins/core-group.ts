import { coreBuiltins } from "./core-builtins.ts";
import type { Builtin } from "./define.ts";

/** The builtins that every engine has, for compiled policies: `loadPolicy(document, { builtins: [core] })`. */
export const core: { readonly name: "core"; readonly builtins: readonly Builtin[] } = { name: "core", builtins: coreBuiltins };
