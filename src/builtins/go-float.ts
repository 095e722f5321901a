import { divide, multiply } from "../values/arithmetic.ts";
import { quoteString } from "../values/go-quote.ts";
import { normalizeInteger, parseNumber } from "../values/number.ts";
import type { RegoNumber } from "../values/value.ts";
import type { BuiltinResult } from "./context.ts";
import { fail, failOperand } from "./failure.ts";

const digits = "\\d(?:_?\\d)*";
const decimal = new RegExp(`^[+-]?(?:${digits}\\.?(?:${digits})?|\\.${digits})(?:[eE][+-]?\\d+)?$`);
const hexadecimal = /^([+-]?)0[xX]([\da-fA-F]*)\.?([\da-fA-F]*)[pP]([+-]?\d+)$/;
const special = /^[+-]?(?:inf(?:inity)?|nan)$/i;

/** Texts that are no longer, and that JS prints as they are written, are numbers of JS. */
const shortLength = 15;

/** A number as Go's `strconv.ParseFloat` reads it, which takes more forms than JSON: `+1`, `.5`, `1_000`, `0x1p4`. */
export function parseGoFloat(text: string): BuiltinResult {
  if (text.length <= shortLength && !text.includes("e")) {
    const plain = Number(text);
    if (String(plain) === text && Number.isFinite(plain)) return plain;
  }
  if (special.test(text)) return failOperand(1, "must be valid number string but got string");
  const number = decimal.test(text) ? parseDecimal(text) : parseHexadecimal(text);
  if (number === undefined) return fail(`strconv.ParseFloat: parsing ${quoteString(text)}: invalid syntax`);
  return Number.isFinite(Number(number)) ? number : fail(`strconv.ParseFloat: parsing ${quoteString(text)}: value out of range`);
}

/** Brings the text into JSON's form. */
function parseDecimal(text: string): RegoNumber | undefined {
  const plain = text
    .replaceAll("_", "")
    .replace(/^\+/, "")
    .replace(/^(-?)0+(?=\d)/, "$1")
    .replace(/^(-?)\./, "$10.")
    .replace(/\.(?!\d)/, "");
  return parseNumber(plain);
}

function parseHexadecimal(text: string): RegoNumber | undefined {
  const [, sign, whole = "", fraction = "", exponent = ""] = hexadecimal.exec(text) ?? [];
  if (whole + fraction === "") return undefined;
  const mantissa = normalizeInteger(BigInt(`0x${whole}${fraction}`) * (sign === "-" ? -1n : 1n));
  const power = Math.max(-2000, Math.min(2000, Number(exponent) - 4 * fraction.length));
  const scale = normalizeInteger(1n << BigInt(Math.abs(power)));
  return power >= 0 ? multiply(mantissa, scale) : divide(mantissa, scale);
}
