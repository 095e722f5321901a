import { expect, it } from "vitest";
import { comparisonBuiltins } from "./comparison.ts";
import { callBuiltin } from "./testing/call-text.ts";

// Each answer is OPA's.
it.each([
  ['equal({{1}}, "a")', "false"],
  ['gt([1], "a")', "true"],
  ['gt("a", {1})', "false"],
  ['gte("a", true)', "true"],
  ['lt({"a":1}, "a")', "false"],
  ['lt("a", {{1}})', "true"],
  ['lte("a", "a")', "true"],
  ['neq(null, "a")', "true"],
  ['neq("a", [1])', "true"],
])("%s is %s", (call, answer) => expect(callBuiltin(comparisonBuiltins, call)).toBe(answer));
