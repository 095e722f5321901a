import { describe, expect, test } from "vitest";
import { arg, defineBuiltin, numberType } from "../../index.ts";
import { SchemaSet } from "../schema-set.ts";
import { type TypesOptions, typesOfEntrypoints } from "./types-of-entrypoints.ts";

/** The declaration of a name, without `export` and the comment before it. */
function declarationOf(name: string, text: string): string {
  const declaration = text.split("\n\n").find((part) => new RegExp(`^export (?:type|interface) ${name} `, "m").test(part));
  return (declaration ?? `no ${name} in ${text}`)
    .replace(/^\/\*\*.*\n/, "")
    .replace("export ", "")
    .trimEnd();
}

function outputOf(body: string, entrypoint = "p/x", options: TypesOptions = {}): string {
  const text = typesOfEntrypoints([{ file: "p.rego", text: `package p\n${body}` }], { entrypoints: [entrypoint], ...options });
  return declarationOf(entrypoint === "p" ? "P" : "PX", text);
}

describe("what rules give", () => {
  test.each<[string, string]>([
    ["x if input.a", "type PX = true;"],
    ["default x := false\nx if input.a", "type PX = boolean;"],
    ['x := "a" if input.a\nelse := "b" if input.b\nelse := null', 'type PX = "a" | "b" | null;'],
    ['x := "it\'s \\"quoted\\"\\n"', 'type PX = "it\'s \\"quoted\\"\\n";'],
    ["x := 1", "type PX = number;"],
    ["x := input.a", "type PX = unknown;"],
    ["x := input.a == 1", "type PX = boolean;"],
    ["x := count(input.a)", "type PX = number;"],
    ['x := [1, "a"]', "type PX = readonly [number, string];"],
    ["x := []", "type PX = readonly unknown[];"],
    ['x := split(input.a, ",")', "type PX = readonly string[];"],
    ["x := {1, 2}", "type PX = readonly number[];"],
    ['x contains 1\nx contains "a"', "type PX = readonly (number | string)[];"],
    ["x contains y if some y in input.ys", "type PX = readonly unknown[];"],
    ['x := {"a": 1, "b-c": {"d": null}}', 'interface PX {\n  readonly a: number;\n  readonly "b-c": {\n    readonly d: null;\n  };\n}'],
    ['x := {1: "a", "1": 2}', 'interface PX {\n  readonly "1": string | number;\n}'],
    ["x := {}", "type PX = { readonly [key: string]: unknown };"],
    ["x[y] := 1 if some y in input.ys", "type PX = { readonly [key: string]: number };"],
    ["x[y].z := 1 if some y in input.ys", "type PX = { readonly [key: string]: { readonly [key: string]: number } };"],
    ["x := [y | some y in input.ys; is_string(y)]", "type PX = readonly unknown[];"],
    ['x := 1 if input.a\nx := "b" if input.b', "type PX = number | string;"],
    ["x.a := 1\nx.b if input.b\nx.f(y) := y", "interface PX {\n  readonly a?: number;\n  readonly b?: true;\n}"],
  ])("%s", (body, expected) => {
    expect(outputOf(body)).toBe(expected);
  });
});

