import type { BuiltinGroup } from "../group.ts";
import { regexBuiltins } from "../regex.ts";

/** Regular expressions. */
export const regex: BuiltinGroup = { name: "regex", builtins: regexBuiltins };
