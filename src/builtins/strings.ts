import { anyOf, arrayOf, booleanType, numberType, objectOf, setOf, stringType } from "../types/types.ts";
import { isMap } from "../values/kind.ts";
import { sortedStringKeys } from "../values/object.ts";
import { type RegoNumber, type RegoObject, RegoSet } from "../values/value.ts";
import { claimList } from "./claim-list.ts";
import { type BuiltinContext, BuiltinFailure, type BuiltinResult } from "./context.ts";
import { arg, type Builtin, builtin } from "./define.ts";
import { fail, failOperand } from "./failure.ts";
import { formatInteger } from "./format-integer.ts";
import { toLowerCase, toUpperCase } from "./letter-case.ts";
import { replaceEach } from "./replace-each.ts";
import { claimText, countCodePoints, hasPairs, listCodePoints, maximalTextLength } from "./text.ts";
import { trimLeft, trimRight, trimSpace } from "./trim.ts";

const output = arg("output", stringType, "the resulting text");
const y = arg("y", stringType, "the resulting text");
const result = arg("result", booleanType, "whether it does");
const x = arg("x", stringType, "the text");
const value = arg("value", stringType, "the text");
const search = [arg("haystack", stringType, "the text"), arg("needle", stringType, "what is looked for")] as const;
const cutset = [value, arg("cutset", stringType, "the characters to cut off")] as const;
const texts = anyOf(stringType, arrayOf(stringType), setOf(stringType));
const textsOperands = [arg("search", texts, "the text or texts"), arg("base", texts, "the text or texts looked for")] as const;
const int64 = { integer: 64 } as const;

/** The elements as strings, in Rego's order. The signature makes sure that they are strings. */
function listStrings(collection: string | readonly string[] | RegoSet): readonly string[] {
  if (typeof collection === "string") return [collection];
  return collection instanceof RegoSet ? (collection.sorted() as readonly string[]) : collection;
}

function findIndex(haystack: string, needle: string): BuiltinResult {
  if (needle === "") return fail("empty search character");
  const at = haystack.indexOf(needle);
  return at > 0 ? countCodePoints(haystack.slice(0, at)) : at;
}

/** All places, overlapping ones too. Code points are counted on from one place to the next. */
function findIndexes(haystack: string, needle: string, context: BuiltinContext): BuiltinResult {
  if (needle === "") return fail("empty search character");
  const indexes: number[] = [];
  let counted = 0;
  let index = 0;
  for (let at = haystack.indexOf(needle); at >= 0; at = haystack.indexOf(needle, at + 1)) {
    index += countCodePoints(haystack.slice(counted, at));
    counted = at;
    indexes.push(index);
  }
  return claimList(indexes.length, context) ?? indexes;
}

function joinTexts(delimiter: string, collection: readonly string[] | RegoSet, context: BuiltinContext): BuiltinResult {
  const parts = listStrings(collection);
  let length = delimiter.length * Math.max(0, parts.length - 1);
  for (let at = 0; at < parts.length; at++) length += (parts[at] as string).length;
  return claimText(length, context) ?? parts.join(delimiter);
}

function replaceText(text: string, old: string, replacement: string, context: BuiltinContext): BuiltinResult {
  if (old === replacement) return text;
  const most = (text.length + 1) * (replacement.length + 1) * (old === "" ? 4 : 1);
  // Only where the result may be long its length is worked out first.
  if (most > maximalTextLength) {
    const count = old === "" ? (text.length + 1) * 4 : countOccurrences(text, old);
    const failure = claimText(text.length + count * (replacement.length - (old === "" ? 0 : old.length)), context);
    if (failure !== undefined) return failure;
  }
  return old === "" ? replaceEach(text, [["", replacement]]) : text.replaceAll(old, () => replacement);
}

function splitText(text: string, delimiter: string, context: BuiltinContext): readonly string[] | BuiltinFailure {
  const parts = delimiter === "" ? listCodePoints(text) : text.split(delimiter);
  return claimList(parts.length, context) ?? parts;
}

/** The first `n` parts, or the last ones for a negative `n`. */
function splitParts(text: string, delimiter: string, n: RegoNumber, context: BuiltinContext): BuiltinResult {
  const parts = splitText(text, delimiter, context);
  if (parts instanceof BuiltinFailure) return parts;
  const count = Number(n);
  return count >= 0 ? parts.slice(0, count) : parts.slice(count);
}

/** A negative length means to the end. */
function takeSubstring(text: string, offset: RegoNumber, length: RegoNumber): BuiltinResult {
  const start = Number(offset);
  const end = Number(length) < 0 ? text.length : start + Number(length);
  if (start < 0) return fail("negative offset");
  return hasPairs(text) ? Array.from(text).slice(start, end).join("") : text.slice(start, end);
}

function replacePatterns(patterns: RegoObject, text: string): BuiltinResult {
  if (isMap(patterns)) return failOperand(1, "non-string key found in pattern object");
  const pairs: [string, string][] = [];
  for (const key of sortedStringKeys(patterns)) {
    const replacement = patterns[key];
    if (typeof replacement !== "string") return failOperand(1, "non-string value found in pattern object");
    pairs.push([key, replacement]);
  }
  return replaceEach(text, pairs);
}

