/** Operators on plain JS numbers and strings, without the detour through a builtin. Anything else goes to the builtin. */
import { compareValues } from "../values/compare.ts";
import { equalsValues } from "../values/equals.ts";
import type { Value } from "../values/value.ts";
import type { Compute } from "./closures.ts";

type Quick = (left: Value, right: Value) => Value | undefined;

const isSafe = Number.isSafeInteger;

/** Tries the quick way; undefined: let the builtin answer. */
const quickOperators: Readonly<Record<string, Quick>> = {
  equal: (left, right) => equalsValues(left, right),
  neq: (left, right) => !equalsValues(left, right),
  lt: (left, right) => (typeof left === "number" && typeof right === "number" ? left < right : compareValues(left, right) < 0),
  lte: (left, right) => (typeof left === "number" && typeof right === "number" ? left <= right : compareValues(left, right) <= 0),
  gt: (left, right) => (typeof left === "number" && typeof right === "number" ? left > right : compareValues(left, right) > 0),
  gte: (left, right) => (typeof left === "number" && typeof right === "number" ? left >= right : compareValues(left, right) >= 0),
  plus: (left, right) => quickArithmetic(left, right, addNumbers),
  minus: (left, right) => quickArithmetic(left, right, subtractNumbers),
  mul: (left, right) => quickArithmetic(left, right, multiplyNumbers),
};

function addNumbers(left: number, right: number): number {
  return left + right;
}

function subtractNumbers(left: number, right: number): number {
  return left - right;
}

function multiplyNumbers(left: number, right: number): number {
  return left * right;
}

function quickArithmetic(left: Value, right: Value, operate: (left: number, right: number) => number): number | undefined {
  if (typeof left !== "number" || typeof right !== "number" || !isSafe(left) || !isSafe(right)) return undefined;
  const result = operate(left, right);
  // `-0` is no Rego number.
  return isSafe(result) ? result + 0 : undefined;
}

/** An operator on two operands; `call` is its builtin. Undefined for a builtin that is none of these. */
export function linkOperator(
  name: string,
  left: Compute,
  right: Compute,
  call: (left: Value, right: Value, ...rest: Parameters<Compute>) => Value | undefined,
): Compute | undefined {
  const quick = Object.hasOwn(quickOperators, name) ? quickOperators[name] : undefined;
  if (quick === undefined) return undefined;
  return (layer, frame) => {
    const first = left(layer, frame);
    if (first === undefined) return undefined;
    const second = right(layer, frame);
    if (second === undefined) return undefined;
    return quick(first, second) ?? call(first, second, layer, frame);
  };
}
