import type { Builtin } from "./define.ts";
import { regoBuiltins } from "./rego.ts";

/** `rego.parse_module`, for compiled policies. Brings the parser. */
export const rego: { readonly name: "rego"; readonly builtins: readonly Builtin[] } = { name: "rego", builtins: regoBuiltins };
