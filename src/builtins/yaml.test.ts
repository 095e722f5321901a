import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { makeSet } from "../values/rego-set.ts";
import type { CallCase } from "./testing/call-table.ts";
import { callBuiltin, checkNothingThrows, failure, titled } from "./testing/call-table.ts";
import { yamlBuiltins } from "./yaml.ts";

const long = "lorem ipsum dolor sit amet consectetur adipiscing elit sed do eiusmod tempor incididunt ut labore et dolore";

/** What OPA 1.20.2 answers. */
const cases: readonly CallCase[] = [
  ["yaml.marshal", [{ a: { b: [{ c: 1, d: [1, [2, 3]] }] } }], "a:\n  b:\n  - c: 1\n    d:\n    - 1\n    - - 2\n      - 3\n"],
  ["yaml.marshal", [{ a: [], b: {}, c: null }], "a: []\nb: {}\nc: null\n"],
  [
    "yaml.marshal",
    [{ "０": 1, 1: 2, "😀": 3, a: 4, "٣": 5, 12: 6, "１２": 7 }],
    '"\\U0001F600": 3\n"1": 2\n"12": 6\n٣: 5\n０: 1\n１２: 7\na: 4\n',
  ],
  ["yaml.marshal", [makeSet([3, 1, 2])], "- 1\n- 2\n- 3\n"],
  ["yaml.marshal", [123456789.123], "1.23456789123e+08\n"],
  ["yaml.marshal", [12345678901234567890n], "12345678901234567890\n"],
  ["yaml.marshal", [123456789012345678901234567890n], "1.2345678901234568e+29\n"],
  ["yaml.marshal", [""], '""\n'],
  ["yaml.marshal", [" "], "' '\n"],
  ["yaml.marshal", ["a: b"], "'a: b'\n"],
  ["yaml.marshal", ["a:b"], "a:b\n"],
  ["yaml.marshal", ["'a"], "'''a'\n"],
  ["yaml.marshal", ["yes"], '"yes"\n'],
  ["yaml.marshal", ["1_000"], '"1_000"\n'],
  ["yaml.marshal", ["1:30"], '"1:30"\n'],
  ["yaml.marshal", ["2001-01-01"], '"2001-01-01"\n'],
  ["yaml.marshal", ["2001-12-31T10:20:30"], "2001-12-31T10:20:30\n"],
  ["yaml.marshal", ["a\nb"], "|-\n  a\n  b\n"],
  ["yaml.marshal", ["a\n\nb\n\n"], "|+\n  a\n\n  b\n\n"],
  ["yaml.marshal", [{ k: " a\nb\n" }], "k: |2\n   a\n  b\n"],
  ["yaml.marshal", ["a \nb"], '"a \\nb"\n'],
  ["yaml.marshal", ["a\tb\u0001\u{1f600}"], '"a\\tb\\x01\\U0001F600"\n'],
  ["yaml.marshal", ["a\u007f"], failure("yaml.marshal: yaml: control characters are not allowed")],
  ["yaml.marshal", [long], `${long.slice(0, 87)}\n  ${long.slice(88)}\n`],
  ["yaml.marshal", [{ "a\nb": 1, "a: b": 2, true: 3 }], "? |-\n  a\n  b\n: 1\n'a: b': 2\n\"true\": 3\n"],
  ["yaml.marshal", [{ b: 1, a10: 2, a2: 3, A: 4, 10: 5, 9: 6 }], '"9": 6\n"10": 5\nA: 4\na2: 3\na10: 2\nb: 1\n'],
  ["yaml.unmarshal", ["a: yes"], { a: true }],
  ["yaml.unmarshal", ["a: [1, 2"], failure("yaml.unmarshal: yaml: line 1: did not find expected ',' or ']'")],
  ["yaml.unmarshal", [1], failure("yaml.unmarshal: operand 1 must be string but got number")],
  ["yaml.is_valid", ["a: 1"], true],
  ["yaml.is_valid", ["a: .inf"], false],
  ["yaml.is_valid", [1], false],
];

describe("yaml", () => {
  test.each(titled(cases))("%s", async (_, name, operands, expected) => {
    expect(await callBuiltin(yamlBuiltins, name, operands)).toStrictEqual(expected);
  });

  test("what was written is read again", async () => {
    const text = fc.string({ unit: fc.constantFrom("a", " ", "\n", ":", "#", "-", "'", '"', "1", "0", ".", "é", "~", "\\") });
    const { value } = fc.letrec((tie) => ({
      value: fc.oneof(
        text,
        fc.integer(),
        fc.boolean(),
        fc.array(tie("value"), { maxLength: 3 }),
        fc.dictionary(text, tie("value"), { maxKeys: 3 }),
      ),
    }));
    await fc.assert(
      fc.asyncProperty(value, async (written) => {
        const yaml = await callBuiltin(yamlBuiltins, "yaml.marshal", [written as string]);
        expect(await callBuiltin(yamlBuiltins, "yaml.unmarshal", [yaml as string])).toEqual(written);
      }),
    );
  });

  test("nothing throws", async () => {
    await checkNothingThrows(yamlBuiltins, fc.stringMatching(/^[ab:\-[\]{}#&*!|>'"%@\n ,?]{0,20}$/));
  });
});
