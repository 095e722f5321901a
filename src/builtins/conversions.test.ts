import { expect, it } from "vitest";
import { conversionBuiltins } from "./conversions.ts";
import { callBuiltin } from "./testing/call-text.ts";

// Each answer is OPA's.
it.each([
  ['to_number("0x1")', 'eval_builtin_error: to_number: strconv.ParseFloat: parsing "0x1": invalid syntax'],
  ['to_number(" 1")', 'eval_builtin_error: to_number: strconv.ParseFloat: parsing " 1": invalid syntax'],
  ['to_number("")', 'eval_builtin_error: to_number: strconv.ParseFloat: parsing "": invalid syntax'],
  ['to_number("Inf")', "eval_type_error: to_number: operand 1 must be valid number string but got string"],
  ['to_number("nan")', "eval_type_error: to_number: operand 1 must be valid number string but got string"],
  ['to_number("-0")', "-0"],
  ['to_number("1.50")', "1.50"],
  ['to_number("1e3")', "1e3"],
  ["to_number(1.0)", "1.0"],
  ['to_number("12345678901234567890123")', "12345678901234567890123"],
  ['to_number("1e400")', 'eval_builtin_error: to_number: strconv.ParseFloat: parsing "1e400": value out of range'],
  ['to_number("1e99999")', 'eval_builtin_error: to_number: strconv.ParseFloat: parsing "1e99999": value out of range'],
  ["to_number(null)", "0"],
  ["to_number(true)", "1"],
  ['to_number("１")', 'eval_builtin_error: to_number: strconv.ParseFloat: parsing "１": invalid syntax'],
  ['to_number("Infinity")', "eval_type_error: to_number: operand 1 must be valid number string but got string"],
  ['to_number("-inf")', "eval_type_error: to_number: operand 1 must be valid number string but got string"],
  ['to_number("1e")', 'eval_builtin_error: to_number: strconv.ParseFloat: parsing "1e": invalid syntax'],
  ['to_number("--1")', 'eval_builtin_error: to_number: strconv.ParseFloat: parsing "--1": invalid syntax'],
  ['to_number("1,000")', 'eval_builtin_error: to_number: strconv.ParseFloat: parsing "1,000": invalid syntax'],
  ['to_number("1 ")', 'eval_builtin_error: to_number: strconv.ParseFloat: parsing "1 ": invalid syntax'],
  ['to_number("0b1")', 'eval_builtin_error: to_number: strconv.ParseFloat: parsing "0b1": invalid syntax'],
  ["cast_array({1,2})", "[1, 2]"],
  ["cast_set([1,1])", "{1}"],
  ['cast_string("a")', '"a"'],
  ["cast_object({1:2})", "{1: 2}"],
  ["cast_null(null)", "null"],
  ["cast_boolean(true)", "true"],
  ["to_number([[1]])", "eval_type_error: to_number: operand 1 must be one of {null, boolean, number, string} but got array"],
])("%s is %s", (call, answer) => expect(callBuiltin(conversionBuiltins, call)).toBe(answer));
