/**
 * The exact decimal `unscaled × 10^exponent` of a number that neither a JS number nor a bigint holds as Rego shows it: because it has too
 * many digits, or because it is written in another way (`1.0`, `1e3`). Immutable.
 */
export class BigDecimal {
  /** Not divisible by ten, so that equal values have equal fields; zero has the exponent 0. */
  readonly unscaled: bigint;
  readonly exponent: number;
  /** The number as it was written or as arithmetic printed it. Not part of the value: `1e400` and `10e399` are equal. */
  readonly text: string;
  /** The same value as a JS number or a bigint; undefined where neither holds it. */
  readonly normal: number | bigint | undefined;

  constructor(unscaled: bigint, exponent: number, text?: string, normal?: number | bigint) {
    this.unscaled = unscaled;
    this.exponent = exponent;
    this.text = text ?? `${unscaled}e${exponent}`;
    this.normal = normal;
  }

  /** The number in digits. */
  toString(): string {
    return this.text;
  }

  /** JSON has no place for more digits than a double takes: what `JSON.stringify` shows is the nearest double. */
  toJSON(): number {
    return Number(this.normal ?? this.text);
  }
}

/** A decimal as two numbers, before it is brought into the normal form of a Rego number. */
export interface Decimal {
  readonly unscaled: bigint;
  readonly exponent: number;
}

/** Removes trailing zeros of the unscaled part. Logarithmically many divisions, so that `10^100000` costs little. */
export function stripTrailingZeros(unscaled: bigint, exponent: number): Decimal {
  if (unscaled === 0n) return { unscaled: 0n, exponent: 0 };
  let value = unscaled;
  let zeros = 0;
  for (let step = largestStep(value); step >= 1; step = Math.floor(step / 2)) {
    const power = 10n ** BigInt(step);
    while (value % power === 0n) {
      value /= power;
      zeros += step;
    }
  }
  return { unscaled: value, exponent: exponent + zeros };
}

/** No more zeros can be cut at once than the value has digits; odd values (the usual case) end after one test. */
function largestStep(value: bigint): number {
  if (value % 10n !== 0n) return 0;
  let step = 1;
  for (let power = 100n; value % power === 0n; power *= power) step *= 2;
  return step;
}

/** Orders two decimals: -1, 0, 1. Aligns them only when they have the same magnitude, so that `1e999999999` costs nothing. */
export function compareDecimals(left: Decimal, right: Decimal): number {
  const leftSign = signOf(left.unscaled);
  const rightSign = signOf(right.unscaled);
  if (leftSign !== rightSign) return leftSign < rightSign ? -1 : 1;
  if (leftSign === 0) return 0;
  if (left.exponent === right.exponent) return compareBigInts(left.unscaled, right.unscaled);
  const leftMagnitude = countDigits(left.unscaled) + left.exponent;
  const rightMagnitude = countDigits(right.unscaled) + right.exponent;
  if (leftMagnitude !== rightMagnitude) return leftMagnitude < rightMagnitude ? -leftSign : leftSign;
  const shift = left.exponent - right.exponent;
  return shift > 0
    ? compareBigInts(left.unscaled * 10n ** BigInt(shift), right.unscaled)
    : compareBigInts(left.unscaled, right.unscaled * 10n ** BigInt(-shift));
}

/** The number of decimal digits, without sign. */
export function countDigits(value: bigint): number {
  const text = value.toString();
  return value < 0n ? text.length - 1 : text.length;
}

function compareBigInts(left: bigint, right: bigint): number {
  return left < right ? -1 : left > right ? 1 : 0;
}

function signOf(value: bigint): number {
  return value < 0n ? -1 : value > 0n ? 1 : 0;
}