/** Occurrences that do not overlap; an empty text occurs around each character. */
function countOccurrences(text: string, part: string): number {
  return part === "" ? countCodePoints(text) + 1 : text.split(part).length - 1;
}

function someMatch(texts: readonly string[], parts: readonly string[], matches: (text: string, part: string) => boolean): boolean {
  return texts.some((text) => parts.some((part) => matches(text, part)));
}

export const stringBuiltins: readonly Builtin[] = [
  builtin(
    "concat",
    "Joins texts with a delimiter between them.",
    [
      arg("delimiter", stringType, "stands between the texts"),
      arg("collection", anyOf(arrayOf(stringType), setOf(stringType)), "the texts"),
    ],
    output,
    joinTexts,
  ),
  builtin("contains", "Whether a text has another one in it.", search, result, (haystack, needle) => haystack.includes(needle)),
  builtin(
    "startswith",
    "Whether a text starts with another one.",
    [arg("search", stringType, "the text"), arg("base", stringType, "the start")],
    result,
    (text, base) => text.startsWith(base),
  ),
  builtin(
    "endswith",
    "Whether a text ends with another one.",
    [arg("search", stringType, "the text"), arg("base", stringType, "the end")],
    result,
    (text, base) => text.endsWith(base),
  ),
  builtin("strings.any_prefix_match", "Whether one of the texts starts with one of the others.", textsOperands, result, (all, bases) =>
    someMatch(listStrings(all), listStrings(bases), (text, base) => text.startsWith(base)),
  ),
  builtin("strings.any_suffix_match", "Whether one of the texts ends with one of the others.", textsOperands, result, (all, bases) =>
    someMatch(listStrings(all), listStrings(bases), (text, base) => text.endsWith(base)),
  ),
  builtin(
    "format_int",
    "The whole part of a number in base 2, 8, 10 or 16.",
    [arg("number", numberType, "the number"), arg("base", numberType, "the base")],
    output,
    formatInteger,
  ),
  builtin(
    "indexof",
    "Where a text has another one in it, in code points; -1 where it has not.",
    search,
    arg("output", numberType, "the index"),
    findIndex,
  ),
  builtin(
    "indexof_n",
    "All places where a text has another one in it, in code points.",
    search,
    arg("output", arrayOf(numberType), "the indexes"),
    findIndexes,
  ),
  builtin("lower", "The text in lower case.", [x], y, toLowerCase),
  builtin("upper", "The text in upper case.", [x], y, toUpperCase),
  builtin(
    "replace",
    "Replaces all occurrences of a text.",
    [x, arg("old", stringType, "what is replaced"), arg("new", stringType, "what replaces it")],
    y,
    replaceText,
  ),
  builtin(
    "strings.replace_n",
    "Replaces several texts at once: at each place the first that fits, in the order of the keys.",
    [arg("patterns", objectOf(stringType, stringType), "replacements by what they replace"), value],
    output,
    replacePatterns,
  ),
  builtin(
    "split",
    "Splits a text at a delimiter; at the empty one into characters.",
    [x, arg("delimiter", stringType, "stands between the parts")],
    arg("ys", arrayOf(stringType), "the parts"),
    splitText,
  ),
  builtin(
    "strings.split_n",
    "The first n parts of a text split at a delimiter, or the last ones for a negative n.",
    [x, arg("delimiter", stringType, "stands between the parts"), arg("n", numberType, "how many parts", int64)],
    arg("ys", arrayOf(stringType), "the parts"),
    splitParts,
  ),
  builtin(
    "strings.count",
    "How often a text has another one in it, without overlaps.",
    [arg("search", stringType, "the text"), arg("substring", stringType, "what is counted")],
    arg("output", numberType, "how often"),
    countOccurrences,
  ),
  builtin("strings.reverse", "The text from its last character to its first.", [x], y, (text) => Array.from(text).reverse().join("")),
  builtin(
    "substring",
    "A part of a text, in code points; to its end if the length is negative.",
    [value, arg("offset", numberType, "where the part starts", int64), arg("length", numberType, "how long it is", int64)],
    output,
    takeSubstring,
  ),
  builtin("trim", "Cuts characters off both ends.", cutset, output, (text, cut) => trimRight(trimLeft(text, cut), cut)),
  builtin("trim_left", "Cuts characters off the start.", cutset, output, trimLeft),
  builtin("trim_right", "Cuts characters off the end.", cutset, output, trimRight),
  builtin("trim_space", "Cuts white space off both ends.", [value], output, trimSpace),
  builtin("trim_prefix", "Cuts a start off.", [value, arg("prefix", stringType, "the start")], output, (text, prefix) =>
    text.startsWith(prefix) ? text.slice(prefix.length) : text,
  ),
  builtin("trim_suffix", "Cuts an end off.", [value, arg("suffix", stringType, "the end")], output, (text, suffix) =>
    suffix !== "" && text.endsWith(suffix) ? text.slice(0, -suffix.length) : text,
  ),
];
