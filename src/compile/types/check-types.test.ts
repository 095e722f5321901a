import { expect, it } from "vitest";
import { allBuiltins } from "../../builtins/all-builtins.ts";
import { BuiltinRegistry } from "../../builtins/registry.ts";
import { formatError, RegoErrors } from "../../errors/rego-error.ts";
import { parseAnnotations } from "../../parser/annotations.ts";
import { parseModule } from "../../parser/parse.ts";
import { compileModules } from "../compile.ts";
import { typeChecker } from "./type-checker.ts";

const builtins = new BuiltinRegistry(allBuiltins);

/** What `opa check` prints of a module, with columns. */
function check(text: string): readonly string[] {
  const module = parseModule("p.rego", `package test\n${text}`, { regoVersion: 1, annotations: parseAnnotations });
  try {
    compileModules([module], { builtins, typeChecker, strict: false, keepPrint: true });
    return [];
  } catch (error) {
    if (!(error instanceof RegoErrors)) throw error;
    return error.errors.map((each) =>
      formatError(each).replace(/^p\.rego:\d+: rego_type_error/, `${each.location?.row}:${each.location?.col}`),
    );
  }
}

/** Each with what OPA 1.20.2 says. */
const cases: readonly (readonly [what: string, rules: string, errors: readonly string[]])[] = [
  ["operands", 'q if 1 + "a"', ["2:6: plus: invalid argument(s)\n\thave: (number, string)\n\twant: (x: number, y: number, z: number)"]],
  [
    "a result not known",
    'q := 1 + "a"',
    ["2:6: plus: invalid argument(s)\n\thave: (number, string, ???)\n\twant: (x: number, y: number, z: number)"],
  ],
  [
    "no operands",
    "q if count()",
    ["2:6: count: arity mismatch\n\thave: ()\n\twant: (collection: any<string, array[any], object[any: any], set[any]>)"],
  ],
  ["equality", 'q if { x := 1; x == "a" }', ["2:16: match error\n\tleft  : number\n\tright : string"]],
  ["equality negated", 'q if not 1 == "a"', ["2:6: match error\n\tleft  : number\n\tright : string"]],
  [
    "a value with several types",
    'p := 1 if input.x\nelse := "a"\nq if p == true',
    ["4:6: match error\n\tleft  : any<number, string>\n\tright : boolean"],
  ],
  ["elements", 'q if { some x in [1, 2]; x == "a" }', ["2:26: match error\n\tleft  : number\n\tright : string"]],
  ["keys", 'q if { some k; {"a": 1}[k]; k == 1 }', ["2:29: match error\n\tleft  : string\n\tright : number"]],
  ["comprehensions", 'q if { x := [y | some y in [1]]; x == "s" }', ["2:34: match error\n\tleft  : array[number]\n\tright : string"]],
  [
    "inside of comprehensions",
    'q if { x := [y | y := 1 + "a"]; x }',
    ["2:23: plus: invalid argument(s)\n\thave: (number, string, ???)\n\twant: (x: number, y: number, z: number)"],
  ],
  ["some in a scalar", "q if some x in 3", ["2:6: match error\n\tleft  : ???\n\tright : ???"]],
  ["every in a scalar", "q if every x in 3 { x > 1 }", []],
  ["the body of every", 'q if every x in [1] { x == "a" }', []],
  ["print", 'q if print(1, "a", input.x)', []],
  [
    "a key that there is not",
    'p := {"a": 1, "c d": 2}\nq if p.b',
    [
      '3:6: undefined ref: data.test.p.b\n\tdata.test.p.b\n\t            ^\n\t            have: "b"\n\t            want (one of): ["a" "c d"]',
    ],
  ],
  [
    "a key of another type",
    "q if { x := [1]; y := true; x[y] }",
    ["2:29: undefined ref: x[y]\n\tx[y]\n\t  ^\n\t  have (type): boolean\n\t  want (type): number"],
  ],
  [
    "into a scalar",
    "p := 1\nq if data.test.p.a.b",
    ["3:6: undefined ref: data.test.p.a.b\n\tdata.test.p.a.b\n\t^^^^^^^^^^^\n\thave: number"],
  ],
  [
    "what a call gives",
    'f(x) := {"a": x}\nq if f("s").z',
    [
      '3:6: undefined ref: data.test.f("s").z\n\tdata.test.f("s").z\n\t               ^\n\t               have: "z"\n\t               want (one of): ["a"]'.replaceAll(
        "               ",
        "                 ",
      ),
    ],
  ],
  ["base documents", 'q if { data.a.b[x].c == 1; data.a.b == "s"; input.x == 1; input == "a" }', []],
  [
    "general heads",
    'p.a.b := 1\np[x].c := 2 if some x in ["d"]\nq if { p.e.f == 3; p.g.h.i == 4 }',
    ["4:20: undefined ref: data.test.p.g.h.i\n\tdata.test.p.g.h.i\n\t^^^^^^^^^^^^^^^\n\thave: number"],
  ],
  ["arguments by use", 'f(x) := x + 1\nq if f("a")', ["3:6: data.test.f: invalid argument(s)\n\thave: (string)\n\twant: (number, number)"]],
  [
    "arguments of several rules",
    'f(1) := 2\nf("a") := "x"\nq if f(true)',
    ["4:6: data.test.f: invalid argument(s)\n\thave: (boolean)\n\twant: (any<number, string>, any<number, string>)"],
  ],
  [
    "functions as values",
    "f(x) := 1\nq := data.test.f",
    ["3:6: function data.test.f used as reference, not called\n\tdata.test.f\n\t^^^^^^^^^^^\n\thave: (any) => number"],
  ],
  [
    "no errors of errors",
    'p := 1 + "a"\nq if p.x\nr if p == true',
    ["2:6: plus: invalid argument(s)\n\thave: (number, string, ???)\n\twant: (x: number, y: number, z: number)"],
  ],
  [
    "in order",
    'q if { startswith(1, "a"); count(1) }\nr if 1 == "a"',
    [
      "2:8: startswith: invalid argument(s)\n\thave: (number, string)\n\twant: (search: string, base: string, result: boolean)",
      "2:28: count: invalid argument(s)\n\thave: (number)\n\twant: (collection: any<string, array[any], object[any: any], set[any]>, n: number)",
      "3:6: match error\n\tleft  : number\n\tright : string",
    ],
  ],
  ["replaced documents", 'p := {"a": 1}\nq if p.b == "x" with p as {"b": "x"}', []],
  ["what depends on replaced documents", 'p := 1\nr := p + 1\nq if r == "a" with p as "x"', []],
  [
    "below replaced documents",
    "q if data.a == 1 with data.a.b as 2",
    ["2:6: match error\n\tleft  : object<b: any>[string: any]\n\tright : number"],
  ],
  [
    "functions that replace others",
    "f(x, y) := x\nq if count([1]) with count as f",
    ["3:17: count: arity mismatch\n\thave: (any, any)\n\twant: (collection: any<string, array[any], object[any: any], set[any]>)"],
  ],
  ["functions replaced by values", "q if count([1]) == 1 with count as 1", []],
  [
    "template strings",
    'q := $"{1 + "a"}"',
    ["rego_type_error: plus: invalid argument(s)\n\thave: (number, string, ???)\n\twant: (x: number, y: number, z: number)"],
  ],
];

it.each(cases)("checks %s", (_, rules, errors) => expect(check(rules)).toEqual(errors));

it("gives details as OPA's JSON has them", () => {
  const module = parseModule("p.rego", 'package test\np := {"a": 1}\nq if p.b\nr if [1] == {"s"}', {
    regoVersion: 1,
    annotations: parseAnnotations,
  });
  const errors = (): unknown => {
    try {
      return compileModules([module], { builtins, typeChecker, strict: false, keepPrint: true });
    } catch (error) {
      return error instanceof RegoErrors ? JSON.parse(JSON.stringify(error.errors.map(({ details }) => details))) : error;
    }
  };
  const ref = ["test", "p", "b"].map((value) => ({ type: "string", value }));
  expect(errors()).toEqual([
    { ref: [{ type: "var", value: "data" }, ...ref], pos: 3, want: { type: "string" }, oneOf: ["a"] },
    { a: { type: "array", static: [{ type: "number" }] }, b: { type: "set", of: { type: "string" } } },
  ]);
});

it("gives up after ten errors", () => {
  expect(check(Array.from({ length: 12 }, (_, index) => `q${index} if 1 == "a"`).join("\n"))).toHaveLength(11);
});