describe("no more than is true", () => {
  const document = "r.a := 1 if input.z\nr.b := 2\nr.f(y) := y\ndefault r.c := 3\nr.d contains 4\n";
  const r = "readonly a?: number;\n  readonly b?: number;\n  readonly c: number;\n  readonly d: readonly number[];";
  const inner = r.replaceAll("\n", "\n  ");
  test.each<[string, string]>([
    [`${document}x := r`, `interface PX {\n  ${r}\n}`],
    [`${document}x := data.p.r`, `interface PX {\n  ${r}\n}`],
    [`${document}x := {"r": r}`, `interface PX {\n  readonly r: {\n    ${inner}\n  };\n}`],
    [`${document}y := r\nx := [z.r | some z in [{"r": y}]]`, `type PX = readonly {\n  ${r}\n}[];`],
    [`${document}x := {"a": r.a}`, "interface PX {\n  readonly a: number;\n}"],
    [
      'r.a := 1 if input.z\nx := r if input.b\nx := {"a": 1} if not input.b',
      "type PX = {\n  readonly a: number;\n} | {\n  readonly a?: number;\n};",
    ],
    ['x[1] := 1\nx["1"] := "a" if input.a', 'interface PX {\n  readonly "1"?: number | "a";\n}'],
    ['x := {"a\u2028": "b\u2029"}', 'interface PX {\n  readonly "a\\u2028": string;\n}'],
    ['x.y := "a\u2028b"', 'interface PX {\n  readonly y?: "a\\u2028b";\n}'],
    ['x := v if v := count([1]) with count as "s"', "type PX = unknown;"],
    ['f(y) := count(y)\ng(_) := "s"\nx := v if v := f([1]) with f as g', "type PX = unknown;"],
    ['f(y) := count(y)\nx := v if v := f([1]) with count as "s"', "type PX = unknown;"],
    ['w := count(input.a)\nx := v if v := w with count as "s"', "type PX = unknown;"],
    ["w := count(input.a)\nx := w if true with input.a as 1", "type PX = number;"],
    ['x := {input.k: 1, input.l: "a"}', "type PX = { readonly [key: string]: number | string };"],
    [
      'x := {"a": 1, input.k: "s"}',
      "interface PX {\n  readonly a: number | string;\n  readonly [key: string]: string | number | string;\n}",
    ],
    ['f(y) := y if not {"a": 1}[y]\nx := f(input.a)', "type PX = unknown;"],
    ['f(y) := y if y != "a"\nx := f(1)', "type PX = unknown;"],
  ])("%s", (body, expected) => {
    expect(outputOf(body)).toBe(expected);
  });

  test.each<[string, unknown, string, string]>([
    ["several types", { type: ["string", "null"] }, "x := input", "type PX = null | string;"],
    ["tuples", { type: "array", items: [{ type: "string" }, { type: "number" }] }, "x := input", "type PX = readonly unknown[];"],
    [
      "tuples of no more",
      { type: "array", items: [{ type: "string" }, { type: "number" }], additionalItems: false },
      "x := input",
      "type PX = readonly (number | string)[];",
    ],
    ["constants", { enum: ["a", null] }, "x := input", "type PX = null | string;"],
    ["alternatives", { oneOf: [{ type: "string" }, { type: "number" }] }, "x := input", "type PX = number | string;"],
    [
      "all of several",
      { allOf: [{ type: "object" }, { type: "object", properties: { a: { type: "string" } } }] },
      "x := input.a",
      "type PX = string;",
    ],
    [
      "what is required",
      { type: "object", properties: { a: { type: "string" }, b: { type: "number" } }, required: ["a"] },
      "x := input",
      "interface PX {\n  readonly a: string;\n  readonly b?: number;\n}",
    ],
    [
      "other properties than those that are listed",
      { type: "object", properties: { a: { type: "string" } } },
      "x := [v | some v in input]",
      "type PX = readonly unknown[];",
    ],
    [
      "patterns",
      { type: "object", patternProperties: { "^x": { type: "number" } } },
      "x := input",
      "type PX = { readonly [key: string]: unknown };",
    ],
    [
      "a value that may have the schema's type or a constant's",
      { type: "object", properties: { user: { type: "object", properties: { a: { type: "number" } } } } },
      'x := {"a": 1} if input.user\nelse := input.user',
      "type PX = {\n  readonly a: number;\n} | {\n  readonly a?: number;\n};",
    ],
    [
      "what a with replaces",
      { type: "object", properties: { a: { type: "number" } } },
      'w := input.a\nx := v if v := w with input as {"a": "s"}',
      "type PX = unknown;",
    ],
  ])("of schemas: %s", (_, schema, body, expected) => {
    expect(outputOf(body, "p/x", { schemas: new SchemaSet(schema) })).toBe(expected);
  });

  test("a schema for a part of the input is no word on whether it is there", () => {
    const annotation = "# METADATA\n# schemas:\n#   - input.user: {type: object, properties: {a: {type: [string, 'null']}}}\n";
    const expected = "interface PX {\n  readonly user?: {\n    readonly a?: null | string;\n  };\n}";
    expect(outputOf(`${annotation}x := input`, "p/x", { schemas: new SchemaSet() })).toBe(expected);
  });
});

