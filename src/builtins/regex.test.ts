import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { regexBuiltins } from "./regex.ts";
import type { CallCase } from "./testing/call-table.ts";
import { callBuiltin, checkNothingThrows, failure, titled } from "./testing/call-table.ts";

/** What OPA 1.20.2 answers. */
const cases: readonly CallCase[] = [
  ["regex.is_valid", ["a+"], true],
  ["regex.is_valid", ["["], false],
  ["regex.is_valid", [1], false],
  ["regex.match", ["b", "abc"], true],
  ["regex.match", ["^b", "abc"], false],
  ["regex.match", ["(a+)+$", `${"a".repeat(50_000)}b`], false],
  ["regex.match", ["\\p{greek}", "Ω"], true],
  ["regex.match", ["\\p{Uppercase Letter}", "ω"], false],
  ["regex.match", ["\\p{^Letter}", "Ω"], false],
  ["regex.match", ["\\P{ASCII}", "é"], true],
  ["regex.match", ["[\\P{ASCII}a]", "b"], false],
  ["regex.match", ["(?i)\\p{ASCII}", "\u212a"], true],
  ["regex.match", ["\\p{Assigned}", "\u0378"], false],
  ["re_match", ["a", "ba"], true],
  ["regex.split", ["", "abc"], ["a", "b", "c"]],
  ["regex.split", ["", ""], []],
  ["regex.split", ["a", ""], [""]],
  ["regex.split", ["a*", "baac"], ["b", "c"]],
  ["regex.split", ["a*", "aabaa"], ["", "b", ""]],
  ["regex.split", [",", ",a,,b,"], ["", "a", "", "b", ""]],
  ["regex.split", ["x*", "日本xx語"], ["日", "本", "語"]],
  ["regex.find_n", ["a*", "baac", -1], ["", "aa", ""]],
  ["regex.find_n", ["", "日本", -1], ["", "", ""]],
  ["regex.find_n", ["a", "aaa", 2], ["a", "a"]],
  ["regex.find_n", ["a", "aaa", 0], []],
  ["regex.find_n", ["a", "aaa", 9007199254740993n], ["a", "a", "a"]],
  [
    "regex.find_all_string_submatch_n",
    ["(a)|(b)", "ab", -1],
    [
      ["a", "a", ""],
      ["b", "", "b"],
    ],
  ],
  ["regex.find_all_string_submatch_n", ["(a)(b)?", "aba", 1], [["ab", "a", "b"]]],
  ["regex.find_all_string_submatch_n", ["x", "aba", 1], []],
  ["regex.replace", ["foo", "(o)", "[$1]"], "f[o][o]"],
  ["regex.replace", ["foo", "(o)", "$1x"], "f"],
  ["regex.replace", ["foo", "(?P<n>o)", "$n-$nx$"], "fo-$o-$"],
  ["regex.replace", ["foo", "(?P<n>o)", "<\u0024{n}>"], "f<o><o>"],
  ["regex.replace", ["foo", "(o)", "$01$10$"], "f$$"],
  ["regex.replace", ["baac", "a*", "-"], "-b-c-"],
  ["regex.replace", ["日本", "", "-"], "-日-本-"],
  ["regex.replace", ["ab", "(?P<n>a)|(?P<n>b)", "<$n>"], "<a><b>"],
  ["regex.replace", ["ab", "(?P<constructor>a)", "<$constructor$toString>"], "<a>b"],
  ["regex.template_match", ["urn:foo:{.*}", "urn:foo:bar:baz", "{", "}"], true],
  ["regex.template_match", ["a{b{2}}c", "abbc", "{", "}"], true],
  ["regex.template_match", ["a.c{d}", "abcd", "{", "}"], false],
  ["regex.globs_match", ["a.a.[0-9]+z", ".b.b2359825792*594823z"], true],
  ["regex.globs_match", ["[a-z]+", "[0-9]*"], false],
  ["regex.globs_match", ["a+b*a+", "a+"], true],
  ["regex.globs_match", ["a+a", "a"], false],
  ["regex.globs_match", ["[]", "a"], false],
  ["regex.globs_match", ["", ""], true],
  ["regex.globs_match", ["[ab]+[ba]+", "a"], true],
];

