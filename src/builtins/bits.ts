import { numberType } from "../types/types.ts";
import { normalizeInteger, toBigInt } from "../values/number.ts";
import type { RegoNumber } from "../values/value.ts";
import type { BuiltinResult } from "./context.ts";
import { arg, type Builtin, builtin } from "./define.ts";
import { fail, failOperand } from "./failure.ts";

const integer = { called: "integer", integer: "any" } as const;
const pair = [arg("x", numberType, "the first integer", integer), arg("y", numberType, "the second integer", integer)] as const;
const z = arg("z", numberType, "the resulting integer");
const shiftOperands = [arg("x", numberType, "the integer", integer), arg("s", numberType, "by how many bits", integer)] as const;

/** No result has more bits: a shift may not take the memory of the machine. */
const maximalBits = 1_000_000n;

function combine(left: RegoNumber, right: RegoNumber, operation: (left: bigint, right: bigint) => bigint): BuiltinResult {
  const x = toBigInt(left);
  const y = toBigInt(right);
  return x === undefined || y === undefined ? fail("number too big") : normalizeInteger(operation(x, y));
}

function shift(value: RegoNumber, bits: RegoNumber, operation: (value: bigint, bits: bigint) => bigint | undefined): BuiltinResult {
  const x = toBigInt(value);
  const s = toBigInt(bits);
  if (s !== undefined && s < 0n) return failOperand(2, "must be an unsigned integer number but got a negative integer");
  const shifted = x === undefined || s === undefined ? undefined : operation(x, s);
  return shifted === undefined ? fail("number too big") : normalizeInteger(shifted);
}

function shiftLeft(value: bigint, bits: bigint): bigint | undefined {
  if (value === 0n) return 0n;
  return bits > maximalBits ? undefined : value << bits;
}

export const bitBuiltins: readonly Builtin[] = [
  builtin("bits.and", "The bits that two integers share.", pair, z, (x, y) => combine(x, y, (left, right) => left & right)),
  builtin("bits.or", "The bits of two integers.", pair, z, (x, y) => combine(x, y, (left, right) => left | right)),
  builtin("bits.xor", "The bits in which two integers differ.", pair, z, (x, y) => combine(x, y, (left, right) => left ^ right)),
  builtin("bits.negate", "Flips all bits.", [arg("x", numberType, "the integer", integer)], z, (x) => combine(x, 0, (value) => ~value)),
  builtin("bits.lsh", "Shifts bits to the left.", shiftOperands, z, (x, s) => shift(x, s, shiftLeft)),
  builtin("bits.rsh", "Shifts bits to the right; the sign stays.", shiftOperands, z, (x, s) => shift(x, s, (value, bits) => value >> bits)),
];