test("packages are objects of their rules and packages; functions are not part of them", () => {
  const body = "default a := 1\nb if input.b\nc contains 1\nd[input.d] := 1\ne(y) := y\n";
  expect(outputOf(body, "p")).toBe(
    "interface P {\n  readonly a: number;\n  readonly b?: true;\n  readonly c: readonly number[];\n  readonly d: { readonly [key: string]: number };\n}",
  );
});

describe("what schemas say of the input", () => {
  test.each<[string, unknown, string]>([
    ["nothing", {}, "type Input = unknown;"],
    ["types", { type: ["string", "null", "integer"] }, "type Input = string | null | number;"],
    ["constants", { enum: ["a", 1, true, null, { a: 1 }] }, "type Input = unknown;"],
    ["scalar constants", { enum: ["a", 1, true, null] }, 'type Input = "a" | 1 | true | null;'],
    [
      "properties",
      { properties: { a: { type: "number" }, b: true, c: false }, required: ["a", "d"] },
      "interface Input {\n  readonly a: number;\n  readonly b?: unknown;\n  readonly c?: never;\n  readonly d: unknown;\n}",
    ],
    [
      "other properties",
      { type: "object", properties: { a: { type: "number" } }, additionalProperties: { type: "string" } },
      "interface Input {\n  readonly a?: number;\n  readonly [key: string]: string | number | undefined;\n}",
    ],
    ["no properties at all", { type: "object", additionalProperties: false }, "type Input = { readonly [key: string]: never };"],
    ["patterns", { type: "object", patternProperties: { "^x": { type: "number" } } }, "type Input = { readonly [key: string]: unknown };"],
    [
      "patterns and nothing else",
      { type: "object", patternProperties: { "^x": { type: "number" } }, additionalProperties: false },
      "type Input = { readonly [key: string]: number };",
    ],
    ["a constant with what ends a line for some", { const: "a\u2028b" }, 'type Input = "a\\u2028b";'],
    ["arrays", { items: { type: ["string", "number"] } }, "type Input = readonly (string | number)[];"],
    ["tuples", { type: "array", items: [{ type: "string" }], additionalItems: false }, "type Input = readonly [string?];"],
    ["alternatives", { anyOf: [{ type: "string" }, { type: "number" }] }, "type Input = string | number;"],
    [
      "conjunctions",
      {
        allOf: [
          { type: "object", properties: { a: { type: "string" } } },
          { type: "object", properties: { b: { type: "string" } } },
        ],
      },
      "type Input = {\n  readonly a?: string;\n} & {\n  readonly b?: string;\n};",
    ],
    [
      "a reference to itself",
      { type: "object", properties: { next: { $ref: "#" } } },
      "interface Input {\n  readonly next?: {\n    readonly next?: unknown;\n  };\n}",
    ],
  ])("%s", (_, schema, expected) => {
    const text = typesOfEntrypoints([{ file: "p.rego", text: "package p\nx := 1" }], {
      entrypoints: ["p/x"],
      schemas: new SchemaSet(schema),
    });
    expect(declarationOf("Input", text)).toBe(expected);
  });

  test("what the schema only allows may be missing in what rules take over from the input", () => {
    const schemas = new SchemaSet({ type: "object", properties: { user: { type: "object", properties: { name: { type: "string" } } } } });
    expect(outputOf("x := input.user", "p/x", { schemas })).toBe("interface PX {\n  readonly name?: string;\n}");
    expect(outputOf('x := {"name": input.user.name}', "p/x", { schemas })).toBe("interface PX {\n  readonly name: string;\n}");
  });
});

