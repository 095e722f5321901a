import { describe, expect, test } from "vitest";
import { parseYaml } from "./yaml.ts";
import { YamlError } from "./yaml-error.ts";

/** What OPA 1.20.2 answers for `a: TEXT`. */
const scalars: readonly (readonly [string, unknown])[] = [
  ["yes", true],
  ["No", false],
  ["on", true],
  ["OFF", false],
  ["y", true],
  ["N", false],
  ["TRUE", true],
  ["tRue", "tRue"],
  ["", null],
  ["~", null],
  ["Null", null],
  ["1", 1],
  ["0x1F", 31],
  ["-0x1F", -31],
  ["0o17", 15],
  ["017", 15],
  ["-017", -15],
  ["09", 9],
  ["0o8", "0o8"],
  ["0b101", 5],
  ["1_000", 1000],
  ["_1", "_1"],
  ["1_", 1],
  ["+1", 1],
  [".5", 0.5],
  ["5.", 5],
  ["1e3", 1000],
  ["1_0e1", 100],
  [".e1", ".e1"],
  ["1e400", "1e400"],
  ["18446744073709551615", 18446744073709551615n],
  ["18446744073709551616", 18446744073709552000n],
  ["-9223372036854775808", -9223372036854775808n],
  ["123456789012345678", 123456789012345678n],
  ["0xFFFFFFFFFFFFFFFFF", "0xFFFFFFFFFFFFFFFFF"],
  ["1:30", "1:30"],
  ["2001-01-01", "2001-01-01"],
  ["=", "="],
  ["NaN", "NaN"],
  ['"1"', "1"],
  ["'yes'", "yes"],
  ["!!str 1", "1"],
  ['!!int "3"', 3],
  ['!!bool "yes"', true],
  ["!!binary aGk=", "hi"],
  ["!!timestamp 2001-01-01", "2001-01-01"],
  ["!!set {a, b}", { a: null, b: null }],
  ["!!omap [a: 1]", [{ a: 1 }]],
  ["!foo bar", "bar"],
  ["{1: a, yes: b, 0x10: c, 1e3: d}", { 1: "a", true: "b", 16: "c", 1000: "d" }],
  ["{a: 1, a: 2}", { a: 2 }],
  ["{<<: {a: 1, b: 2}, b: 3}", { a: 1, b: 3 }],
  ["{b: 3, <<: [{a: 1}, {a: 2, c: 3}]}", { a: 1, b: 3, c: 3 }],
  ['{"<<": {a: 1}}', { "<<": { a: 1 } }],
  ["[&x {k: 1}, *x]", [{ k: 1 }, { k: 1 }]],
];

describe("parseYaml reads scalars, keys and tags as OPA does", () => {
  test.each(scalars)("%s", (text, expected) => {
    expect(parseYaml(`a: ${text}`)).toStrictEqual({ a: expected });
  });
});

test("the first document counts, and no document is null", () => {
  expect(parseYaml("---\na: 1\n---\nb: 2")).toStrictEqual({ a: 1 });
  expect(parseYaml("# only a comment")).toBe(null);
  expect(parseYaml("")).toBe(null);
});

test("__proto__ is a key like any other", () => {
  expect(Object.entries(parseYaml("__proto__: {a: 1}") as object)).toStrictEqual([["__proto__", { a: 1 }]]);
});

const errors: readonly (readonly [string, string])[] = [
  ["a: .inf", "json: unsupported value: +Inf"],
  ["a: -.INF", "json: unsupported value: -Inf"],
  ["a: .nan", "json: unsupported value: NaN"],
  ["&a [1, *a]", "yaml: anchor 'a' value contains itself"],
  ["a: &a [x, x]\nb: &b [*a, *a]\nc: *q", "yaml: unknown anchor 'q' referenced"],
];

/** The texts of OPA 1.20.2. */
const syntaxErrors: readonly (readonly [string, string])[] = [
  ["a: [1, 2", "yaml: line 1: did not find expected ',' or ']'"],
  ["a: {b: 1", "yaml: line 1: did not find expected ',' or '}'"],
  ["[a: b: c]", "yaml: did not find expected ',' or ']'"],
  ['foo: "bar\n  baz: x', "yaml: line 2: found unexpected end of stream"],
  ["a: b: c", "yaml: mapping values are not allowed in this context"],
  ["x: y\n\n\nhello: world: again", "yaml: line 4: mapping values are not allowed in this context"],
  ["a: -", "yaml: block sequence entries are not allowed in this context"],
  ["a:\n  b: 1\n c: 2", "yaml: line 2: did not find expected key"],
  ["- a\nb: 1", "yaml: line 1: did not find expected '-' indicator"],
  ["a: 1\n- b", "yaml: line 1: did not find expected key"],
  ["a:\n\t- b", "yaml: line 2: found character that cannot start any token"],
  ["@x", "yaml: found character that cannot start any token"],
  ["]", "yaml: did not find expected node content"],
  ["[a,,b]", "yaml: did not find expected node content"],
  ["a b: c\nd", "yaml: line 3: could not find expected ':'"],
  ["a: !!int x", "yaml: cannot decode !!str `x` as a !!int"],
  ["a: !!binary x", "yaml: !!binary value contains invalid base64 data"],
  ["? [a]\n: b", 'yaml: invalid map key: []interface {}{"a"}'],
  ["null: a", 'unsupported map key of type: %!s(<nil>), key: <nil>, value: "a"'],
  ["%YAML 1.1\na", "yaml: line 1: did not find expected <document start>"],
];

test.each(syntaxErrors)("syntax error: %j", (text, message) => {
  expect(() => parseYaml(text)).toThrow(new YamlError(message));
});

test("what follows the first document is not read", () => {
  expect(parseYaml("a\n---\n[")).toBe("a");
  expect(parseYaml("--- a\n...\n[")).toBe("a");
});

test.each(errors)("error: %s", (text, message) => {
  expect(() => parseYaml(text)).toThrow(message);
});

test("an alias bomb is an error, not a crash", () => {
  const lines = ["a0: &a0 [x, x, x, x, x, x, x, x, x, x]"];
  for (let level = 1; level < 10; level++) {
    lines.push(`a${level}: &a${level} [${Array.from({ length: 10 }, () => `*a${level - 1}`).join(", ")}]`);
  }
  expect(() => parseYaml(lines.join("\n"))).toThrow("yaml: document contains excessive aliasing");
});

test("depth is bounded", () => {
  expect(() => parseYaml(`${"[".repeat(20_000)}${"]".repeat(20_000)}`)).toThrow(/^yaml: /);
});
