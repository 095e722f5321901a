import { expect, it } from "vitest";
import { makeSet } from "../values/rego-set.ts";
import type { Value } from "../values/value.ts";
import { BuiltinFailure } from "./context.ts";
import { formatPrint, outputBuiltins } from "./output.ts";
import { callBuiltin, makeTestContext } from "./testing/call-text.ts";

it.each<[string, readonly Value[], readonly string[]]>([
  ["strings as they are", [makeSet(['a"b']), makeSet([["c"]])], ['a"b ["c"]']],
  ["undefined", [makeSet([])], ["<undefined>"]],
  [
    "combinations",
    [makeSet([1, 2]), makeSet([3, 4]), makeSet([])],
    ["1 3 <undefined>", "1 4 <undefined>", "2 3 <undefined>", "2 4 <undefined>"],
  ],
  ["nothing", [], [""]],
])("prints %s", (_, operands, lines) => expect(formatPrint(operands)).toEqual(lines));

it("prints through the host, with the place of the call", () => {
  const printed: string[] = [];
  const context = makeTestContext({ location: "p.rego:3" });
  const host = { ...context.host, print: (text: string, location: string) => printed.push(`${location}: ${text}`) };
  callBuiltin(outputBuiltins, "internal.print([{1}, {2}])", { ...context, host });
  expect(printed).toEqual(["p.rego:3: 1 2"]);
});

it.each([
  ['internal.template_string(["a", {1}, set(), {["b"]}, {"<"}, null, 1])', '"a1<undefined>[\\"b\\"]<null1"'],
  ["internal.template_string([{1, 2}])", "eval_conflict_error: template-strings must not produce multiple outputs"],
  ["internal.template_string([[1]])", "eval_internal_error: illegal argument type: array"],
  ["internal.template_string(5)", "eval_type_error: internal.template_string: operand 1 must be array but got number"],
  ['trace("note")', "true"],
])("%s is %s", (call, answer) => expect(callBuiltin(outputBuiltins, call)).toBe(answer));

it("no text grows without bound", () => {
  const join = outputBuiltins.find(({ name }) => name === "internal.template_string");
  if (join?.kind !== "sync") throw new TypeError("template strings are joined at once");
  const half = "x".repeat(1 << 24);
  const context = makeTestContext();
  expect(join.call([half, half], context)).toBe(half + half);
  const failure = join.call([half, half, "x"], context);
  expect(failure instanceof BuiltinFailure && failure.message).toBe("internal.template_string: the text has more than 33554432 characters");
});
