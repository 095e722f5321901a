import { describe, expect, test } from "vitest";
import type { Rule } from "../ast/nodes.ts";
import { printBody, printExpr, printRef, printTerm } from "../ast/print.ts";
import { parseAnnotations } from "./annotations.ts";
import { parseImport, parseModule, parsePackage, parseQuery, parseRef, parseTerm } from "./parse.ts";

function parseRules(text: string, regoVersion: 0 | 1 = 1): readonly Rule[] {
  return parseModule("a.rego", `package x\n${text}`, { regoVersion, annotations: parseAnnotations }).rules;
}

/** A rule in one line: head, value, body, else branches. */
function describeRule({ body, default: isDefault, else: otherwise, head }: Rule): string {
  const args = head.args === undefined ? "" : `(${head.args.map(printTerm).join(", ")})`;
  const key = head.key === undefined ? "" : ` contains ${printTerm(head.key)}`;
  const value = head.value === undefined ? "" : ` ${head.assign ? ":=" : "="} ${printTerm(head.value)}`;
  const rest = otherwise === undefined ? "" : ` else ${describeRule(otherwise)}`;
  return `${isDefault ? "default " : ""}${printRef(head.ref)}${args}${key}${value} if ${printBody(body)}${rest}`;
}

describe("rules of version 1", () => {
  test.each([
    ["p := 1", ["p := 1 if true"]],
    ["p = 1", ["p = 1 if true"]],
    ["p if { x; y }", ["p = true if x; y"]],
    ["p if x == 1", ["p = true if equal(x, 1)"]],
    ["p := 1, 2 in xs", ["p := internal.member_3(1, 2, xs) if true"]],
    ["p contains x if x", ["p contains x if x"]],
    ["a.b[x].c contains y", ["a.b[x].c contains y if true"]],
    ["p[x] := y if z", ["p[x] := y if z"]],
    ["p[x] if z", ["p[x] = true if z"]],
    ["f(x, _) := x if { x }", ["f(x, $0) := x if x"]],
    ["f() := 1", ["f := 1 if true"]],
    ["default f(_) := 1", ["default f($0) := 1 if true"]],
    ["default p", ["default p = true if true"]],
    ["p if { x } else := 2 if y else := 3", ["p = true if x else p := 2 if y else p := 3 if true"]],
    ["f(_) := _ if { _ } else := _", ["f($0) := $1 if $2 else f($3) := $4 if true"]],
    ["p if {x} {y}", ["p = true if x", "p = true if y"]],
    ["p if {}", ["p = true if {}"]],
    ["p if {1}", ["p = true if 1"]],
    ["p if {1} == x", ["p = true if equal({1}, x)"]],
    ['p if {"a": 1}', ['p = true if {"a": 1}']],
    ["p if {x | y}", ["p = true if {x | y}"]],
    ["p if {x}.foo", ["p = true if {x}.foo"]],
    ["if.foo := 1\nx.in contains 3", ["if.foo := 1 if true", 'x["in"] contains 3 if true']],
    ["p := 1 q := 2", ["p := 1 if true", "q := 2 if true"]],
  ])("%s", (text, expected) => {
    expect(parseRules(text).map(describeRule)).toEqual(expected);
  });
});

describe("rules of version 0", () => {
  test.each([
    ["p { x } { y }", ["p = true if x", "p = true if y"]],
    ["p[x] { y }", ["p contains x if y"]],
    ["p.x { y }", ['p contains "x" if y']],
    ["p[x]", ["p contains x if true"]],
    ["p[x] = y { z }", ["p[x] = y if z"]],
    ["a.b.c { x }", ["a.b.c = true if x"]],
    ["a.b.c", ["a.b.c = true if true"]],
    ["pi = 3.14", ["pi = 3.14 if true"]],
    ["f(x)", ["f(x) = true if true"]],
    ["f(_) = _ { _ } { _ }", ["f($0) = $1 if $2", "f($4) = $1 if $3"]],
    ["p { x } else = 1 { y } else { z }", ["p = true if x else p = 1 if y else p = true if z"]],
    ["p { if; contains = in }", ["p = true if if; contains = in"]],
    ["import future.keywords.every\np { every x in y { z } }", ["p = true if every x in y { z }"]],
    ["import rego.v1\np if x in y", ["p = true if internal.member_2(x, y)"]],
    ["p { x | y }", ["p = true if or(x, y)"]],
  ])("%s", (text, expected) => {
    expect(parseRules(text, 0).map(describeRule)).toEqual(expected);
  });

  test("`import rego.v1` makes a module one of version 1", () => {
    expect(parseModule("a.rego", "package x\nimport rego.v1", { regoVersion: 0, annotations: parseAnnotations }).regoVersion).toBe(1);
  });
});

