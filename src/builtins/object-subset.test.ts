import { expect, it } from "vitest";
import { objectBuiltins } from "./objects.ts";
import { callBuiltin } from "./testing/call-text.ts";

// Each answer is OPA's.
it.each([
  ['object.subset({"a":{"b":1,"c":2}}, {"a":{"b":1}})', "true"],
  ['object.subset({"a":[1,2,3]}, {"a":[2,3]})', "true"],
  ["object.subset([1,2,3], [2,3])", "true"],
  ["object.subset([1,2,3], [1,3])", "false"],
  ["object.subset([1,2,3], {1,3})", "true"],
  [
    "object.subset({1,2,3}, [1,3])",
    "eval_type_error: object.subset: both arguments object.subset must be of the same type or array and set",
  ],
  ["object.subset([1,2,3], [])", "true"],
  ["object.subset({1,2}, {1})", "true"],
  ["object.subset({{1}}, {{1}})", "true"],
  ['object.subset({"a":{1,2}}, {"a":{1}})', "true"],
  ['object.subset([{"a":1,"b":2},3], [{"a":1}])', "false"],
  ['object.subset({"a":[{"b":1,"c":2}]}, {"a":[{"b":1}]})', "false"],
  ['object.subset({"a":[1,2]}, {"a":{1}})', "false"],
  ['object.subset("a", "a")', "eval_type_error: object.subset: both arguments object.subset must be of the same type or array and set"],
  ["object.subset({{1,2}}, {{1}})", "false"],
  ["object.subset({1,2}, {3})", "false"],
  ['object.subset([1,{"a":1}], {{"a":1}})', "true"],
  ["object.subset([[1,2]], [[1]])", "false"],
  ['object.subset({"a":{"b":[1,2]}}, {"a":{"b":[2]}})', "true"],
  ["object.subset({1:2}, {1:2})", "true"],
  ['object.subset({"a":1}, {"a":1.0})', "true"],
  ["object.subset([], [1])", "false"],
  ["object.subset([1,1,2], [1,2])", "true"],
  ["object.subset([1], set())", "true"],
  ["object.subset([], [])", "true"],
  ["object.subset([], {1})", "false"],
  ["object.subset([1,2], {2,1})", "true"],
  ["object.subset([1,1], {1})", "true"],
  ["object.subset([1,2], {2,3})", "false"],
  ["object.subset(set(), set())", "true"],
  ["object.subset({}, {})", "true"],
  ['object.subset([], "a")', "eval_type_error: object.subset: both arguments object.subset must be of the same type or array and set"],
])("%s is %s", (call, answer) => expect(callBuiltin(objectBuiltins, call)).toBe(answer));
