import { divide } from "../values/arithmetic.ts";
import { isInteger, toBigInt } from "../values/number.ts";
import type { RegoNumber } from "../values/value.ts";
import type { BuiltinResult } from "./context.ts";
import { fail, failOperand } from "./failure.ts";

/** The whole part of a number in one of four bases. */
export function formatInteger(number: RegoNumber, base: RegoNumber): BuiltinResult {
  if (base !== 2 && base !== 8 && base !== 10 && base !== 16) return failOperand(2, "must be one of {2, 8, 10, 16}");
  const integer = truncate(number);
  return integer === undefined ? fail("number too big") : integer.toString(base);
}

function truncate(number: RegoNumber): bigint | undefined {
  if (isInteger(number)) return toBigInt(number);
  if (typeof number === "number") return BigInt(Math.trunc(number));
  // A fraction with more digits than a double has: rounded to 64 bits as all fractions are.
  const rounded = divide(number, 1);
  if (rounded === undefined || typeof rounded === "bigint") return rounded;
  if (typeof rounded === "number") return BigInt(Math.trunc(rounded));
  return rounded.unscaled / 10n ** BigInt(-rounded.exponent);
}
