import type { Decimal } from "./big-decimal.ts";
import type { BinaryFloat } from "./binary-float.ts";

/**
 * The shortest decimal that rounds to the given binary number, digit by digit between the neighbours' midpoints, as Go prints a
 * `big.Float` with precision -1. Like Go it takes both midpoints half a unit away, also just above a power of two.
 */
export function shortestDecimal(value: BinaryFloat): Decimal {
  const negative = value.mantissa < 0n;
  const mantissa = (negative ? -value.mantissa : value.mantissa) << 1n;
  if (mantissa === 0n) return { unscaled: 0n, exponent: 0 };
  const exponent = value.exponent - 1;
  const exact = digitsOf(mantissa, exponent);
  const lower = digitsOf(mantissa - 1n, exponent);
  const upper = digitsOf(mantissa + 1n, exponent);
  const even = (value.mantissa & 1n) === 0n;
  const digits = shortestDigits(exact.digits, lower.digits, upper.digits, even);
  const unscaled = BigInt(digits);
  return { unscaled: negative ? -unscaled : unscaled, exponent: exact.point - digits.length + carry(digits, exact.digits) };
}

/** Rounding up `9` gives `10`: the digits have then the weight of one place more. */
function carry(digits: string, exact: string): number {
  return digits.startsWith("1") && exact.startsWith("9") ? 1 : 0;
}

interface Digits {
  /** Significant digits without trailing zeros. */
  readonly digits: string;
  /** The value is 0.digits × 10^point. */
  readonly point: number;
}

function digitsOf(mantissa: bigint, exponent: number): Digits {
  const scaled = exponent >= 0 ? mantissa << BigInt(exponent) : mantissa * 5n ** BigInt(-exponent);
  const text = scaled.toString();
  return { digits: text.replace(/0+$/, ""), point: text.length + Math.min(0, exponent) };
}

function shortestDigits(exact: string, lower: string, upper: string, inclusive: boolean): string {
  for (let at = 0; at < exact.length; at++) {
    const digit = digitAt(exact, at);
    const above = digitAt(upper, at);
    const mayRoundDown = digitAt(lower, at) !== digit || (inclusive && at + 1 === lower.length);
    const mayRoundUp = digit !== above && (inclusive || digit + 1 < above || at + 1 < upper.length);
    const kept = exact.slice(0, at + 1);
    if (mayRoundDown && mayRoundUp) return roundsUp(exact, at + 1) ? increment(kept) : kept;
    if (mayRoundDown) return kept;
    if (mayRoundUp) return increment(kept);
  }
  return exact;
}

function digitAt(digits: string, at: number): number {
  return at < digits.length ? digits.charCodeAt(at) - 48 : 0;
}

/** Half rounds to even. */
function roundsUp(digits: string, length: number): boolean {
  if (length >= digits.length) return false;
  const next = digitAt(digits, length);
  if (next === 5 && length + 1 === digits.length) return digitAt(digits, length - 1) % 2 === 1;
  return next >= 5;
}

function increment(digits: string): string {
  return (BigInt(digits) + 1n).toString();
}
