import { stringifyJson } from "../../values/json.ts";
import { toWellFormed } from "../../values/json-reader.ts";
import { quoteJson } from "../../values/json-text.ts";
import { isArray, isNumber, isSet } from "../../values/kind.ts";
import { AnswerMeasure } from "../../values/measure-json.ts";
import { numberToText } from "../../values/number.ts";
import { getProperty, sortedKeys } from "../../values/object.ts";
import type { RegoNumber, Value } from "../../values/value.ts";
import type { BuiltinResult } from "../context.ts";
import { BuiltinFailure } from "../context.ts";
import { fail } from "../failure.ts";
import { maximalTextLength } from "../text.ts";
import type { YamlNode } from "./emitter.ts";
import { emitYaml, Verbatim } from "./emitter.ts";
import { compareKeys } from "./key-order.ts";

/** go-yaml goes no deeper. */
const maximalDepth = 10_000;

/** The YAML text of a value, byte for byte as OPA writes it: it makes JSON of the value, and YAML of that. */
export function marshalYaml(value: Value): BuiltinResult {
  new AnswerMeasure({ bytes: maximalTextLength, depth: Number.POSITIVE_INFINITY, tooLarge: refuse, tooDeep: refuse }).add(value);
  const node = toNode(value, 0);
  return node instanceof BuiltinFailure ? node : emitYaml(node);
}

/** What is thrown becomes the failure of a value that is too large. */
function refuse(): RangeError {
  return new RangeError("value too large");
}

function toNode(value: Value, depth: number): YamlNode | BuiltinFailure {
  if (depth > maximalDepth) return fail(`yaml: exceeded max depth of ${maximalDepth}`);
  if (typeof value === "string") return readBack(value);
  if (value === null || typeof value === "boolean") return new Verbatim(String(value));
  if (isNumber(value)) return formatNumber(value);
  if (isArray(value) || isSet(value)) return toList(isSet(value) ? value.sorted() : value, depth);
  const entries: [string, YamlNode][] = [];
  for (const key of sortedKeys(value)) {
    const name = readBackKey(typeof key === "string" ? key : stringifyJson(key));
    if (name instanceof BuiltinFailure) return name;
    const member = toNode(getProperty(value, key) as Value, depth + 1);
    if (member instanceof BuiltinFailure) return member;
    entries.push([name, member]);
  }
  return new Map(entries.sort(([left], [right]) => compareKeys(left, right)));
}

function toList(values: readonly Value[], depth: number): YamlNode | BuiltinFailure {
  const nodes: YamlNode[] = [];
  for (const value of values) {
    const node = toNode(value, depth + 1);
    if (node instanceof BuiltinFailure) return node;
    nodes.push(node);
  }
  return nodes;
}

/** What YAML does not allow, and JSON does not escape. */
const forbidden = /[\u007f-\u0084\u0086-\u009f\ufeff\ufffe\uffff]/;

/** The text as it is once it was JSON and was read as YAML: U+0085 is a line break there, which is folded. */
function readBack(text: string): string | BuiltinFailure {
  if (forbidden.test(text)) return fail("yaml: control characters are not allowed");
  if (!text.includes("\u0085")) return toWellFormed(text);
  return toWellFormed(text).replace(/ *\u0085([ \u0085]*)/g, (_, rest: string) => "\n".repeat(rest.replaceAll(" ", "").length) || " ");
}

/** The JSON text of a longer key is no key of YAML's, and neither is one with a line break. */
const maximalKeyLength = 1024;

function readBackKey(key: string): string | BuiltinFailure {
  const name = readBack(key);
  if (name instanceof BuiltinFailure) return name;
  if (key.includes("\u0085")) return fail("yaml: line 1: did not find expected ',' or '}'");
  const length = key.length + 2 > maximalKeyLength / 6 ? Array.from(quoteJson(key)).length : 0;
  return length > maximalKeyLength ? fail("yaml: did not find expected ',' or '}'") : name;
}

/** Integers of 64 bits in full, other numbers (also `1e3`, which YAML takes for one) as doubles in Go's shortest form. */
function formatNumber(value: RegoNumber): YamlNode {
  const text = numberToText(value);
  if (/^-?[0-9]+$/.test(text)) {
    const integer = text.length > 21 ? undefined : BigInt(text);
    if (integer !== undefined && integer >= -(2n ** 63n) && integer < 2n ** 64n) return new Verbatim(integer.toString());
  }
  const double = Number(text);
  // What is no double is left as the text that it was.
  return Number.isFinite(double) ? new Verbatim(formatDouble(double)) : text;
}

/** Go's `%g`: an exponent of two digits at least, from 10^6 on and below 10^-4. */
function formatDouble(value: number): string {
  const [mantissa = "", exponent = "0"] = value.toExponential().split("e");
  const power = Number(exponent);
  if (power >= -4 && power < 6) return Object.is(value, -0) ? "-0" : String(value);
  return `${mantissa}e${power < 0 ? "-" : "+"}${String(Math.abs(power)).padStart(2, "0")}`;
}
