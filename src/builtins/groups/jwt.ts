import type { BuiltinGroup } from "../group.ts";
import { tokenBuiltins } from "../tokens.ts";

/** JSON Web Tokens. */
export const jwt: BuiltinGroup = { name: "jwt", builtins: tokenBuiltins };
