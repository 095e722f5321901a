import { describe, expect, test } from "vitest";
import { RegoErrors } from "../errors/rego-error.ts";
import { parseAnnotations } from "./annotations.ts";
import { parseModule } from "./parse.ts";

/** The errors of a module whose package is in row 1: `row:col message`. */
function errorsOf(text: string, regoVersion: 0 | 1 = 1, head = "package x\n"): readonly string[] {
  try {
    parseModule("a.rego", `${head}${text}`, { regoVersion, annotations: parseAnnotations });
  } catch (error) {
    if (!(error instanceof RegoErrors)) throw error;
    return error.errors.map(
      ({ code, location, message }) => `${location?.row}:${location?.col} ${code === "rego_parse_error" ? message : code}`,
    );
  }
  return [];
}

const VALUE = "expected rule value term (e.g., p := <VALUE> { ... })";

describe("errors of the parser", () => {
  test.each([
    ["p if { x", ["2:8 unexpected eof token: expected \\n or ; or }"]],
    ["p if { x\n", ["3:0 unexpected eof token"]],
    ["p if", ["2:4 unexpected eof token"]],
    ["p if { x y }", ["2:10 unexpected identifier token: expected \\n or ; or }"]],
    ["p if { x; }", ["2:11 unexpected } token"]],
    ["p if { x = y = z }", ["2:14 unexpected eq token: expected \\n or ; or }"]],
    ["p := [1,,2]", ["2:9 unexpected , token", `2:9 unexpected , token: ${VALUE}`]],
    ["p := [1, 2", ['2:10 unexpected eof token: expected "," or "]"', `2:10 unexpected eof token: ${VALUE}`]],
    ['p := {"a" 1}', ["2:11 unexpected number token: non-terminated set", `2:11 unexpected number token: ${VALUE}`]],
    ['p := {"a": 1, "b"}', ["2:12 unexpected number token: non-terminated object", `2:12 unexpected number token: ${VALUE}`]],
    ["p := 0123", ["2:6 unexpected number token: expected number without leading zero", `2:6 unexpected number token: ${VALUE}`]],
    ["p := 1e99999", ["2:6 number too big", `2:6 unexpected number token: ${VALUE}`]],
    ['p := "abc', ["2:6 non-terminated string", "2:6 illegal token", "2:6 illegal token"]],
    ['p := "\\x"', ["2:6 illegal escape sequence", "2:6 illegal token", "2:6 illegal token"]],
    ["p := 1e", ["2:6 expected exponent", "2:6 illegal token", "2:6 illegal token"]],
    ["p := 1a", ["2:6 illegal number format", "2:6 illegal token", "2:6 illegal token"]],
    ["p := @", ["2:6 illegal token", "2:6 illegal token"]],
    ["p if { !x }", ["2:8 illegal ! character", "2:8 illegal token"]],
    ["p if { x && y }", ["2:11 unexpected and token"]],
    ['p := "a".b', ["2:6 illegal ref (head cannot be string)"]],
    ["p if { x. y }", ["2:10 unexpected whitespace token: expected identifier"]],
    ["p if { f (x) }", ["2:10 unexpected ( token: expected \\n or ; or }"]],
    ["p if { (x = 1) }", ["2:11 non-terminated expression"]],
    ["p if { {x | } }", ["2:13 found empty body"]],
    ["p if input.x else if { }", ["2:24 found empty body"]],
    ["p if input.x else := 2 if {\n}", ["3:1 found empty body"]],
    ["p if { not some x in y }", ["2:12 unexpected some keyword: illegal negation of 'some'"]],
    ["p if { some 1 in }", ["2:13 unexpected number token: expected var"]],
    ["p if { every x in y }", ["2:21 unexpected } token: missing body"]],
    ["p if { x with 1 as 2 }", ["2:15 unexpected number token: expected ident"]],
    ["f(x := 1) := x", ['2:5 unexpected assign token: expected "," or ")"', "2:5 unexpected assign token: expected rule head name"]],
    ["p contains 1 if false else contains 2", ["2:23 else keyword cannot be used on multi-value rules"]],
    ["p := 1 else := 2", ["2:8 unexpected else keyword"]],
    ["default := 1", ["2:1 unexpected default keyword"]],
    ["default p := x", ["2:1 illegal default rule (value cannot contain var)"]],
    ['default f("a") := 1', ["2:1 illegal default rule (arguments cannot contain string)"]],
    ['p := $"{x := y}"', ["2:9 unexpected assignment (':=') in template-string expression", `2:15 unexpected } token: ${VALUE}`]],
    ['p := $"{x', ["2:9 expected } to end template string expression", `2:9 unexpected eof token: ${VALUE}`]],
    ["import future.keywords.nope", ["2:8 unexpected keyword, must be one of [and contains every if in not or]"]],
    ["import rego.v9", ["2:8 invalid import `rego.v9`, must be `rego.v1`"]],
    [
      "import data.foo.if",
      ["2:17 unexpected import path, must not end with a keyword, got: if (hint: import a different path or use an alias)"],
    ],
    ["p := \u0000", ["2:6 illegal null character", "2:6 illegal token", "2:6 illegal token"]],
    ['p := "\ud800"', ["2:6 illegal utf-8 character", "2:6 illegal token", "2:6 illegal token"]],
  ])("%j", (text, expected) => {
    expect(errorsOf(text)).toEqual(expected);
  });
});