describe("terms", () => {
  test.each([
    ["a | b & c - d * e == f in g", "internal.member_2(equal(or(a, and(b, minus(c, mul(d, e)))), f), g)"],
    ["1 - 2 - 3", "minus(minus(1, 2), 3)"],
    ["(1 - 2) * -3", "mul(minus(1, 2), -3)"],
    ["x -1", "minus(x, 1)"],
    ["-x.y", "minus(0, x.y)"],
    ["- 1", "-1"],
    ["[1, x in y]", "[1, internal.member_2(x, y)]"],
    ["[(1, x in y)]", "[internal.member_3(1, x, y)]"],
    ["[1, 2,]", "[1, 2]"],
    ["[x | y in z; w]", "[x | internal.member_2(y, z); w]"],
    ["[x | y | z, 4]", "[or(or(x, y), z), 4]"],
    ["[x, y | z]", "[x, or(y, z)]"],
    ["{x: y | z}", "{x: y | z}"],
    ["{x: 1 | y, 2: 3}", "{x: or(1, y), 2: 3}"],
    ["{(x | y)}", "{or(x, y)}"],
    ["[x\n| y\nz]", "[x | y; z]"],
    ["set()", "set()"],
    ["{}", "{}"],
    ["f(x).y[z](w)", "f(x).y[z](w)"],
    ['x["a b"].c[1][[2]]', 'x["a b"].c[1][[2]]'],
    ["input.package.if", 'input["package"]["if"]'],
    ["[x | x := 1][0].y", "[x | x := 1][0].y"],
    ['`a\\n"`', '"a\\\\n\\""'],
    ['"\\u0041\\/\\ud83d\\ude00\\ud800"', '"A/😀\ufffd"'],
    ['$"a\\{{x}\\n{1}"', '$"a\\{{x}\\n{1}"'],
    ["$`a\\n{x with input as 1}`", "$`a\\n{x with input as 1}`"],
    ["1.50", "1.50"],
    ["1e5", "1e5"],
  ])("%s", (text, expected) => {
    expect(printTerm(parseTerm(text))).toBe(expected);
  });

  test("spans cover what was written", () => {
    const text = " f((x + 1) * y)[ z ]";
    const term = parseTerm(text);
    expect(text.slice(term.start, term.end)).toBe("f((x + 1) * y)[ z ]");
    const call = term.kind === "ref" ? term.terms[0] : undefined;
    const product = call?.kind === "call" ? call.args[0] : undefined;
    expect(text.slice(product?.start, product?.end)).toBe("x + 1) * y");
  });
});

describe("queries", () => {
  test.each([
    ["x := 1; not y = 2 with input as 3", "x := 1; not y = 2 with input as 3"],
    ["x y", "x; y"],
    ["x\n-1", "minus(x, 1)"],
    ["x\n[1]", "x; [1]"],
    ["some x, y; some [a, b] in c", "some x, y; some [a, b] in c"],
    ["every k, v in xs { k; v }", "every k, v in xs { k; v }"],
    ["some.x == 1", "equal(some.x, 1)"],
    ["contains(x, y)", "contains(x, y)"],
    ["", ""],
  ])("%s", (text, expected) => {
    expect(printBody(parseQuery(text, { regoVersion: 1 }).body)).toBe(expected);
  });

  test.each([
    ["x and not {y; z} or w", "x and not { y; z } or w"],
    ["(x or y) and {z}", "x or y and { z }"],
    ["not (x or y)", "not x or y"],
    ["x and y with input as 1", "x and y with input as 1"],
  ])("with future keywords: %s", (text, expected) => {
    const { body } = parseQuery(text, { regoVersion: 1, imports: ["future.keywords"] });
    expect(body.map(printExpr)).toEqual([expected]);
  });
});

describe("parts of modules", () => {
  test("references", () => {
    expect(parseRef('data.p["q r"][x]').terms.map(({ kind }) => kind)).toEqual(["var", "string", "string", "var"]);
    expect(() => parseRef("1 + 1")).toThrow("expected ref but got call");
  });

  test("packages and imports", () => {
    expect(printRef(parsePackage('a["b c"].if').path)).toBe('data.a["b c"]["if"]');
    expect(parseImport("data.x as y").alias).toBe("y");
    expect(() => parsePackage("a..b")).toThrow("unexpected . token: expected identifier");
    expect(() => parseImport("bad")).toThrow("unexpected import path");
  });

  test("comments keep their places", () => {
    const { comments } = parseModule("a.rego", "package x # a\r\n# b\r\np := `#`", { regoVersion: 1, annotations: parseAnnotations });
    expect(comments.map(({ start, text }) => [start, text])).toEqual([
      [10, " a"],
      [15, " b"],
    ]);
  });
});
