import { anyOf, arrayOf, booleanType, nullType, stringType } from "../types/types.ts";
import { kindOf } from "../values/kind.ts";
import type { BuiltinContext, BuiltinResult } from "./context.ts";
import { BuiltinFailure } from "./context.ts";
import type { Builtin } from "./define.ts";
import { arg, builtin } from "./define.ts";
import { failOperand } from "./failure.ts";
import { GlobCache } from "./glob/glob-cache.ts";
import { GlobMatcher } from "./glob/glob-matcher.ts";
import { readGlob } from "./glob/glob-tokens.ts";
import { compileOperandCheck } from "./operand-check.ts";

const noDelimiters: readonly string[] = [];
const defaultDelimiters: readonly string[] = ["."];
const checkDelimiters = compileOperandCheck(arrayOf(stringType), {});

/** Globs, as the Go package gobwas/glob reads them. */
export const globBuiltins: readonly Builtin[] = [
  builtin(
    "glob.match",
    "Whether a glob matches a text. `*` and `?` stop at delimiters, `**` does not; `[a-c]`, `[!abc]` and `{one,two}` are as in shells.",
    [
      arg("pattern", stringType, "the glob"),
      arg("delimiters", anyOf(nullType, arrayOf(stringType)), 'single characters; none when null, `["."]` when empty', {
        called: "one of {array, null}",
        elementsUnchecked: true,
      }),
      arg("match", stringType, "the text", { unchecked: true }),
    ],
    arg("result", booleanType, "whether the whole text matches"),
    matchGlob,
  ),
];

/** The delimiters of nearly all calls are those of the call before, which have been looked at. */
function matchGlob(pattern: string, written: null | readonly string[], text: string, context: BuiltinContext): BuiltinResult {
  const cache = GlobCache.of(context.engineCache);
  const given = written === null ? noDelimiters : written.length === 0 ? defaultDelimiters : written;
  const delimiters = cache.isLast(given) ? given : readDelimiters(given);
  if (delimiters instanceof BuiltinFailure) return delimiters;
  if (typeof text !== "string") return failOperand(3, `must be string but got ${kindOf(text)}`);
  const matcher = cache.find(pattern, delimiters, compile);
  return matcher instanceof BuiltinFailure ? matcher : matcher.matches(text, context);
}

function readDelimiters(given: readonly string[]): readonly string[] | BuiltinFailure {
  const problem = checkDelimiters?.(given);
  if (problem !== undefined) return failOperand(2, problem);
  return given.every(isCharacter) ? given : failOperand(2, "must be array of runes but got array containing string");
}

function compile(pattern: string, delimiters: readonly string[]): GlobMatcher | BuiltinFailure {
  const tokens = readGlob(pattern);
  return tokens instanceof BuiltinFailure ? tokens : new GlobMatcher(tokens, delimiters);
}

/** Whether the text is one code point. */
function isCharacter(text: string): boolean {
  return text !== "" && text.length === ((text.codePointAt(0) ?? 0) > 0xffff ? 2 : 1);
}
