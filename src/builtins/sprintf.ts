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
  // The usual case needs no reading of the format.
  const [value] = values;
  if (format === "%s" && values.length === 1 && typeof value === "string") return value;
  return sprintf(format, values.map(toGoValue)) ?? fail("result too long");
}

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
