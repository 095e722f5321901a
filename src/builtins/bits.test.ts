import { expect, it } from "vitest";
import { bitBuiltins } from "./bits.ts";
import { callBuiltin } from "./testing/call-text.ts";

// Each answer is OPA's.
it.each([
  ["bits.lsh(1, 100)", "1267650600228229401496703205376"],
  ["bits.lsh(1, -1)", "eval_type_error: bits.lsh: operand 2 must be an unsigned integer number but got a negative integer"],
  ["bits.rsh(-5, 1)", "-3"],
  ["bits.rsh(5, 100)", "0"],
  ["bits.negate(0)", "-1"],
  ["bits.and(-5, 3)", "3"],
  ["bits.lsh(0, 5)", "0"],
  ["bits.lsh(-5, 3)", "-40"],
  ["bits.rsh(-5, 100)", "-1"],
  ["bits.xor(-5, 3)", "-8"],
  ["bits.or(-5, 3)", "-5"],
  ["bits.lsh(1, 64)", "18446744073709551616"],
  ["bits.rsh(12345678901234567890123, 3)", "1543209862654320986265"],
  ["bits.rsh(1, -1)", "eval_type_error: bits.rsh: operand 2 must be an unsigned integer number but got a negative integer"],
  ['bits.and("a", 1)', "eval_type_error: bits.and: operand 1 must be integer but got string"],
  ["bits.and(1, {})", "eval_type_error: bits.and: operand 2 must be integer but got object"],
  ["bits.lsh([{1}], 1)", "eval_type_error: bits.lsh: operand 1 must be integer but got array"],
  ["bits.negate([])", "eval_type_error: bits.negate: operand 1 must be integer but got array"],
  ["bits.or(set(), 1)", "eval_type_error: bits.or: operand 1 must be integer but got set"],
  ["bits.rsh(null, 1)", "eval_type_error: bits.rsh: operand 1 must be integer but got null"],
  ["bits.rsh(1, [1])", "eval_type_error: bits.rsh: operand 2 must be integer but got array"],
  ["bits.xor({1}, 1)", "eval_type_error: bits.xor: operand 1 must be integer but got set"],
])("%s is %s", (call, answer) => expect(callBuiltin(bitBuiltins, call)).toBe(answer));
