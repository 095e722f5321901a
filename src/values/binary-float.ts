/**
 * Binary floating point of a given precision, as Go's `big.Float` computes it: OPA's arithmetic on fractions rounds to 64 bits (53 in
 * `product`) and prints the shortest decimal of the result, so that `1/3` is `0.33333333333333333334`.
 */
import type { Decimal } from "./big-decimal.ts";

/** The number `mantissa × 2^exponent`. The mantissa has exactly `precision` bits, or is zero. */
export interface BinaryFloat {
  readonly mantissa: bigint;
  readonly exponent: number;
}

/** Rounds half to even. `sticky`: digits below the given mantissa were cut, so that a half is more than a half. */
function roundBinary(mantissa: bigint, exponent: number, precision: number, sticky = false): BinaryFloat {
  if (mantissa === 0n) return { mantissa: 0n, exponent: 0 };
  const negative = mantissa < 0n;
  const magnitude = negative ? -mantissa : mantissa;
  const surplus = countBits(magnitude) - precision;
  let kept = surplus > 0 ? magnitude >> BigInt(surplus) : magnitude << BigInt(-surplus);
  if (surplus > 0) {
    const cut = magnitude & ((1n << BigInt(surplus)) - 1n);
    const half = 1n << BigInt(surplus - 1);
    if (cut > half || (cut === half && (sticky || (kept & 1n) === 1n))) kept += 1n;
  }
  const overflow = countBits(kept) > precision;
  return {
    mantissa: negative ? -(overflow ? kept >> 1n : kept) : overflow ? kept >> 1n : kept,
    exponent: exponent + surplus + (overflow ? 1 : 0),
  };
}

/** Rounds a decimal to the precision. */
export function binaryOfDecimal(decimal: Decimal, precision: number): BinaryFloat {
  const { unscaled, exponent } = decimal;
  if (exponent >= 0) {
    const power = powerOfFive(exponent);
    return roundBinary(unscaled * power.mantissa, exponent + power.exponent, precision);
  }
  const power = powerOfFive(-exponent);
  return divideBinary({ mantissa: unscaled, exponent: exponent - power.exponent }, { mantissa: power.mantissa, exponent: 0 }, precision);
}

export function addBinary(left: BinaryFloat, right: BinaryFloat, precision: number): BinaryFloat {
  if (left.mantissa === 0n) return right;
  if (right.mantissa === 0n) return left;
  const [high, low] = left.exponent >= right.exponent ? [left, right] : [right, left];
  const shift = high.exponent - low.exponent;
  // So far below the last bit that it only decides a tie, which there is none of.
  if (shift > 4 * precision) return high;
  return roundBinary((high.mantissa << BigInt(shift)) + low.mantissa, low.exponent, precision);
}

export function multiplyBinary(left: BinaryFloat, right: BinaryFloat, precision: number): BinaryFloat {
  return roundBinary(left.mantissa * right.mantissa, left.exponent + right.exponent, precision);
}

/** The quotient; the divisor is not zero. */
export function divideBinary(left: BinaryFloat, right: BinaryFloat, precision: number): BinaryFloat {
  if (left.mantissa === 0n) return left;
  const shift = Math.max(0, precision + 2 + countBits(absolute(right.mantissa)) - countBits(absolute(left.mantissa)));
  const numerator = left.mantissa << BigInt(shift);
  const quotient = numerator / right.mantissa;
  const exact = quotient * right.mantissa === numerator;
  return roundBinary(quotient, left.exponent - right.exponent - shift, precision, !exact);
}

/** The whole part. */
export function truncateBinary(value: BinaryFloat): bigint {
  if (value.exponent >= 0) return value.mantissa << BigInt(value.exponent);
  const magnitude = absolute(value.mantissa) >> BigInt(-value.exponent);
  return value.mantissa < 0n ? -magnitude : magnitude;
}

/** Exact up to 5^1024, else rounded to 256 bits, so that a huge exponent costs as little as a small one. */
function powerOfFive(exponent: number): BinaryFloat {
  if (exponent <= 1024) return { mantissa: 5n ** BigInt(exponent), exponent: 0 };
  let result: BinaryFloat = { mantissa: 1n, exponent: 0 };
  let square: BinaryFloat = { mantissa: 5n, exponent: 0 };
  for (let rest = exponent; rest > 0; rest = Math.floor(rest / 2)) {
    if (rest % 2 === 1) result = multiplyBinary(result, square, 256);
    square = multiplyBinary(square, square, 256);
  }
  return result;
}

/** The number of bits of a positive integer. */
function countBits(value: bigint): number {
  const hex = value.toString(16);
  return hex.length * 4 - Math.clz32(Number.parseInt(hex.charAt(0), 16)) + 28;
}

function absolute(value: bigint): bigint {
  return value < 0n ? -value : value;
}
