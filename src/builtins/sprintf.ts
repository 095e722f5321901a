import { anyType, arrayOf, stringType } from "../types/types.ts";
import { formatValue } from "../values/format.ts";
import { isNumber } from "../values/kind.ts";
import { normalizeNumber, numberToText, toInteger64 } from "../values/number.ts";
import type { RegoNumber, Value } from "../values/value.ts";
import type { BuiltinResult } from "./context.ts";
import type { Builtin } from "./define.ts";
import { arg, builtin } from "./define.ts";
import { fail } from "./failure.ts";
import type { GoValue } from "./go-format/go-value.ts";
import { sprintf } from "./go-format/printf.ts";
import { maximalTextLength } from "./text.ts";

/** Formatting by Go's verbs. */
export const sprintfBuiltins: readonly Builtin[] = [
  builtin(
    "sprintf",
    "Puts values into a text, by the verbs of Go's package fmt.",
    [arg("format", stringType, "the text with verbs such as `%s` and `%d`"), arg("values", arrayOf(anyType), "the values for the verbs")],
    arg("output", stringType, "the text with the values"),
    formatText,
  ),
];

function formatText(format: string, values: readonly Value[]): BuiltinResult {
  return formatPlain(format, values) ?? sprintf(format, values.map(toGoValue)) ?? fail("result too long");
}

/**
 * The usual case: `%s`, `%v` and `%d` without flags, for texts and small integers, as many as there are values (bench: admission).
 * Undefined for anything else.
 */
function formatPlain(format: string, values: readonly Value[]): string | undefined {
  let text = "";
  let from = 0;
  for (const value of values) {
    const percent = format.indexOf("%", from);
    if (percent < 0) return undefined;
    const verb = format.charCodeAt(percent + 1);
    if (typeof value === "string" ? verb !== verbS && verb !== verbV : !Number.isSafeInteger(value) || (verb !== verbD && verb !== verbV)) {
      return undefined;
    }
    text += `${format.slice(from, percent)}${value}`;
    from = percent + 2;
  }
  return text.length > maximalTextLength || format.indexOf("%", from) >= 0 ? undefined : text + format.slice(from);
}

const verbD = 0x64;
const verbS = 0x73;
const verbV = 0x76;

/** Integers and floating-point numbers are numbers for Go; everything else is its Rego text. */
function toGoValue(value: Value): GoValue {
  if (typeof value === "string") return { kind: "string", type: "string", value };
  return isNumber(value)
    ? toGoNumber(typeof value === "number" ? normalizeNumber(value) : value)
    : { kind: "string", type: "string", value: formatValue(value) };
}

/** OPA goes by the text: what is no integer is a floating-point number if it has a point, and otherwise a text. */
function toGoNumber(number: RegoNumber): GoValue {
  if (typeof number === "bigint") return toGoInteger(number);
  if (typeof number === "number" && Number.isInteger(number)) return { kind: "int", type: "int64", value: BigInt(number) };
  const integer = toInteger64(number);
  if (integer !== undefined) return toGoInteger(integer);
  const text = numberToText(number);
  if (/^-?\d+$/.test(text)) return { kind: "bigInt", value: BigInt(text) };
  const double = text.includes(".") ? Number(text) : Number.POSITIVE_INFINITY;
  return Number.isFinite(double) ? { kind: "float", value: double } : { kind: "string", type: "string", value: text };
}

function toGoInteger(value: bigint): GoValue {
  return BigInt.asIntN(64, value) === value ? { kind: "int", type: "int64", value } : { kind: "bigInt", value };
}
