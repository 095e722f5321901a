import type { BuiltinGroup } from "../group.ts";
import { regoBuiltins } from "../rego.ts";

/** `rego.parse_module`. */
export const rego: BuiltinGroup = { name: "rego", builtins: regoBuiltins };