test("names are safe and different for any path", () => {
  const modules = ["a.b_c", 'a["b-c"]', 'a["1*"]', "a.decisions", 'a["中"]'].map((path, at) => ({
    file: `${at}.rego`,
    text: `package ${path}\nx := 1`,
  }));
  const entrypoints = ["a/b_c/x", "a/b-c/x", "a/1*/x", "a/decisions", "a/中/x", "a"];
  const text = typesOfEntrypoints(modules, { entrypoints });
  expect([...text.matchAll(/^export (?:type|interface) (\S+)/gm)].map(([, name]) => name)).toEqual([
    "Input",
    "ABCX",
    "ABCX_2",
    "A1X",
    "ADecisions",
    "A中X",
    "A",
    "Decisions",
  ]);
  expect(text).toContain('readonly "data.a[\\"b-c\\"].x": { readonly input: Input; readonly output: ABCX_2 };');
});

test("the same text for modules in any order", () => {
  const modules = ["b", "a", "c"].map((name) => ({
    file: `${name}.rego`,
    text: `package p.${name}\nx.${name} := 1\ny contains "${name}"`,
  }));
  expect(typesOfEntrypoints(modules, { entrypoints: ["p"] })).toBe(typesOfEntrypoints(modules.toReversed(), { entrypoints: ["p"] }));
});

test("builtins of one's own have the types that they say", () => {
  const quota = defineBuiltin({ name: "acme.quota", args: [], result: arg("quota", numberType, ""), implementation: () => 1 });
  expect(outputOf("x := acme.quota()", "p/x", { builtins: [quota] })).toBe("type PX = number;");
});

test.each<[string, string, readonly string[], string]>([
  ["no entry point", "x := 1", [], "no entry point: name one, `authz/allow`, or declare it in METADATA (`entrypoint: true`)"],
  ["one that names nothing", "x := 1", ["p/y"], 'entrypoint "p/y" does not refer to a rule or policy decision'],
  ["a function", "x(y) := y", ["p/x"], 'entrypoint "p/x" is a function, which has no document: name a rule that calls it'],
  [
    "a function that METADATA declares",
    "# METADATA\n# entrypoint: true\nx(y) := y",
    [],
    'entrypoint "p/x" is a function, which has no document: name a rule that calls it',
  ],
  ["modules that do not compile", "x := y", ["p/x"], "1 error occurred: p.rego:2: rego_unsafe_var_error: var y is unsafe"],
])("refuses %s", (_, body, entrypoints, message) => {
  expect(() => typesOfEntrypoints([{ file: "p.rego", text: `package p\n${body}` }], { entrypoints })).toThrow(message);
});

test.each<[string, unknown, string]>([
  ["a version that is none", { regoVersion: 7 }, "regoVersion of typesOfEntrypoints must be one of 0, 1 but is 7"],
  ["an option that is nearly one", { entrypoint: ["p/x"] }, "typesOfEntrypoints has no option entrypoint; did you mean entrypoints?"],
  ["a text for entry points", { entrypoints: "p/x" }, 'entrypoints of typesOfEntrypoints must be an array of texts but is "p/x"'],
  ["a schema for schemas", { schemas: { type: "string" } }, "schemas of typesOfEntrypoints must be a SchemaSet but is an object"],
])("refuses %s", (_, options, message) => {
  expect(() => typesOfEntrypoints([{ file: "p.rego", text: "package p\nx := 1" }], options as never)).toThrow(new TypeError(message));
});

test("a package of functions is an entry point, without members", () => {
  expect(outputOf("x(y) := y", "p")).toBe("type P = { readonly [key: string]: unknown };");
});
