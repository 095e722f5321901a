import { expect, it } from "vitest";
import { numberBuiltins } from "./numbers.ts";
import { callBuiltin } from "./testing/call-text.ts";

// Each answer is OPA's.
it.each([
  ["numbers.range(5, 1)", "[5, 4, 3, 2, 1]"],
  ["numbers.range(1, 1)", "[1]"],
  ["numbers.range_step(1, 10, 3)", "[1, 4, 7, 10]"],
  ["numbers.range_step(10, 1, 3)", "[10, 7, 4, 1]"],
  ["numbers.range_step(1, 10, 0)", "eval_builtin_error: numbers.range_step: numbers.range_step: step must be a positive integer"],
  ["numbers.range_step(1, 10, -1)", "eval_builtin_error: numbers.range_step: numbers.range_step: step must be a positive integer"],
  ["numbers.range(12345678901234567890, 12345678901234567892)", "[12345678901234567890, 12345678901234567891, 12345678901234567892]"],
  ['rand.intn("a", 0)', "0"],
  ['rand.intn("a", 1)', "0"],
  ['rand.intn("a", 1.5)', "eval_type_error: rand.intn: operand 2 must be integer number but got floating-point number"],
  ['rand.intn("a", 1e30)', "eval_type_error: rand.intn: operand 2 must be integer number but got floating-point number"],
  ['rand.intn("a", -1)', "0"],
  ["minus({1}, 5)", "eval_type_error: minus: operand 2 must be set but got number"],
  ["minus(5, {1})", "eval_type_error: minus: operand 2 must be number but got set"],
  ['minus({1}, "a")', "eval_type_error: minus: operand 2 must be number but got string"],
  ["rem(1e400, -17)", "1"],
  ["rem(1.7976931348623157e308, 1e21)", "0"],
  ["rem(1e21, 7)", "6"],
  ["rem(10000000000000000000000000000007, 7)", "3"],
  ["numbers.range(1, 3)", "[1, 2, 3]"],
  ["abs(null)", "eval_type_error: abs: operand 1 must be number but got null"],
  ["ceil(true)", "eval_type_error: ceil: operand 1 must be number but got boolean"],
  ['div({["a"]}, 1)', "eval_type_error: div: operand 1 must be number but got set"],
  ['floor("a")', "eval_type_error: floor: operand 1 must be number but got string"],
  ["minus(1, [])", "eval_type_error: minus: operand 2 must be number but got array"],
  ["mul(set(), 1)", "eval_type_error: mul: operand 1 must be number but got set"],
  ["numbers.range({1}, 1)", "eval_type_error: numbers.range: operand 1 must be integer but got set"],
  ["numbers.range_step(true, 1, 1)", "eval_type_error: numbers.range_step: operand 1 must be integer but got boolean"],
  ['numbers.range_step(1, ["a"], 1)', "eval_type_error: numbers.range_step: operand 2 must be integer but got array"],
  ['numbers.range_step(1, 1, {"a"})', "eval_type_error: numbers.range_step: operand 3 must be integer but got set"],
  ["plus(1, null)", "eval_type_error: plus: operand 2 must be number but got null"],
  ["rem({1}, 1)", "eval_type_error: rem: operand 1 must be number but got set"],
])("%s is %s", (call, answer) => expect(callBuiltin(numberBuiltins, call)).toBe(answer));
