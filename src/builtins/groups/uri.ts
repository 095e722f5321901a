import type { BuiltinGroup } from "../group.ts";
import { uriBuiltins } from "../uri.ts";

/** URIs. */
export const uri: BuiltinGroup = { name: "uri", builtins: uriBuiltins };