const failures: readonly (readonly [name: string, operands: CallCase[1], message: string])[] = [
  ["regex.match", [1, "a"], "operand 1 must be string but got number"],
  ["regex.match", ["[", "a"], "error parsing regexp: missing closing ]: `[`"],
  ["regex.match", ["\\", "a"], "error parsing regexp: trailing backslash at end of expression: ``"],
  ["regex.match", ["(a{1000}){2}", "a"], "error parsing regexp: invalid repeat count: `{2}`"],
  ["regex.match", ["\\p{lu}\\P{ASCII}[", "a"], "error parsing regexp: missing closing ]: `[`"],
  ["regex.match", ["(?:\\p{ASCII}", "a"], "error parsing regexp: missing closing ): `(?:\\p{ASCII}`"],
  ["regex.match", ["(?\\p{ASCII}", "a"], "error parsing regexp: invalid or unsupported Perl syntax: `(?\\`"],
  ["regex.match", ["\\p{Old_Italic}", "a"], "error parsing regexp: invalid character class range: `\\p{Old_Italic}`"],
  ["regex.match", ["(?=a)", "a"], "error parsing regexp: invalid or unsupported Perl syntax: `(?=`"],
  ["regex.find_n", ["a", "a", 1.5], "operand 3 must be integer number but got floating-point number"],
  ["regex.find_n", ["a", "a", 12345678901234567890123n], "operand 3 must be integer number but got floating-point number"],
  ["regex.template_match", ["a", "a", "{{", "}"], "start delimiter has to be exactly one character long but is 2 long"],
  ["regex.template_match", ["a", "a", "{", "日"], "end delimiter has to be exactly one character long but is 1 long"],
  ["regex.template_match", ["a{b", "a", "{", "}"], 'unbalanced braces in "a{b"'],
  ["regex.template_match", ["a{(}b", "a", "{", "}"], "error parsing regexp: missing closing ): `^($`"],
  ["regex.globs_match", ["a**", "a"], "input:a**, pos:3, flag '*' must be preceded by a non-flag: the input provided is invalid"],
  [
    "regex.globs_match",
    ["[z-a]", "a"],
    "input:[z-a], pos:4, range is out of order: 'a' comes before 'z' in Unicode: the input provided is invalid",
  ],
  [
    "regex.globs_match",
    ["[a-", "a"],
    "input:[a-, pos:3, range character '-' must be followed by a Unicode character: the input provided is invalid",
  ],
  [
    "regex.globs_match",
    ["[a--]", "a"],
    "input:[a--], pos:4, range character '-' cannot be followed by a special symbol: the input provided is invalid",
  ],
  [
    "regex.globs_match",
    ["[-a]", "a"],
    "input:[-a], pos:2, range character '-' must be preceded by a Unicode character: the input provided is invalid",
  ],
  ["regex.globs_match", ["a", "[abc"], "input:[abc, pos:4, found [ without matching ]: the input provided is invalid"],
  ["regex.globs_match", ["a", "]"], "input:], pos:1, set-close ']' with no preceding '[': the input provided is invalid"],
  ["regex.globs_match", ["[a\\", "a"], "input:[a\\, pos:2, input ends with a \\ (escape) character: the input provided is invalid"],
];

const failingCases = failures.map(([name, operands, message]): CallCase => [name, operands, failure(`${name}: ${message}`)]);

describe("regex", () => {
  test.each(titled([...cases, ...failingCases]))("%s", async (_, name, operands, expected) => {
    expect(await callBuiltin(regexBuiltins, name, operands)).toStrictEqual(expected);
  });

  test("nothing throws", async () => {
    const part = fc.constantFrom(
      "(",
      ")",
      "[",
      "]",
      "{",
      "}",
      "*",
      "+",
      "?",
      "|",
      "\\",
      "\\p{",
      "(?P<n>",
      "(?i)",
      "^",
      "-",
      "a",
      "é",
      "😀",
      ":",
      "$",
      "1",
    );
    await checkNothingThrows(
      regexBuiltins,
      fc.array(part).map((parts) => parts.join("")),
    );
  });
});
