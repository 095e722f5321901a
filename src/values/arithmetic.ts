import type { Decimal } from "./big-decimal.ts";
import { BigDecimal, stripTrailingZeros } from "./big-decimal.ts";
import type { BinaryFloat } from "./binary-float.ts";
import { addBinary, binaryOfDecimal, divideBinary, multiplyBinary, truncateBinary } from "./binary-float.ts";
import { spendWork } from "./meter.ts";
import { decimalOf, isInteger, normalizeDecimal, normalizeInteger, toBigInt } from "./number.ts";
import { shortestDecimal } from "./shortest-decimal.ts";
import type { RegoNumber } from "./value.ts";

/**
 * Rego's arithmetic. Integers are exact at any size; anything else is computed in binary floating point of 64 bits and comes back as
 * the shortest decimal, printed as in OPA (`1.5000005e+06`). A result, or an operand with a fraction, beyond 10^±100,000 gives
 * `undefined`.
 */
const precision = 64;
/** Below, a JS number is on the same side of each half as the decimal that it stands for, in 53 bits as in 64. */
const exactFractions = 1e12;
/** The bound on decimal exponents that arithmetic works with. Bits, as the results are measured in binary. */
const magnitudeBound = 332_193;

/** The sum; undefined: too big. */
export function plus(left: RegoNumber, right: RegoNumber): RegoNumber | undefined {
  if (typeof left === "number" && typeof right === "number") {
    const sum = left + right;
    if (Number.isSafeInteger(left) && Number.isSafeInteger(right) && Number.isSafeInteger(sum)) return sum + 0;
    if (isDyadic(left) && isDyadic(right) && isDyadic(sum)) return sum + 0;
  }
  const integers = toIntegers(left, right);
  if (integers !== undefined) return normalizeInteger(integers[0] + integers[1]);
  return compute(left, right, addBinary);
}

/** The difference; undefined: too big. */
export function minus(left: RegoNumber, right: RegoNumber): RegoNumber | undefined {
  return plus(left, negate(right));
}

/** The product; undefined: too big. */
export function multiply(left: RegoNumber, right: RegoNumber): RegoNumber | undefined {
  if (typeof left === "number" && typeof right === "number") {
    const product = left * right;
    // A product that is not a safe integer cannot round to one that is.
    if (Number.isSafeInteger(left) && Number.isSafeInteger(right) && Number.isSafeInteger(product)) return product + 0;
  }
  const integers = toIntegers(left, right);
  if (integers !== undefined) return normalizeInteger(integers[0] * integers[1]);
  return isZero(left) || isZero(right) ? signZero(isNegative(left) !== isNegative(right)) : compute(left, right, multiplyBinary);
}

/** The quotient; the divisor is not zero. Not exact for large integers: `12345678901234567890123 / 3` rounds to 64 bits. */
export function divide(left: RegoNumber, right: RegoNumber): RegoNumber | undefined {
  if (typeof left === "number" && typeof right === "number" && Number.isSafeInteger(left) && Number.isSafeInteger(right)) {
    if (left % right === 0) return left === 0 ? signZero(right < 0) : left / right;
    const quotient = left / right;
    const scaled = quotient * dyadicScale;
    // Equal products of safe integers prove that the division was exact.
    if (isDyadic(quotient) && Number.isSafeInteger(scaled * right) && scaled * right === left * dyadicScale) return quotient;
  }
  return isZero(left) ? signZero(isNegative(left) !== isNegative(right)) : compute(left, right, divideBinary);
}

/** The remainder with the dividend's sign. Both are integers and the divisor is not zero. */
export function remainder(left: RegoNumber, right: RegoNumber): RegoNumber | undefined {
  if (typeof left === "number" && typeof right === "number" && Number.isSafeInteger(left) && Number.isSafeInteger(right))
    return (left % right) + 0;
  const integers = toIntegers(left, right);
  return integers === undefined ? undefined : normalizeInteger(integers[0] % integers[1]);
}

/** The number with the other sign. */
function negate(value: RegoNumber): RegoNumber {
  if (typeof value === "number") return 0 - value;
  if (typeof value === "bigint") return -value;
  if (value.normal !== undefined) return negate(value.normal);
  const text = value.text.startsWith("-") ? value.text.slice(1) : `-${value.text}`;
  return new BigDecimal(-value.unscaled, value.exponent, text);
}

