import { describe, expect, it } from "vitest";
import { allBuiltins } from "../builtins/all-builtins.ts";
import { BuiltinRegistry } from "../builtins/registry.ts";
import { RegoErrors } from "../errors/rego-error.ts";
import { parseAnnotations } from "../parser/annotations.ts";
import { parseModule } from "../parser/parse.ts";
import { compileModules } from "./compile.ts";
import { typeChecker } from "./types/type-checker.ts";

type Expected = readonly (readonly [code: string, message: string, row: number, col: number])[];

const builtins = new BuiltinRegistry(allBuiltins);

function compile(...texts: readonly string[]): Expected {
  return compileWith({ strict: false }, texts);
}

function compileWith({ strict }: { strict: boolean }, texts: readonly string[]): Expected {
  const modules = texts.map((text, index) => parseModule(`${index}.rego`, text, { regoVersion: 1, annotations: parseAnnotations }));
  try {
    compileModules(modules, { builtins, typeChecker, strict, keepPrint: true });
    return [];
  } catch (error) {
    if (!(error instanceof RegoErrors)) throw error;
    return error.errors.map(({ code, message, location }) => [code, message, location?.row ?? 0, location?.col ?? 0]);
  }
}

/** What `opa check` of OPA 1.20.2 answers to the rules in a package `test`. */
const cases: readonly (readonly [what: string, rules: string, errors: Expected])[] = [
  ["unsafe variable", "p if x > 1", [["rego_unsafe_var_error", "var x is unsafe", 2, 6]]],
  ["unsafe in the head", "p contains x if true", [["rego_unsafe_var_error", "var x is unsafe", 2, 12]]],
  ["print under a call's value", "f(x) := {1: x}\np if print(input) with input as f(2)", []],
  ["unsafe in a value", "p := x if true", [["rego_unsafe_var_error", "var x is unsafe", 2, 6]]],
  ["unsafe in a function", "f(x) := x + y", [["rego_unsafe_var_error", "var y is unsafe", 2, 9]]],
  ["unsafe in negation", "p if not x == 1", [["rego_unsafe_var_error", "var x is unsafe", 2, 6]]],
  ["a rule that is called", "q := 1\np := q(1)", [["rego_type_error", "function data.test.q has arity 0, got 1 argument", 3, 6]]],
  ["a variable that is called", "p if { x := 1; y := x(2); y }", [["rego_compile_error", "called function x shadowed", 2, 21]]],
  ["an argument that hides a builtin", 'p(upper) := upper("a")', [["rego_type_error", "undefined function upper", 2, 13]]],
  ["a place behind else", "p if { input.x } else := 7 if 1 == upper(2)", [["rego_type_error", "upper: invalid argument(s)", 2, 18]]],
  ["a place in parentheses", 'p := ("a" / 1)', [["rego_type_error", "div: invalid argument(s)", 2, 7]]],
  ["the place of names of rules", 'q := {"a": 1}\np := q.b\nr := q.a', [["rego_type_error", "undefined ref: data.test.q.b", 4, 6]]],
  ["unsafe wildcard", "p if _ > 1", [["rego_unsafe_var_error", "var _ is unsafe", 2, 6]]],
  [
    "unsafe once per variable",
    "p if { x > 1; x < y }",
    [
      ["rego_unsafe_var_error", "var x is unsafe", 2, 8],
      ["rego_unsafe_var_error", "var y is unsafe", 2, 15],
    ],
  ],
  ["unsafe in a comprehension", "p := [x | y = 1]", [["rego_unsafe_var_error", "var x is unsafe", 2, 6]]],
  [
    "unsafe closure",
    "p if { y := [z | z = x]; x = y }",
    [
      ["rego_unsafe_var_error", "var x is unsafe", 2, 8],
      ["rego_unsafe_var_error", "var y is unsafe", 2, 26],
    ],
  ],
  ["unsafe in every", "p if every x in xs { x > 1 }", [["rego_unsafe_var_error", "var xs is unsafe", 2, 17]]],
  ["unsafe with value", "p if input.x == 1 with input.x as z", [["rego_unsafe_var_error", "var z is unsafe", 2, 6]]],
  ["unsafe else", "p := 1 if false else := w", [["rego_unsafe_var_error", "var w is unsafe", 2, 25]]],
  ["unsafe argument of the replaced", "p if count(x) == 1 with count as 2", [["rego_unsafe_var_error", "var x is unsafe", 2, 6]]],
  ["bound later", "p if { x == 1; y == x; x = 1; y = 1 }", []],
  ["assigned right side must be safe", "p if { x := y; y = 1 }", []],
  ["equality binds in either direction", "p if { x = y; y = 1 }", []],
  ["equalities in a chain", "h := [x, y, z] if { [x, y, z] = [y, z, 1] }", []],
  ["equalities taken apart later", "p := [x, y] if { [[x], y] = [y, [1]] }", []],
  ["assigned twice", "p if { x := 1; x := 2 }", [["rego_compile_error", "var x assigned above", 2, 16]]],
  ["assigned after mention", "p if { x == 1; x := 2 }", [["rego_compile_error", "var x referenced above", 2, 16]]],
  ["declared after mention", "p if { x = 1; some x }", [["rego_compile_error", "var x referenced above", 2, 15]]],
  ["declared twice", "p if { some x; some x; x = 1 }", [["rego_compile_error", "var x declared above", 2, 16]]],
  ["declared but unused", "p if { some x; true }", [["rego_compile_error", "declared var x unused", 2, 8]]],
  ["declared without a name", "p if { some _; true }", [["rego_compile_error", "declared var _ unused", 2, 8]]],
  ["argument assigned", "f(x) if x := 1", [["rego_compile_error", "arg x redeclared", 2, 9]]],
  ["every declares", "p if every x in [1] { x := 2 }", [["rego_compile_error", "var x declared above", 2, 23]]],
  ["assigned in negation", "p if not x := 1", [["rego_compile_error", "cannot assign vars inside negated expression", 2, 6]]],
  ["assigned to a ref", "p if input.x := 1", [["rego_compile_error", "cannot assign to ref", 2, 6]]],
  ["assigned to a call", "p if count([1]) := 1", [["rego_compile_error", "cannot assign to call", 2, 6]]],
  ["assigned to a number", "p if 1 := 1", [["rego_compile_error", "cannot assign to number", 2, 6]]],
  ["undefined function", "p if data.nope.f(1)", [["rego_type_error", "undefined function data.nope.f", 2, 6]]],
  ["undefined local function", "p if nope(1)", [["rego_type_error", "undefined function nope", 2, 6]]],
  ["too many arguments", "f(x) := x\np := f(1, 2, 3)", [["rego_type_error", "function data.test.f has arity 1, got 3 arguments", 3, 6]]],
  ["too few arguments", "f(x, y) := x\np := f(1)", [["rego_type_error", "function data.test.f has arity 2, got 1 argument", 3, 6]]],
  [
    "one argument too many in a term",
    "f(x) := x\np := f(1, 2) + 1",
    [["rego_type_error", "function data.test.f has arity 1, got 2 arguments", 3, 6]],
  ],
  ["too few for a builtin", 'p := split("a")', [["rego_type_error", "split: arity mismatch", 2, 6]]],
  ["kinds mixed", "p := 1\np contains 2", [["rego_type_error", "conflicting rules data.test.p found", 2, 1]]],
  ["arities mixed", "f(x) := 1\nf(x, y) := 2", [["rego_type_error", "conflicting rules data.test.f found", 2, 1]]],
  ["function and value", "p(x) := x\np := 1", [["rego_type_error", "conflicting rules data.test.p found", 2, 1]]],
  [
    "default twice",
    "default p := 1\ndefault p := 2",
    [["rego_type_error", "multiple default rules data.test.p found at 0.rego:2, 0.rego:3", 1, 1]],
  ],
  ["default of a set", "default p := 1\np contains 2", [["rego_type_error", "conflicting rules data.test.p found", 2, 1]]],
  [
    "value above rules",
    "p := 1\np.q := 2",
    [["rego_type_error", "rule data.test.p conflicts with:\n  rule data.test.p.q at 0.rego:3", 2, 1]],
  ],
  [
    "value above rules with variables",
    "p := 1\np[x] := 2 if x := 1",
    [["rego_type_error", "conflicting rules data.test.p[x] found", 2, 1]],
  ],
  ["set and object", "p contains 1\np[x] := 2 if x := 1", [["rego_type_error", "conflicting rules data.test.p[x] found", 2, 1]]],
  ["recursion", "p if p", [["rego_recursion_error", "rule data.test.p is recursive: data.test.p -> data.test.p", 2, 1]]],
  [
    "recursion of two",
    "p if q\nq if p",
    [
      ["rego_recursion_error", "rule data.test.p is recursive: data.test.p -> data.test.q -> data.test.p", 2, 1],
      ["rego_recursion_error", "rule data.test.q is recursive: data.test.q -> data.test.p -> data.test.q", 3, 1],
    ],
  ],
  [
    "recursion by a variable",
    "p if data.test[x]",
    [["rego_recursion_error", "rule data.test.p is recursive: data.test.p -> data.test.p", 2, 1]],
  ],
  [
    "recursion of functions",
    "f(x) := g(x)\ng(x) := f(x)",
    [
      ["rego_recursion_error", "rule data.test.f is recursive: data.test.f -> data.test.g -> data.test.f", 2, 1],
      ["rego_recursion_error", "rule data.test.g is recursive: data.test.g -> data.test.f -> data.test.g", 3, 1],
    ],
  ],
  [
    "recursion through with",
    "p if q with input as 1\nq if p",
    [
      ["rego_recursion_error", "rule data.test.p is recursive: data.test.p -> data.test.q -> data.test.p", 2, 1],
      ["rego_recursion_error", "rule data.test.q is recursive: data.test.q -> data.test.p -> data.test.q", 3, 1],
    ],
  ],
  [
    "with on something else",
    "p if true with foo as 1",
    [["rego_type_error", "with keyword target must reference existing input, data, or a function", 2, 16]],
  ],
  [
    "with on an unknown function",
    "p if true with nope.fn as 1",
    [["rego_type_error", "with keyword target must reference existing input, data, or a function", 2, 16]],
  ],
  [
    "with below a rule",
    "q := 1\np if true with data.test.q.r as 2",
    [["rego_compile_error", "with keyword cannot partially replace virtual document(s)", 3, 16]],
  ],
  [
    "with on a relation",
    "p if walk(1, x) with walk as 1",
    [["rego_compile_error", "with keyword replacing built-in function: target must not be a relation", 2, 22]],
  ],
  [
    "with on an internal function",
    "p if true with internal.print as 1",
    [["rego_compile_error", 'with keyword replacing built-in function: replacement of internal function "internal.print" invalid', 2, 16]],
  ],
  [
    "input as a variable",
    "p if input := 1",
    [["rego_compile_error", "variables must not shadow input (use a different variable name)", 2, 6]],
  ],
  ["input as an argument", "f(input) := 1", [["rego_compile_error", "args must not shadow input (use a different variable name)", 2, 1]]],
  ["import twice", "import data.a.x\nimport data.b.x\np := x", [["rego_compile_error", "import must not shadow import data.a.x", 3, 1]]],
  ["deprecated builtin", "p if any([true])", [["rego_type_error", "deprecated built-in function calls in expression: any", 2, 6]]],
  ["a rule of another package is no name here", "p if data.other.q\nr if q", [["rego_unsafe_var_error", "var q is unsafe", 3, 6]]],
];

