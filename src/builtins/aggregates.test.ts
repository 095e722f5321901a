import { expect, it } from "vitest";
import { aggregateBuiltins } from "./aggregates.ts";
import { callBuiltin } from "./testing/call-text.ts";

// Each answer is OPA's.
it.each([
  ['count("a😀é")', "3"],
  ["sort({3,1,2})", "[1, 2, 3]"],
  ['max(["a",1])', '"a"'],
  ['min({"a",1,null})', "null"],
  ["max([1, 1.0])", "1.0"],
  ["min([1.0, 1])", "1"],
  ["sort([2, 1.0, 1])", "[1.0, 1, 2]"],
  ["sum([1.0])", "1"],
  ["product([0, -0.5])", "-0"],
  ["sum([])", "0"],
  ["product([])", "1"],
  ["sum({1,1.0,2})", "3"],
  ["all([true,true])", "true"],
  ["all([])", "true"],
  ["any([false,true])", "true"],
  ["any([])", "false"],
  ["all([1])", "false"],
  ["any([1])", "false"],
  ['min({1,"1",true,null})', "null"],
  ["min([null,true])", "null"],
  ["max([null])", "null"],
  ["min([true,null,false])", "null"],
  ["sum({0.1,0.2,0.3})", "0.6"],
  ["count([[1]])", "1"],
  ["max({})", "eval_type_error: max: operand 1 must be one of {set, array} but got object"],
  ["min([{1}])", "{1}"],
  ["product([1])", "1"],
  ["sum(1)", "eval_type_error: sum: operand 1 must be one of {set, array} but got number"],
])("%s is %s", (call, answer) => expect(callBuiltin(aggregateBuiltins, call)).toBe(answer));
