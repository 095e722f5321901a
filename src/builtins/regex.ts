import { arrayOf, booleanType, numberType, stringType } from "../types/types.ts";
import type { RegoNumber } from "../values/value.ts";
import type { BuiltinContext, BuiltinResult } from "./context.ts";
import { BuiltinFailure } from "./context.ts";
import type { Builtin } from "./define.ts";
import { arg, builtin } from "./define.ts";
import { fail } from "./failure.ts";
import { haveCommonText } from "./regex/globs-intersection.ts";
import type { GoRegex } from "./regex/go-regex.ts";
import { compileRegex } from "./regex/go-regex.ts";
import { compileTemplate } from "./regex/template-pattern.ts";

const pattern = arg("pattern", stringType, "a regular expression");
const searched = arg("value", stringType, "the text to search in");
const limit = arg("number", numberType, "how many matches at most; all when negative", { integer: 64 });
const matchResult = arg("result", booleanType, "whether `value` matches");
const unnamedString = arg("", stringType, "");

/** Regular expressions in RE2's syntax. They take time linear in the text, whatever the pattern. */
export const regexBuiltins: readonly Builtin[] = [
  builtin(
    "regex.is_valid",
    "Whether a text is a regular expression in RE2's syntax.",
    [arg("pattern", stringType, "the text in question", { unchecked: true })],
    arg("result", booleanType, "whether `pattern` is a regular expression"),
    (text, context) => typeof text === "string" && !(compileRegex(text, context) instanceof BuiltinFailure),
  ),
  builtin("regex.match", "Whether a regular expression matches some part of a text.", [pattern, searched], matchResult, matchRegex),
  builtin(
    "re_match",
    "Whether a text has a match of a regular expression.",
    [unnamedString, unnamedString],
    arg("", booleanType, ""),
    matchRegex,
    { deprecated: true },
  ),
  builtin(
    "regex.split",
    "Cuts a text at the matches of a regular expression.",
    [pattern, searched],
    arg("output", arrayOf(stringType), "the parts between the matches"),
    (expression, text, context) => withRegex(expression, context, (regex) => regex.split(text)),
  ),
  builtin(
    "regex.find_n",
    "The texts that a regular expression matches.",
    [pattern, searched, limit],
    arg("output", arrayOf(stringType), "the matches"),
    (expression, text, number, context) => withRegex(expression, context, (regex) => regex.findAll(text, toLimit(number))),
  ),
  builtin(
    "regex.find_all_string_submatch_n",
    "The matches of a regular expression, each with what its groups matched.",
    [pattern, searched, limit],
    arg("output", arrayOf(arrayOf(stringType)), "for each match its text and the texts of the groups"),
    (expression, text, number, context) => withRegex(expression, context, (regex) => regex.findAllSubmatch(text, toLimit(number))),
  ),
  builtin(
    "regex.replace",
    "Replaces all matches of a regular expression. In the replacement `$1` and `$name` stand for groups.",
    [
      arg("s", stringType, "the text to search in"),
      arg("pattern", stringType, "a regular expression"),
      arg("value", stringType, "the replacement"),
    ],
    arg("output", stringType, "the text with the replacements"),
    (text, expression, replacement, context) => withRegex(expression, context, (regex) => regex.replaceAll(text, replacement)),
  ),
  builtin(
    "regex.template_match",
    "Whether a text matches a template, which is literal but for the regular expressions between delimiters.",
    [
      arg("template", stringType, "literal text and delimited regular expressions"),
      arg("value", stringType, "the text to match"),
      arg("delimiter_start", stringType, "the character before a regular expression"),
      arg("delimiter_end", stringType, "the character after a regular expression"),
    ],
    arg("result", booleanType, "whether `value` as a whole matches"),
    matchTemplate,
  ),
  builtin(
    "regex.globs_match",
    "Whether two glob-like expressions have a text in common. Only `.`, `*`, `+`, `[`, `-`, `]` and `\\` have a meaning in them.",
    [arg("glob1", stringType, "the one expression"), arg("glob2", stringType, "the other expression")],
    arg("result", booleanType, "whether there is a text that both match"),
    haveCommonText,
  ),
];

function withRegex(expression: string, context: BuiltinContext, use: (regex: GoRegex) => BuiltinResult): BuiltinResult {
  const regex = compileRegex(expression, context);
  return regex instanceof BuiltinFailure ? regex : use(regex);
}

function matchRegex(expression: string, text: string, context: BuiltinContext): BuiltinResult {
  return withRegex(expression, context, (regex) => regex.matches(text));
}

function matchTemplate(template: string, text: string, start: string, end: string, context: BuiltinContext): BuiltinResult {
  const startLength = countBytes(start);
  if (startLength !== 1) return fail(`start delimiter has to be exactly one character long but is ${startLength} long`);
  // OPA, too, tells here the length of the start delimiter.
  if (countBytes(end) !== 1) return fail(`end delimiter has to be exactly one character long but is ${startLength} long`);
  const regex = compileTemplate(template, start, end, context);
  return regex instanceof BuiltinFailure ? regex : regex.matches(text);
}

/** The length in UTF-8. */
function countBytes(text: string): number {
  return new TextEncoder().encode(text).length;
}

/** No text has as many matches as the bound. */
function toLimit(number: RegoNumber): number {
  return Math.min(Number(number), Number.MAX_SAFE_INTEGER);
}
