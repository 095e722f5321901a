import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { globBuiltins } from "./glob.ts";
import type { CallCase } from "./testing/call-table.ts";
import { callBuiltin, checkNothingThrows, failure, titled } from "./testing/call-table.ts";

type MatchCase = readonly [pattern: string, delimiters: null | readonly string[], text: string, expected: boolean];

/** What OPA 1.20.2 answers. */
const matches: readonly MatchCase[] = [
  ["*.github.com", [], "api.github.com", true],
  ["*.github.com", [], "api.cdn.github.com", false],
  ["*hub.com", null, "api.cdn.github.com", true],
  ["*:github:com", [":"], "api:github:com", true],
  ["api.**.com", [], "api.github.com", true],
  ["api.**.com", [], "api.cdn.github.com", true],
  ["api.**.com", [], "api.com", true],
  ["?at", [], "cat", true],
  ["?at", [], "at", false],
  ["[abc]at", [], "bat", true],
  ["[abc]at", [], "lat", false],
  ["[!abc]at", [], "cat", false],
  ["[!abc]at", [], "lat", true],
  ["[a-c]at", [], "cat", true],
  ["[a-c]at", [], "lat", false],
  ["[!a-c]at", [], "cat", false],
  ["[!a-c]at", [], "lat", true],
  ["{cat,bat,[fr]at}", [], "cat", true],
  ["{cat,bat,[fr]at}", [], "rat", true],
  ["{cat,bat,[fr]at}", [], "at", false],
  ["{{a,b},c}", [], "b", true],
  ["x{a,}y", [], "xy", true],
  ["{a*,b}", [], "a.c", false],
  ["{a**,b}", [], "a.c", true],
  ["{a,b", [], "b", true],
  ["a,b}", [], "a,b}", true],
  ["{\\,,b}", [], ",", true],
  ["a\\", [], "a", true],
  ["\\*", [], "*", true],
  ["[\\]]", [], "]", true],
  ["[^a]", [], "^", true],
  ["[xa-c]", [], "-", true],
  ["*", [], "\n", true],
  ["?", [], "😀", true],
  ["[😀-😂]", [], "😁", true],
  ["?", [], ".", false],
  ["?", ["/"], ".", true],
  ["[!a]", [], ".", true],
  ["?", [], "", true],
  ["[!a]", [], "", true],
  ["[a]", [], "", false],
  ["", [], "", true],
  ["**.com", [], ".com", true],
  ["**.com", [], "com", false],
  ["/**/x", ["/"], "/x", true],
  ["*a*", ["é", "b"], "xaéa", false],
];

const failures: readonly CallCase[] = [
  ["glob.match", ["[", [], "a"], failure("glob.match: unexpected end of input")],
  ["glob.match", ["[a-]", [], "a"], failure("glob.match: unexpected end of input")],
  ["glob.match", ["[]", [], "a"], failure("glob.match: could not parse range")],
  ["glob.match", ["[a-cx]", [], "a"], failure("glob.match: expected close range character")],
  ["glob.match", ["[c-a]", [], "a"], failure("glob.match: hi character 'a' should be greater than lo 'c'")],
  ["glob.match", ["a", 1, "a"], failure("glob.match: operand 2 must be one of {array, null} but got number")],
  ["glob.match", ["a", ["a", 1], "a"], failure("glob.match: operand 2 must be array of strings but got array containing number")],
  ["glob.match", ["[", ["ab"], 1], failure("glob.match: operand 2 must be array of runes but got array containing string")],
  ["glob.match", ["[", [""], "a"], failure("glob.match: operand 2 must be array of runes but got array containing string")],
  ["glob.match", ["[", [], 1], failure("glob.match: operand 3 must be string but got number")],
];

const matchCases = matches.map(([pattern, delimiters, text, expected]): CallCase => ["glob.match", [pattern, delimiters, text], expected]);

describe("glob", () => {
  test.each(titled([...matchCases, ...failures]))("%s", async (_, name, operands, expected) => {
    expect(await callBuiltin(globBuiltins, name, operands)).toStrictEqual(expected);
  });

  test("time is linear in the text", async () => {
    const operands = ["*a".repeat(200), null, "a".repeat(199)];
    expect(await callBuiltin(globBuiltins, "glob.match", operands)).toBe(false);
    expect(await callBuiltin(globBuiltins, "glob.match", [`${"{".repeat(5000)}${"*".repeat(500)}`, [], "a".repeat(500)])).toBe(true);
  });

  test("nothing throws", async () => {
    const part = fc.constantFrom("*", "**", "?", "[", "]", "{", "}", ",", "!", "-", "\\", "a", "é", "😀", ".");
    await checkNothingThrows(
      globBuiltins,
      fc.array(part).map((parts) => parts.join("")),
      fc.array(part, { maxLength: 2 }),
    );
  });
});
