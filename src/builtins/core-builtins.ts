import type { Builtin } from "./define.ts";
import { evaluationBuiltins } from "./evaluation-builtins.ts";
import { regoBuiltins } from "./rego.ts";

/** The builtins that every engine has. The others come in groups (groups/). */
export const coreBuiltins: readonly Builtin[] = [...evaluationBuiltins, ...regoBuiltins];
