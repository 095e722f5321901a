import { anyOf, anyType, arrayOf, numberType, setOf, stringType } from "../types/types.ts";
import { absolute, ceil, divide, floor, minus, multiply, plus, remainder, round } from "../values/arithmetic.ts";
import { isNumber, isSet, kindOf } from "../values/kind.ts";
import { compareNumbers, isInteger, normalizeInteger, normalizeNumber, toBigInt } from "../values/number.ts";
import { subtractSets } from "../values/rego-set.ts";
import type { RegoNumber, Value } from "../values/value.ts";
import type { BuiltinContext, BuiltinResult } from "./context.ts";
import { arg, type Builtin, builtin } from "./define.ts";
import { fail, failOperand } from "./failure.ts";
import { randomBelow } from "./random.ts";

const pair = [arg("x", numberType, "the left number"), arg("y", numberType, "the right number")] as const;
const z = arg("z", numberType, "the result");
const one = [arg("x", numberType, "the number")] as const;
const y = arg("y", numberType, "the result");
const numberOrSet = anyOf(numberType, setOf(anyType));
const wholeNumber = { called: "integer", integer: "any" } as const;
const range = arg("range", arrayOf(numberType), "the numbers in order");

/** Longer ranges are refused: they would take gigabytes. */
const maximalRange = 10_000_000n;

function divideChecked(left: RegoNumber, right: RegoNumber): BuiltinResult {
  return normalizeNumber(right) === 0 ? fail("divide by zero") : bounded(divide(left, right));
}

function remainderChecked(left: RegoNumber, right: RegoNumber): BuiltinResult {
  if (!isInteger(left) || !isInteger(right)) return fail("modulo on floating-point number");
  return normalizeNumber(right) === 0 ? fail("modulo by zero") : bounded(remainder(left, right));
}

/** Arithmetic has no answer for numbers of more than 100,000 digits. */
function bounded(answer: RegoNumber | undefined): BuiltinResult {
  return answer ?? fail("number too big");
}

function subtract(left: Value, right: Value): BuiltinResult {
  if (isSet(left) && isSet(right)) return subtractSets(left, right);
  if (!isNumber(right)) return failOperand(2, `must be number but got ${kindOf(right)}`);
  return isNumber(left) ? bounded(minus(left, right)) : failOperand(2, `must be set but got ${kindOf(right)}`);
}

function makeRange(from: RegoNumber, to: RegoNumber, step: RegoNumber, context: BuiltinContext): BuiltinResult {
  if (compareNumbers(step, 0) <= 0) return fail("numbers.range_step: step must be a positive integer");
  const start = toBigInt(from);
  const end = toBigInt(to);
  const stride = toBigInt(step);
  if (start === undefined || end === undefined || stride === undefined) return fail("number too big");
  const span = end >= start ? end - start : start - end;
  const length = span / stride + 1n;
  if (length > maximalRange) return fail("range too long");
  const direction = end >= start ? stride : -stride;
  // Doubles where they are exact: several times faster.
  const [first, last, distance] = [normalizeInteger(start), normalizeInteger(end), normalizeInteger(direction)];
  const areSmall = typeof first === "number" && typeof last === "number" && typeof distance === "number";
  const numbers: RegoNumber[] = [];
  for (let at = 0; at < Number(length); at++) {
    if (at % 1000 === 0) context.tick(1000);
    numbers.push(areSmall ? first + at * distance : normalizeInteger(start + BigInt(at) * direction));
  }
  return numbers;
}

/** A random number below `n` (or its absolute value), the same for the same text within a query. */
function randomNumber(text: string, n: RegoNumber, context: BuiltinContext): BuiltinResult {
  const limit = toBigInt(n) ?? 0n;
  if (limit === 0n) return 0;
  const key = `rand.intn ${limit} ${text}`;
  const known = context.queryCache.get(key);
  if (typeof known === "bigint") return normalizeInteger(known);
  const chosen = randomBelow(context.host, limit < 0n ? -limit : limit);
  context.queryCache.set(key, chosen);
  return normalizeInteger(chosen);
}

export const numberBuiltins: readonly Builtin[] = [
  builtin("plus", "Adds two numbers.", pair, z, (left, right) => bounded(plus(left, right)), { infix: "+" }),
  builtin(
    "minus",
    "Subtracts a number from another, or the elements of a set from another set.",
    [arg("x", numberOrSet, "a number or a set"), arg("y", numberOrSet, "a number or a set, as x is", { unchecked: true })],
    arg("z", numberOrSet, "the difference"),
    subtract,
    { infix: "-" },
  ),
  builtin("mul", "Multiplies two numbers.", pair, z, (left, right) => bounded(multiply(left, right)), { infix: "*" }),
  builtin("div", "Divides the first number by the second.", pair, z, divideChecked, { infix: "/" }),
  builtin("rem", "The remainder of a division of integers, with the sign of the first.", pair, z, remainderChecked, { infix: "%" }),
  builtin("abs", "The number without its sign.", one, y, (number) => bounded(absolute(number))),
  builtin("ceil", "Rounds up to an integer.", one, y, (number) => bounded(ceil(number))),
  builtin("floor", "Rounds down to an integer.", one, y, (number) => bounded(floor(number))),
  builtin("round", "Rounds to the nearest integer, halves away from zero.", one, y, (number) => bounded(round(number))),
  builtin(
    "numbers.range",
    "All integers from one to another, both included; downwards if the first is larger.",
    [arg("a", numberType, "the first number", wholeNumber), arg("b", numberType, "the last number", wholeNumber)],
    range,
    (from, to, context) => makeRange(from, to, 1, context),
  ),
  builtin(
    "numbers.range_step",
    "Integers from one to at most another, at a distance; downwards if the first is larger.",
    [
      arg("a", numberType, "the first number", wholeNumber),
      arg("b", numberType, "the bound, which is included", wholeNumber),
      arg("step", numberType, "the distance, above zero", wholeNumber),
    ],
    range,
    makeRange,
  ),
  builtin(
    "rand.intn",
    "A random integer from 0 to below n. The same text and n give the same number within a query.",
    [arg("str", stringType, "names the number"), arg("n", numberType, "the bound, which is not included", { integer: 64 })],
    y,
    randomNumber,
    { nondeterministic: true },
  ),
];
