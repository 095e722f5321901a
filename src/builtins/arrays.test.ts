import { expect, it } from "vitest";
import { arrayBuiltins } from "./arrays.ts";
import { callBuiltin } from "./testing/call-text.ts";

// Each answer is OPA's.
it.each([
  ["array.slice([1,2,3], -1, 10)", "[1, 2, 3]"],
  ["array.slice([1,2,3], 2, 1)", "[]"],
  ["array.slice([1,2,3], 0, 1e30)", "eval_type_error: array.slice: operand 3 must be integer number but got floating-point number"],
  ["array.slice([1,2,3], -1e30, 2)", "eval_type_error: array.slice: operand 2 must be integer number but got floating-point number"],
  ['array.flatten([1,[2,[3,[4]]],{5},"a"])', '[1, 2, [3, [4]], {5}, "a"]'],
  ["array.slice([1,2], 9223372036854775807, 9223372036854775807)", "[]"],
  [
    "array.slice([1,2], 0, 9223372036854775808)",
    "eval_type_error: array.slice: operand 3 must be integer number but got floating-point number",
  ],
  ["array.slice([1,2], 0, 2.0)", "[1, 2]"],
  ["array.slice([1,2], -0, 2e0)", "eval_type_error: array.slice: operand 3 must be integer number but got floating-point number"],
  ["array.concat([], true)", "eval_type_error: array.concat: operand 2 must be array but got boolean"],
  ['array.flatten(["a"])', '["a"]'],
  ['array.reverse({"a"})', "eval_type_error: array.reverse: operand 1 must be array but got set"],
  ["array.slice([], 1, 1)", "[]"],
  ["array.slice([], 1, [[1]])", "eval_type_error: array.slice: operand 3 must be number but got array"],
])("%s is %s", (call, answer) => expect(callBuiltin(arrayBuiltins, call)).toBe(answer));