/** The absolute value, rounded to 64 bits as in OPA. */
export function absolute(value: RegoNumber): RegoNumber | undefined {
  if (typeof value === "number" && Number.isSafeInteger(value)) return Math.abs(value);
  const binary = toBinary(value);
  if (binary === undefined) return undefined;
  return fromBinary(binary.mantissa < 0n ? { mantissa: -binary.mantissa, exponent: binary.exponent } : binary);
}

/** OPA's floor: the whole part, less one where that part is negative. So `floor(-0.5)` is 0. */
export function floor(value: RegoNumber): RegoNumber | undefined {
  if (typeof value === "number" && Math.abs(value) < exactFractions) {
    const whole = Math.trunc(value);
    return (whole < 0 && whole !== value ? whole - 1 : whole) + 0;
  }
  return roundToInteger(value, (whole) => (whole < 0n ? whole - 1n : whole));
}

/** OPA's ceiling: the whole part, plus one where that part is not negative. So `ceil(-0.5)` is 1. */
export function ceil(value: RegoNumber): RegoNumber | undefined {
  if (typeof value === "number" && Math.abs(value) < exactFractions) {
    const whole = Math.trunc(value);
    return (whole < 0 || whole === value ? whole : whole + 1) + 0;
  }
  return roundToInteger(value, (whole) => (whole < 0n ? whole : whole + 1n));
}

/** Rounds half away from zero. */
export function round(value: RegoNumber): RegoNumber | undefined {
  if (typeof value === "number" && Math.abs(value) < exactFractions) return Math.sign(value) * Math.round(Math.abs(value)) + 0;
  if (typeof value === "number" && Number.isSafeInteger(value)) return value + 0;
  const half = value === 0 ? 0 : isNegative(value) ? -0.5 : 0.5;
  const binary = toBinary(value);
  if (binary === undefined) return undefined;
  // With 64 bits, as in OPA: adding the half changes large odd integers.
  const shifted = addBinary(binary, binaryOfDecimal(decimalOf(half), precision), precision);
  return normalizeInteger(truncateBinary(shifted));
}

/** The sum as the builtin `sum` has it: once a number has a fraction all are added with 64 bits. */
export function addAll(numbers: readonly RegoNumber[]): RegoNumber | undefined {
  const quick = addExactly(numbers);
  if (quick !== undefined) return quick;
  if (numbers.every(isInteger)) {
    let sum: RegoNumber | undefined = 0;
    for (const number of numbers) sum = sum === undefined ? undefined : plus(sum, number);
    return sum;
  }
  let result: BinaryFloat = { mantissa: 0n, exponent: 0 };
  for (const number of numbers) {
    const binary = toBinary(number);
    if (binary === undefined) return undefined;
    result = addBinary(result, binary, precision);
  }
  return fromBinary(result);
}

/** The sum of JS numbers that are integers, or multiples of 1/1024, and stay exact; undefined for others (bench: aggregation). */
function addExactly(numbers: readonly RegoNumber[]): number | undefined {
  let sum = 0;
  let isWhole = true;
  for (let at = 0; at < numbers.length; at++) {
    const number = numbers[at];
    if (typeof number !== "number") return undefined;
    sum += number;
    if (isWhole && Number.isSafeInteger(number) && Number.isSafeInteger(sum)) continue;
    // Integers before may have added up to more than a sum with fractions may be.
    if (!isDyadic(number) || !isDyadic(sum)) return undefined;
    isWhole = false;
  }
  return sum + 0;
}

/** The product as the builtin `product` has it: once a factor has a fraction it rounds to 53 bits, not 64. */
export function multiplyAll(factors: readonly RegoNumber[]): RegoNumber | undefined {
  if (factors.every(isInteger)) {
    let product: RegoNumber | undefined = 1;
    for (const factor of factors) product = product === undefined ? undefined : multiply(product, factor);
    return product;
  }
  let result: BinaryFloat = binaryOfDecimal({ unscaled: 1n, exponent: 0 }, doublePrecision);
  for (const factor of factors) {
    const binary = toBinary(factor);
    if (binary === undefined) return undefined;
    result = multiplyBinary(result, binary, doublePrecision);
  }
  return result.mantissa === 0n ? signZero(factors.filter(isNegative).length % 2 === 1) : fromBinary(result);
}

const doublePrecision = 53;

/** Doubles that are multiples of 1/1024 below 10^6: their sums are exact, and Go prints them without an exponent, as JS does. */
const dyadicScale = 1024;
function isDyadic(value: number): boolean {
  return value < 1_000_000 && value > -1_000_000 && Number.isSafeInteger(value * dyadicScale);
}

