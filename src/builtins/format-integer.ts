import { absolute, floor } from "../values/arithmetic.ts";
import { compareNumbers, isInteger, toBigInt } from "../values/number.ts";
import type { RegoNumber } from "../values/value.ts";
import type { BuiltinResult } from "./context.ts";
import { fail, failOperand } from "./failure.ts";

/** The whole part of a number in one of four bases. */
export function formatInteger(number: RegoNumber, base: RegoNumber): BuiltinResult {
  if (base !== 2 && base !== 8 && base !== 10 && base !== 16) return failOperand(2, "must be one of {2, 8, 10, 16}");
  const integer = truncate(number);
  return integer === undefined ? fail("number too big") : integer.toString(base);
}

/** What is written as an integer is exact; everything else, `1e30` too, is rounded to 64 bits first. */
function truncate(number: RegoNumber): bigint | undefined {
  const isExact = typeof number === "object" ? /^-?\d+$/.test(number.text) : isInteger(number);
  if (isExact) return toBigInt(number);
  const magnitude = absolute(number);
  const whole = magnitude === undefined ? undefined : floor(magnitude);
  const integer = whole === undefined ? undefined : toBigInt(whole);
  return integer === undefined || compareNumbers(number, 0) >= 0 ? integer : -integer;
}