describe("errors of well-formed statements", () => {
  test.each([
    ["p", ["2:1 var cannot be used for rule name"]],
    ["p x", ["2:1 var cannot be used for rule name", "2:3 var cannot be used for rule name"]],
    ["x == y", ["2:1 rule name conflicts with built-in function"]],
    ["not x", ["2:1 negated expressions cannot be used for rule head"]],
    ["p := 1; q := 2", ["2:1 multiple expressions cannot be used for rule head"]],
    ["p[x] { y }", ["2:1 `if` keyword is required before rule body", "2:1 `contains` keyword is required for partial set rules"]],
    ["f(x) { y }", ["2:1 `if` keyword is required before function body"]],
    ["p.q.r", ["2:1 rule must have value assignment and/or body declaration"]],
    ["p if { x } else { y }", ["2:12 `if` keyword is required before rule body"]],
    ["package y", ["2:1 unexpected package"]],
  ])("%j", (text, expected) => {
    expect(errorsOf(text)).toEqual(expected);
  });

  test("modules without a package, and empty ones", () => {
    expect(errorsOf("p := 1", 1, "")).toEqual(["1:1 package expected"]);
    expect(errorsOf("# nothing", 1, "")).toEqual(["0:0 empty module"]);
  });

  test("version 0 has no template strings, and hints at the imports of keywords", () => {
    expect(errorsOf('p { $"a" }', 0)).toEqual(["2:5 template strings are not supported by current capabilities"]);
    expect(errorsOf("p { some x in y }", 0)).toEqual([
      "2:12 unexpected identifier token: expected \\n or ; or } (hint: `import future.keywords.in` for `some x in xs` expressions)",
    ]);
  });
});

describe("operands of logical expressions", () => {
  const head = "package x\nimport future.keywords\n";
  test.each([
    ["p if { x and {} }", ["3:15 found empty body"]],
    [
      "p if { x and {a, b} }",
      [
        "3:14 operand of `and` cannot begin with `{` unless the braces hold a body (hint: wrap the operand to keep the value: `({a, b}) and ...`)",
      ],
    ],
    [
      'p if { not {"a": 1} }',
      [
        '3:12 `{...}` in an operand position must contain expression(s), got: object (hint: write `not ({"a": 1})` to negate the value, or `not {{"a": 1}}` for a body holding it)',
      ],
    ],
    ["p if { not {x} == y }", ["3:16 unexpected equal token: expected \\n or ; or }"]],
    ["p := x and y", ["3:1 expression cannot be used for rule head"]],
  ])("%j", (text, expected) => {
    expect(errorsOf(text, 1, head)).toEqual(expected);
  });
});

test("an error prints with its line and a caret", () => {
  expect(() => parseModule("a.rego", "package x\n\tp if { x y }", { regoVersion: 1, annotations: parseAnnotations })).toThrow(
    "1 error occurred: a.rego:2: rego_parse_error: unexpected identifier token: expected \\n or ; or }\n\tp if { x y }\n\t         ^",
  );
});
