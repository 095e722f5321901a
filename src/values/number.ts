import type { Decimal } from "./big-decimal.ts";
import { BigDecimal, compareDecimals, countDigits, stripTrailingZeros } from "./big-decimal.ts";
import type { RegoNumber } from "./value.ts";

/** Integers with more digits than this stay decimals: `1e400` is kept as it is written, and `1e999999999` needs no memory. */
const maximalIntegerDigits = 309;
/** With so few significant digits the nearest double prints as the same decimal. */
const safeSignificantDigits = 15;
/** Exponents outside are clamped: nothing can tell such numbers from each other but their text. */
const exponentBound = 1e12;

const numberPattern = /^(-?)(\d+)(?:\.(\d+))?(?:[eE]([+-]?\d+))?$/;

/**
 * Reads a number as JSON and Rego write it, exactly. The result prints as it was written, which takes a {@link BigDecimal} unless that is
 * how JS prints it. `undefined` when the text is not a number.
 */
export function parseNumber(text: string): RegoNumber | undefined {
  const match = numberPattern.exec(text);
  if (match === null) return undefined;
  const [, sign, whole = "", fraction, exponent] = match;
  if (fraction === undefined && exponent === undefined && whole.length <= safeSignificantDigits && text !== "-0") return Number(text) + 0;
  const digits = BigInt(`${whole}${fraction ?? ""}`);
  const written = exponent === undefined ? 0 : Number(exponent);
  const bounded = Math.max(-exponentBound, Math.min(exponentBound, written));
  return normalizeDecimal(sign === "-" ? -digits : digits, bounded - (fraction ?? "").length, text);
}

/** The number `unscaled × 10^exponent`, in normal form unless a text is given and that prints otherwise. */
export function normalizeDecimal(unscaled: bigint, exponent: number, text?: string): RegoNumber {
  const decimal = stripTrailingZeros(unscaled, exponent);
  const normal = normalOf(decimal);
  if (normal !== undefined && (text === undefined || numberToText(normal) === text)) return normal;
  return new BigDecimal(decimal.unscaled, decimal.exponent, text, normal);
}

function normalOf(decimal: Decimal): number | bigint | undefined {
  if (decimal.unscaled === 0n) return 0;
  const digits = countDigits(decimal.unscaled);
  if (decimal.exponent >= 0) {
    return digits + decimal.exponent > maximalIntegerDigits ? undefined : shrink(decimal.unscaled * 10n ** BigInt(decimal.exponent));
  }
  if (digits > 17) return undefined;
  const double = Number(`${decimal.unscaled}e${decimal.exponent}`);
  if (digits <= safeSignificantDigits && Math.abs(double) > 1e-290) return double;
  return double !== 0 && compareDecimals(decimalOfDouble(double), decimal) === 0 ? double : undefined;
}

/** The normal form of an integer: a JS number when it is safe, else a bigint (a {@link BigDecimal} beyond the range of doubles). */
export function normalizeInteger(value: bigint): RegoNumber {
  if (value > -bigIntBound && value < bigIntBound) return shrink(value);
  const decimal = stripTrailingZeros(value, 0);
  return new BigDecimal(decimal.unscaled, decimal.exponent, value.toString());
}

function shrink(value: bigint): number | bigint {
  return value >= -9007199254740991n && value <= 9007199254740991n ? Number(value) : value;
}

const bigIntBound = 10n ** BigInt(maximalIntegerDigits);

/**
 * The one normal form of a number's value: without the way in which it is written, and for the caller's JSON without `-0` and doubles
 * beyond 2^53, which stand for the decimal that they print as.
 */
export function normalizeNumber(value: RegoNumber): RegoNumber {
  if (typeof value === "bigint") return value;
  if (typeof value === "object") return value.normal ?? value;
  if (value <= Number.MAX_SAFE_INTEGER && value >= Number.MIN_SAFE_INTEGER) return value + 0;
  const decimal = decimalOfDouble(value);
  return normalizeDecimal(decimal.unscaled, decimal.exponent);
}

/** The exact decimal of any number; a double stands for the shortest decimal that reads back as it. */
export function decimalOf(value: RegoNumber): Decimal {
  if (typeof value === "bigint") return stripTrailingZeros(value, 0);
  return typeof value === "number" ? decimalOfDouble(value) : value;
}

function decimalOfDouble(value: number): Decimal {
  if (Number.isSafeInteger(value)) return stripTrailingZeros(BigInt(value), 0);
  const match = numberPattern.exec(String(value));
  if (match === null) return { unscaled: 0n, exponent: 0 };
  const [, sign, whole = "", fraction = "", exponent = "0"] = match;
  const digits = BigInt(whole + fraction);
  return stripTrailingZeros(sign === "-" ? -digits : digits, Number(exponent) - fraction.length);
}

/** Orders two numbers by value: -1, 0, 1. */
export function compareNumbers(left: RegoNumber, right: RegoNumber): number {
  if (typeof left === "number" && typeof right === "number") return left < right ? -1 : left > right ? 1 : 0;
  const exactLeft = normalizeNumber(left);
  const exactRight = normalizeNumber(right);
  if (typeof exactLeft === "object" || typeof exactRight === "object") return compareDecimals(decimalOf(exactLeft), decimalOf(exactRight));
  // JS compares bigints with doubles exactly.
  return exactLeft < exactRight ? -1 : exactLeft > exactRight ? 1 : 0;
}

/** Whether two numbers have the same value. */
export function equalsNumbers(left: RegoNumber, right: RegoNumber): boolean {
  return left === right || (!(typeof left === "number" && typeof right === "number") && compareNumbers(left, right) === 0);
}

/** The number as JSON text: as it was written, else integers with all digits and the shortest text that keeps the value. */
export function numberToText(value: RegoNumber): string {
  return typeof value === "number" ? String(value + 0) : value.toString();
}

/** Whether the number has no fraction. */
export function isInteger(value: RegoNumber): boolean {
  if (typeof value === "number") return Number.isInteger(value);
  return typeof value === "bigint" || value.exponent >= 0;
}

/**
 * What OPA takes for an integer where one counts or selects: it goes by the text, in which there is no exponent, and only zeros after a
 * point. `undefined` for others (`1e0`), and beyond 64 bits.
 */
export function toInteger64(value: RegoNumber): bigint | undefined {
  const integer = typeof value === "object" ? integerOfText(value.text) : toBigInt(value);
  return integer !== undefined && BigInt.asIntN(64, integer) === integer ? integer : undefined;
}

/** Digits before and zeros after a point are no integer any more for OPA when they are more than these. */
const maximalPointedLength = 18;

function integerOfText(text: string): bigint | undefined {
  const [, sign = "", digits, zeros = ""] = /^(-?)(\d+)(?:\.(0+))?$/.exec(text) ?? [];
  if (digits === undefined || (zeros !== "" && digits.length + zeros.length > maximalPointedLength)) return undefined;
  return BigInt(sign + digits);
}

/** An integer as a bigint; `undefined` for a fraction, and for an integer of more than 100,000 digits. */
export function toBigInt(value: RegoNumber): bigint | undefined {
  if (typeof value === "bigint") return value;
  const decimal = typeof value === "number" && Number.isSafeInteger(value) ? undefined : decimalOf(value);
  if (decimal === undefined) return BigInt(value as number);
  if (decimal.exponent < 0 || decimal.exponent > 100_000) return undefined;
  return decimal.unscaled * 10n ** BigInt(decimal.exponent);
}
