import { expect, it } from "vitest";
import { setBuiltins } from "./sets.ts";
import { callBuiltin } from "./testing/call-text.ts";

// Each answer is OPA's.
it.each([
  ["intersection({{1,2},{2,3}})", "{2}"],
  ["intersection(set())", "set()"],
  ["intersection({set()})", "set()"],
  ["union({{1},{2}})", "{1, 2}"],
  ["union(set())", "set()"],
  ["set_diff({1,2}, {2})", "{1}"],
  ["and([1], set())", "eval_type_error: and: operand 1 must be set but got array"],
  ["and(set(), {1})", "set()"],
  ['intersection("a")', "eval_type_error: intersection: operand 1 must be set but got string"],
  ["or([], set())", "eval_type_error: or: operand 1 must be set but got array"],
  ["or(set(), set())", "set()"],
])("%s is %s", (call, answer) => expect(callBuiltin(setBuiltins, call)).toBe(answer));