function toIntegers(left: RegoNumber, right: RegoNumber): readonly [bigint, bigint] | undefined {
  if (!isInteger(left) || !isInteger(right)) return undefined;
  const exactLeft = toBigInt(left);
  const exactRight = toBigInt(right);
  if (exactLeft === undefined || exactRight === undefined || isTooLarge(exactLeft) || isTooLarge(exactRight)) return undefined;
  spendWork(workOn(exactLeft) + workOn(exactRight));
  return [exactLeft, exactRight];
}

/** Beyond, integers are no longer exact but too big: each product may have twice the digits of its factors. */
const largestInteger = 1n << 1_000_000n;

function isTooLarge(integer: bigint): boolean {
  return integer >= largestInteger || integer <= -largestInteger;
}

/** Numbers of some thousand bits, and of some hundred thousand, which take a millisecond. */
const [largeInteger, hugeInteger] = [1n << 4096n, 1n << 65_536n];

/** What working with an integer takes, in work on values ({@link spendWork}). */
function workOn(integer: bigint): number {
  const magnitude = integer < 0n ? -integer : integer;
  return magnitude < largeInteger ? 1 : magnitude < hugeInteger ? 500 : 1_000_000;
}

type BinaryOperation = (left: BinaryFloat, right: BinaryFloat, precision: number) => BinaryFloat;

function compute(left: RegoNumber, right: RegoNumber, operation: BinaryOperation): RegoNumber | undefined {
  const binaryLeft = toBinary(left);
  const binaryRight = toBinary(right);
  return binaryLeft === undefined || binaryRight === undefined ? undefined : fromBinary(operation(binaryLeft, binaryRight, precision));
}

function toBinary(value: RegoNumber): BinaryFloat | undefined {
  const decimal = decimalOf(value);
  return decimal.exponent > 100_000 || decimal.exponent < -200_000 ? undefined : binaryOfDecimal(decimal, precision);
}

function fromBinary(value: BinaryFloat): RegoNumber | undefined {
  if (Math.abs(value.exponent) > magnitudeBound) return undefined;
  const shortest = shortestDecimal(value);
  const decimal = stripTrailingZeros(shortest.unscaled, shortest.exponent);
  return normalizeDecimal(decimal.unscaled, decimal.exponent, printDecimal(decimal));
}

/** Go's `%g`: an exponent from 10^6 on and below 10^-4; integers with all their digits. */
function printDecimal(decimal: Decimal): string {
  const negative = decimal.unscaled < 0n;
  const digits = (negative ? -decimal.unscaled : decimal.unscaled).toString();
  const sign = negative ? "-" : "";
  if (decimal.exponent >= 0) return `${sign}${digits}${"0".repeat(decimal.exponent)}`;
  const point = digits.length + decimal.exponent;
  if (point - 1 < -4 || point - 1 >= 6)
    return `${sign}${digits.slice(0, 1)}${digits.length > 1 ? `.${digits.slice(1)}` : ""}${printExponent(point - 1)}`;
  return point > 0 ? `${sign}${digits.slice(0, point)}.${digits.slice(point)}` : `${sign}0.${"0".repeat(-point)}${digits}`;
}

function printExponent(exponent: number): string {
  return `e${exponent < 0 ? "-" : "+"}${Math.abs(exponent).toString().padStart(2, "0")}`;
}

function roundToInteger(value: RegoNumber, adjust: (whole: bigint) => bigint): RegoNumber | undefined {
  if (typeof value === "number" && Number.isSafeInteger(value)) return value + 0;
  const binary = toBinary(value);
  if (binary === undefined) return undefined;
  const whole = truncateBinary(binary);
  return normalizeInteger(isWhole(binary) ? whole : adjust(whole));
}

function isWhole(value: BinaryFloat): boolean {
  return value.exponent >= 0 || BigInt.asUintN(-value.exponent, value.mantissa) === 0n;
}

function isZero(value: RegoNumber): boolean {
  return typeof value === "object" ? value.unscaled === 0n : value === 0;
}

/** Zero may be written with a sign. */
function isNegative(value: RegoNumber): boolean {
  return typeof value === "object" ? value.text.startsWith("-") : value < 0;
}

const negativeZero = new BigDecimal(0n, 0, "-0", 0);

/** In products and quotients that are not of integers Go keeps the sign of a zero, and prints it. */
function signZero(negative: boolean): RegoNumber {
  return negative ? negativeZero : 0;
}
