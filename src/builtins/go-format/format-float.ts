import type { Directive } from "./directive.ts";
import { pad } from "./directive.ts";
import type { FloatDigits } from "./float-digits.ts";
import { exactDigits, roundDigits, shortestDigits, splitFloat } from "./float-digits.ts";

/** Without a precision `%g` is scientific from this exponent on. */
const shortestBound = 6;

/** `%#x` counts to six characters, `x` and the first digit among them. */
const shortestSharpFraction = 4;

/** The precision of verbs for which none is given; `undefined` is as short as possible. */
const defaultPrecisions: Readonly<Record<string, number | undefined>> = {
  b: undefined,
  e: 6,
  E: 6,
  f: 6,
  F: 6,
  g: undefined,
  G: undefined,
  v: undefined,
  x: undefined,
  X: undefined,
};

/** A finite double of a verb, or `undefined` where the verb is not one of floating-point numbers. */
export function formatFloat(value: number, verb: string, directive: Directive): string | undefined {
  if (!Object.hasOwn(defaultPrecisions, verb)) return undefined;
  const { width = 0, minus, zero } = directive;
  const text = writeMagnitude(Math.abs(value), verb, directive);
  const sign = value < 0 || Object.is(value, -0) ? "-" : directive.plus ? "+" : directive.space ? " " : "";
  if (sign !== "" && zero && !minus) return sign + pad(text, { ...directive, width: width - 1 });
  return pad(sign + text, directive);
}

function writeMagnitude(value: number, verb: string, { precision, sharp }: Directive): string {
  const wanted = precision ?? defaultPrecisions[verb];
  switch (verb) {
    case "b": {
      const { mantissa, exponent } = splitFloat(value);
      return `${mantissa}p${exponent < 0 ? "-" : "+"}${Math.abs(exponent)}`;
    }
    case "x":
      return writeHexadecimal(value, wanted, sharp, shortestSharpFraction);
    case "X":
      return writeHexadecimal(value, wanted, sharp, 0).toUpperCase();
    case "f":
    case "F":
      return writePlain(exactDigits(value), wanted ?? 6, sharp);
    case "e":
    case "E":
      return writeScientific(exactDigits(value), wanted ?? 6, sharp, verb);
    default:
      return writeGeneral(value, wanted, sharp, verb === "G" ? "E" : "e");
  }
}

function writePlain(exact: FloatDigits, precision: number, sharp: boolean): string {
  const { digits, point } = roundDigits(exact, exact.point + precision);
  const whole = point > 0 ? digits.slice(0, point).padEnd(point, "0") : "0";
  const fraction = point > 0 ? digits.slice(point) : "0".repeat(digits === "" ? 0 : -point) + digits;
  return precision > 0 ? `${whole}.${fraction.padEnd(precision, "0")}` : sharp ? `${whole}.` : whole;
}

function writeScientific(exact: FloatDigits, precision: number, sharp: boolean, letter: string): string {
  const { digits, point } = roundDigits(exact, precision + 1);
  const fraction = digits.slice(1).padEnd(precision, "0");
  const exponent = digits === "" ? 0 : point - 1;
  return `${digits.slice(0, 1) || "0"}${precision > 0 || sharp ? "." : ""}${fraction}${letter}${writeExponent(exponent)}`;
}

/** `%g`: scientific for small and large exponents. Without a precision that is from 10^6 on, unless there are more digits before the point. */
function writeGeneral(value: number, precision: number | undefined, sharp: boolean, letter: string): string {
  const length = precision === undefined ? undefined : Math.max(precision, 1);
  const number = length === undefined ? shortestDigits(value) : roundDigits(exactDigits(value), length);
  const { digits, point } = number;
  const exponent = digits === "" ? 0 : point - 1;
  const bound = length === undefined ? shortestBound : length > digits.length && digits.length >= point ? digits.length : length;
  const isScientific = exponent < -4 || exponent >= bound;
  // The flag keeps zeros at the end, to the precision or six digits.
  const shown = sharp ? Math.max(length ?? 6, digits.length, 1) : Math.max(digits.length, 1);
  if (isScientific) return writeScientific(number, shown - 1, sharp, letter);
  return writePlain(number, Math.max(0, shown - (digits === "" ? 1 : point)), sharp);
}

/** `0x1.8p+00`, rounded half to even to the given number of hexadecimal digits. */
function writeHexadecimal(value: number, precision: number | undefined, sharp: boolean, shortestFraction: number): string {
  let { mantissa, exponent } = splitFloat(value === 0 ? 1 : value);
  while (mantissa < 1n << 52n) {
    mantissa <<= 1n;
    exponent--;
  }
  exponent += 52;
  if (precision !== undefined && precision < 13) {
    const cut = BigInt(52 - 4 * precision);
    const half = 1n << (cut - 1n);
    const rest = mantissa & ((1n << cut) - 1n);
    mantissa >>= cut;
    if (rest > half || (rest === half && (mantissa & 1n) === 1n)) mantissa += 1n;
    mantissa <<= cut;
    if (mantissa >> 53n === 1n) {
      mantissa >>= 1n;
      exponent++;
    }
  }
  if (value === 0) mantissa = 0n;
  const all = (mantissa & ((1n << 52n) - 1n)).toString(16).padStart(13, "0");
  const fraction = precision === undefined ? all.replace(/0+$/, "") : all.padEnd(precision, "0").slice(0, precision);
  const shown = sharp && precision === undefined ? fraction.padEnd(shortestFraction, "0") : fraction;
  return `0x${value === 0 ? 0 : 1}${shown === "" && !sharp ? "" : `.${shown}`}p${writeExponent(exponent)}`;
}

function writeExponent(exponent: number): string {
  return `${exponent < 0 ? "-" : "+"}${Math.abs(exponent).toString().padStart(2, "0")}`;
}
