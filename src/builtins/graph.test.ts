import { expect, it } from "vitest";
import { graphBuiltins } from "./graph.ts";
import { callBuiltin } from "./testing/call-text.ts";

// Each answer is OPA's.
it.each([
  ['graph.reachable({"a":["b"],"b":{"c"},"c":[]}, ["a"])', '{"a", "b", "c"}'],
  ['graph.reachable({"a":["b"]}, {"a","x"})', '{"a"}'],
  ['graph.reachable({"a":["b"],"b":[]}, ["a"])', '{"a", "b"}'],
  ['graph.reachable({"a":null,"b":["a"]}, ["b"])', '{"a", "b"}'],
  ['graph.reachable({"a":["b"],"b":"str"}, ["a"])', '{"a", "b"}'],
  ['graph.reachable_paths({"a":["b"],"b":["c"],"c":["a"]}, ["a"])', '{["a", "b", "c"]}'],
  ['graph.reachable_paths({"a":["b","c"],"b":["d"],"c":["d"],"d":[]}, ["a"])', '{["a", "b", "d"], ["a", "c", "d"]}'],
  ['graph.reachable_paths({"a":["b"]}, ["a"])', '{["a"]}'],
  ['graph.reachable_paths({"a":[]}, ["a","x"])', '{["a"]}'],
  ['graph.reachable_paths({"a":["a"]}, ["a"])', '{["a", "a"]}'],
  ['graph.reachable_paths({"a":["b","b"],"b":[]}, ["a","b"])', '{["a", "b"], ["b"]}'],
  ['graph.reachable_paths({"a":{"b"},"b":null}, {"a"})', '{["a", "b"]}'],
  ['graph.reachable_paths({"a":["b"],"b":"str"}, ["a"])', '{["a", "b"]}'],
  ['graph.reachable_paths({}, ["a"])', "set()"],
  ['graph.reachable_paths({"a":["b"],"b":["a","c"]}, ["a"])', '{["a", "b"]}'],
  ['graph.reachable({"a":{"b":1},"b":[]}, ["a"])', '{"a"}'],
  ["graph.reachable({1:[2],2:[]}, [1])", "{1, 2}"],
  ['graph.reachable_paths({"a":["b","a"],"b":[]}, ["a"])', '{["a", "a"], ["a", "a", "b"], ["a", "b"]}'],
  ['graph.reachable_paths({"a":["a","b"],"b":[]}, ["a"])', '{["a", "a"], ["a", "a", "b"], ["a", "b"]}'],
  ['graph.reachable_paths({"a":["b","c"],"b":["a"],"c":["b"]}, ["a"])', '{["a", "b"], ["a", "c", "b"]}'],
  ['graph.reachable_paths({"a":["b","x"],"b":[]}, ["a"])', '{["a"], ["a", "b"]}'],
  ['graph.reachable_paths({"a":["x","y"]}, ["a"])', '{["a"]}'],
  ['graph.reachable_paths({"a":["b","x"],"b":["y"]}, ["a"])', '{["a"], ["a", "b"]}'],
  ['graph.reachable_paths({"a":["b"],"b":["b","c"],"c":["a","b"]}, ["a"])', '{["a", "b"], ["a", "b", "c"]}'],
  ['graph.reachable_paths({"a":["b"],"b":["c","b"],"c":["a","b"]}, ["a"])', '{["a", "b"], ["a", "b", "c"]}'],
  ['graph.reachable_paths({"a":["b","c"],"b":["c"],"c":["b"]}, ["a","b"])', '{["a", "b", "c"], ["a", "c", "b"], ["b", "c"]}'],
  ["graph.reachable([], [])", "eval_type_error: graph.reachable: operand 1 must be object but got array"],
  ["graph.reachable({}, set())", "set()"],
  ["graph.reachable_paths({}, null)", "eval_type_error: graph.reachable_paths: operand 2 must be {array, set} but got null"],
])("%s is %s", (call, answer) => expect(callBuiltin(graphBuiltins, call)).toBe(answer));
