import { describe, expect, test } from "vitest";
import { printType } from "../types/print-type.ts";
import { anyType } from "../types/types.ts";
import { checkModules } from "./check-modules.ts";
import { SchemaSet } from "./schema-set.ts";

const object = (properties: object): object => ({ type: "object", properties });
const text = { type: "string" };
const number = { type: "integer" };

describe("types of schemas, as OPA 1.20.2 has them", () => {
  test.each<[schema: unknown, type: string]>([
    [{}, "any"],
    [null, "any"],
    [true, "any"],
    [text, "string"],
    [{ type: "null" }, "any"],
    [{ type: ["null", "array", "string"] }, "string"],
    [{ type: ["object", "array"] }, "object[any: any]"],
    [object({ b: {}, a: text }), "object<a: string, b: any>"],
    [{ properties: { a: text }, items: text }, "object<a: string>"],
    [{ items: text }, "array[string]"],
    [{ type: "array", items: [text, number] }, "array<string, number>"],
    [{ type: "array", items: [] }, "array[any]"],
    [{ oneOf: [text, number] }, "any"],
    [{ anyOf: [text, number] }, "any<number, string>"],
    [{ type: "string", anyOf: [number] }, "number"],
    [{ ...object({ c: {} }), anyOf: [object({ b: number }), text] }, "any<string, object<b: number>, object<c: any>>"],
    [{ anyOf: [text, {}] }, "any"],
    [{ allOf: [object({ b: text }), { properties: { a: number } }] }, "object<a: number, b: string>"],
    [{ ...object({ c: {} }), allOf: [{ properties: { b: number } }] }, "object<b: number, c: any>"],
    [{ allOf: [{ type: "object" }, object({ a: text })] }, "object[any: any]"],
    [{ allOf: [{ anyOf: [text, number] }] }, "any"],
    [{ $ref: "#/definitions/x", definitions: { x: text } }, "string"],
    [object({ a: { $ref: "#" } }), "object<a: object<a: any>>"],
  ])("%j: %s", (schema, expected) => {
    expect(printType(new SchemaSet(schema).find([]) ?? anyType)).toBe(expected);
  });

  test.each<[schema: unknown, problem: string]>([
    [[], "unable to compile the schema: schema is invalid"],
    [{ $ref: "#/definitions/x", definitions: {} }, "unable to compile the schema: Object has no key 'x'"],
    [{ allOf: [text, number] }, "type checking: unable to merge these schemas: type mismatch: string and integer"],
    [
      { allOf: [{ type: ["null", "string"] }, {}] },
      "type checking: unable to merge these schemas: type mismatch: [null,string] and Undefined",
    ],
    [{ type: "object", allOf: [{ type: "array" }] }, "type checking: unable to merge these schemas"],
  ])("%j: %s", (schema, problem) => {
    expect(checkModules([], { schemas: new SchemaSet(schema) })).toEqual([{ code: "rego_type_error", message: problem }]);
  });
});

describe("schemas in annotations", () => {
  const named = new SchemaSet();
  named.add(["server"], object({ port: number }));
  named.add(["deep", "list.v1"], { type: "array", items: text });
  const check = (items: readonly string[], expression: string, schemas = named): readonly string[] => {
    const annotation = ["# METADATA", "# schemas:", ...items.map((item) => `#   - ${item}`)].join("\n");
    const texts = [
      { file: "p.rego", text: `package p\n\n${annotation}\nq if ${expression}\n` },
      { file: "lib.rego", text: 'package lib\n\nz := {"a": {"b": 1}}\n' },
    ];
    return checkModules(texts, { schemas }).map(({ message, details }) => {
      const [have] = typeof details === "object" && details !== null && "lines" in details ? (details.lines as readonly string[]) : [];
      return `${message}; ${have}`;
    });
  };

  test.each<[items: readonly string[], expression: string, have: string]>([
    [["input: schema.server"], "upper(input)", "object<port: number>"],
    [['input: {"type": "boolean"}'], "upper(input)", "boolean"],
    [["input.a: schema.server"], "upper(input)", "object<a: object<port: number>>[any: any]"],
    [["input: schema.server", "input.a.b: schema.server"], "upper(input)", "object<a: object<b: object<port: number>>, port: number>"],
    [["input: schema.server", 'input.port: {"type": "boolean"}'], "upper(input.port)", "boolean"],
    [['data.foo: schema.deep["list.v1"]'], "upper(data.foo)", "array[string]"],
    [['data.lib.z.a.c: {"type": "boolean"}'], "upper(data.lib.z)", "object<a: object<b: number, c: boolean>>"],
    [['data.lib.new: {"type": "boolean"}'], "upper(data.lib)", "object<new: boolean, z: object<a: object<b: number>>>[string: any]"],
  ])("%j: %s has %s", (items, expression, have) => {
    const dependency = expression.includes("data.lib") && !expression.includes(".z") ? `data.lib.z; ${expression}` : expression;
    expect(check(items, `{ ${dependency} }`)).toEqual([`upper: invalid argument(s); have: (${have})`]);
  });

  test("unknown names are errors where there are schemas by name", () => {
    expect(check(['input: schema["no such"]'], "input")).toEqual(['undefined schema: schema["no such"]; undefined']);
    expect(check(["input: schema.nope"], "input", new SchemaSet())).toEqual([]);
  });

  test("those of the document come before those of the rule, those of packages before both", () => {
    const scoped = (scope: string, type: string): string => `# METADATA\n# scope: ${scope}\n# schemas:\n#   - input: {"type": "${type}"}\n`;
    const module = `${scoped("package", "array")}package p\n\na if upper(input)\n\n${scoped("document", "boolean")}b if upper(input)\n\n${scoped("rule", "number")}b if upper(input)\n`;
    const errors = checkModules([{ file: "p.rego", text: module }], { schemas: named });
    expect(errors.map(({ details }) => (details as { readonly have: unknown }).have)).toEqual([
      [{ type: "array", dynamic: { type: "any" } }],
      [{ type: "boolean" }],
      [{ type: "number" }],
    ]);
  });
});
