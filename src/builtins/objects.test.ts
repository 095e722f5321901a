import { expect, it } from "vitest";
import { objectBuiltins } from "./objects.ts";
import { callBuiltin } from "./testing/call-text.ts";

// Each answer is OPA's.
it.each([
  ['object.get({"a":{"b":1}}, ["a","b"], 0)', "1"],
  ['object.get({"a":{"b":1}}, ["a","c"], 0)', "0"],
  ['object.get({"a":{"b":1}}, [], 0)', '{"a": {"b": 1}}'],
  ['object.get({["a"]:1}, ["a"], 0)', "0"],
  ['object.get({"a":[5,6]}, ["a",1], 0)', "6"],
  ['object.get({"a":{5}}, ["a",5], 0)', "5"],
  ['object.get({"a":"str"}, ["a",0], 0)', "0"],
  ['object.get({"a":1}, "b", {"x"})', '{"x"}'],
  ['object.keys({"a":1,2:3})', '{2, "a"}'],
  ['object.remove({"a":1,"b":2}, {"a"})', '{"b": 2}'],
  ['object.remove({"a":1,"b":2}, {"a":5})', '{"b": 2}'],
  ['object.remove({"a":1,"b":2}, ["a",1])', '{"b": 2}'],
  ['object.filter({"a":1,"b":2}, ["a","c"])', '{"a": 1}'],
  ['object.filter({"a":1,"b":2}, {"a":0})', '{"a": 1}'],
  ['object.union({"a":{"b":1}}, {"a":{"c":2}})', '{"a": {"b": 1, "c": 2}}'],
  ['object.union({"a":{"b":1}}, {"a":2})', '{"a": 2}'],
  ['object.union_n([{"a":{"b":1}},{"a":2},{"a":{"c":3}}])', '{"a": {"c": 3}}'],
  ['object.union_n([{"a":{"b":1}},{"a":{"c":3}},{"a":{"b":2}}])', '{"a": {"b": 2, "c": 3}}'],
  ["object.union_n([])", "{}"],
  ["object.filter({}, 1)", "eval_type_error: object.filter: operand 2 must be one of {object, set, array} but got number"],
  ['object.get([[1]], "a", "a")', "eval_type_error: object.get: operand 1 must be object but got array"],
  ['object.get({}, {["a"]}, "a")', '"a"'],
  ["object.keys(1.5)", "eval_type_error: object.keys: operand 1 must be object but got number"],
  ['object.remove({"a":1}, [])', '{"a": 1}'],
  ["object.remove({}, {{1}})", "{}"],
  ["object.union({}, {})", "{}"],
  ["object.union({}, [{1}])", "eval_type_error: object.union: operand 2 must be object but got array"],
])("%s is %s", (call, answer) => expect(callBuiltin(objectBuiltins, call)).toBe(answer));
