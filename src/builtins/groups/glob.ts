import { globBuiltins } from "../glob.ts";
import { globQuoteBuiltins } from "../glob-quote.ts";
import type { BuiltinGroup } from "../group.ts";

/** Glob patterns. */
export const glob: BuiltinGroup = { name: "glob", builtins: [...globBuiltins, ...globQuoteBuiltins] };