describe("compileModules", () => {
  it.each(cases)("%s", (_what, rules, errors) => {
    expect(compile(`package test\n${rules}`)).toEqual(errors);
  });

  it.each<readonly [rules: string, errors: Expected]>([
    ["import data.foo\nimport data.x.y as z\nq := z", [["rego_compile_error", "import data.foo unused", 2, 1]]],
    ['import data["a b"] as c', [["rego_compile_error", 'import data["a b"] as c unused', 2, 1]]],
    ["import data.y\nf(y) := y", [["rego_compile_error", "import data.y unused", 2, 1]]],
    ["import data.y\nf if { true with input as y }\nimport rego.v1", []],
    ["import input as request", [["rego_compile_error", "import input as request unused", 2, 1]]],
    ["import data.y\np if { x := 1 }", [["rego_compile_error", "import data.y unused", 2, 1]]],
    ["p if { x := 1 }", [["rego_compile_error", "assigned var x unused", 2, 8]]],
  ])("in strict mode finds %j", (rules, errors) => {
    expect(compileWith({ strict: true }, [`package test\n${rules}`])).toEqual(errors);
  });

  it("reports at most ten errors", () => {
    const errors = compile(`package test\n${Array.from({ length: 12 }, (_item, index) => `p${index} if x${index} > 1`).join("\n")}`);
    expect(errors.length).toBe(11);
    expect(errors.at(-1)).toEqual(["rego_compile_error", "error limit reached", 0, 0]);
  });

  it("checks modules together", () => {
    expect(compile("package a\np := data.b.q", "package b\nq := data.a.p")).toEqual([
      ["rego_recursion_error", "rule data.a.p is recursive: data.a.p -> data.b.q -> data.a.p", 2, 1],
      ["rego_recursion_error", "rule data.b.q is recursive: data.b.q -> data.a.p -> data.b.q", 2, 1],
    ]);
    expect(compile("package a\nb := 1", "package a.b\nx := 1")).toEqual([
      ["rego_type_error", "rule data.a.b conflicts with:\n  rule data.a.b.x at 1.rego:2", 2, 1],
      ["rego_type_error", "package a.b conflicts with rule b defined at 0.rego:2", 1, 1],
    ]);
  });
});
