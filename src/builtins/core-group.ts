import type { Builtin } from "./define.ts";
import { evaluationBuiltins } from "./evaluation-builtins.ts";

/** The builtins that every engine has, for compiled policies; but for `rego.parse_module`, which needs the parser. */
export const core: { readonly name: "core"; readonly builtins: readonly Builtin[] } = { name: "core", builtins: evaluationBuiltins };
