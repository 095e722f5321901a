import { countDigits } from "../../values/big-decimal.ts";
import { binaryOfDecimal } from "../../values/binary-float.ts";
import { decimalOf, numberToText } from "../../values/number.ts";
import { shortestDecimal } from "../../values/shortest-decimal.ts";
import type { RegoNumber } from "../../values/value.ts";

/** Beyond, exponents are not computed with. */
const maximalExponent = 100_000;

/** Whether the quotient of two numbers is whole, exactly. The divisor is positive. */
export function isMultiple(value: RegoNumber, divisor: RegoNumber): boolean {
  const { unscaled, exponent } = decimalOf(value);
  const other = decimalOf(divisor);
  const shift = exponent - other.exponent;
  if (shift >= 0) return (unscaled * powerModulo(shift, other.unscaled)) % other.unscaled === 0n;
  // No more factors of ten can be in the number than it has digits.
  return unscaled === 0n || (-shift <= countDigits(unscaled) && unscaled % (other.unscaled * 10n ** BigInt(-shift)) === 0n);
}

/** 10^exponent modulo a number. */
function powerModulo(exponent: number, modulus: bigint): bigint {
  let result = 1n % modulus;
  let square = 10n % modulus;
  for (let rest = BigInt(exponent); rest > 0n; rest >>= 1n) {
    if (rest & 1n) result = (result * square) % modulus;
    square = (square * square) % modulus;
  }
  return result;
}

/** A bound as Go prints a `big.Float` of 64 bits: with an exponent from 10^6 on and below 10^-4. */
export function formatBound(value: RegoNumber): string {
  const exact = decimalOf(value);
  if (Math.abs(exact.exponent) > maximalExponent) return numberToText(value);
  const { unscaled, exponent } = shortestDecimal(binaryOfDecimal(exact, 64));
  if (unscaled === 0n) return "0";
  const sign = unscaled < 0n ? "-" : "";
  const digits = (unscaled < 0n ? -unscaled : unscaled).toString().replace(/0+$/, "");
  const point = countDigits(unscaled) + exponent;
  if (point - 1 < -4 || point - 1 >= 6) return sign + formatExponent(digits, point - 1);
  if (point <= 0) return `${sign}0.${"0".repeat(-point)}${digits}`;
  const whole = digits.slice(0, point).padEnd(point, "0");
  return `${sign}${whole}${digits.length > point ? `.${digits.slice(point)}` : ""}`;
}

function formatExponent(digits: string, exponent: number): string {
  const fraction = digits.length > 1 ? `.${digits.slice(1)}` : "";
  return `${digits.slice(0, 1)}${fraction}e${exponent < 0 ? "-" : "+"}${String(Math.abs(exponent)).padStart(2, "0")}`;
}
