import { stringType } from "../types/types.ts";
import { arg, type Builtin, builtin } from "./define.ts";

/** The part of the glob builtins that needs no matcher. */
export const globQuoteBuiltins: readonly Builtin[] = [
  builtin(
    "glob.quote_meta",
    "Escapes the characters of a text that have a meaning in a glob pattern.",
    [arg("pattern", stringType, "the text")],
    arg("output", stringType, "the pattern that matches the text"),
    (pattern) => pattern.replace(/[*?\\[\]{}]/g, "\\$&"),
  ),
];
