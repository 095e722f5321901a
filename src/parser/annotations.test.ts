import { describe, expect, test } from "vitest";
import { printRef } from "../ast/print.ts";
import { RegoErrors } from "../errors/rego-error.ts";
import { parseAnnotations } from "./annotations.ts";
import { parseModule } from "./parse.ts";

function annotationsOf(text: string): readonly (readonly unknown[])[] {
  const { annotations } = parseModule("a.rego", text, { regoVersion: 1, annotations: parseAnnotations });
  return annotations.map(({ fields, scope, target }) => [scope, printRef(target), fields]);
}

function errorsOf(block: string): readonly string[] {
  try {
    parseModule("a.rego", `package x\n\n# METADATA\n${block}\np := 1`, { regoVersion: 1, annotations: parseAnnotations });
  } catch (error) {
    if (!(error instanceof RegoErrors)) throw error;
    return error.errors.map(({ location, message }) => `${location?.row}:${location?.col} ${message}`);
  }
  return [];
}

describe("METADATA", () => {
  test("scopes are inferred from what follows", () => {
    const text = `# METADATA
# title: Package
package a.b

# METADATA
# title: Rule
p if x

# METADATA
# entrypoint: true
q := 1

# METADATA
# title: Document
# scope: document
r[x].s := 1 if x`;
    expect(annotationsOf(text)).toEqual([
      ["package", "data.a.b", { title: "Package" }],
      ["rule", "data.a.b.p", { title: "Rule" }],
      ["document", "data.a.b.q", { entrypoint: true }],
      ["document", "data.a.b.r", { title: "Document" }],
    ]);
  });

  test("fields are normalised", () => {
    const text = `package x
# METADATA
# description: |
#  two
#  lines
# authors:
# - Jane Doe <jane@example.com>
# - <only@example.com>
# - name: John
#   email: john@example.com
# organizations: [Acme]
# related_resources:
# - https://example.com
# - {ref: https://example.com/x, description: more}
# schemas:
# - input: schema.input
# - data.a: {type: object}
# labels: {severity: high}
# custom: {1: yes, date: 2024-01-02, numbers: [010, 0x10, 1.50, 12345678901234567890]}
p := 1`;
    const ref = (head: string, ...rest: string[]): unknown => [
      { type: "var", value: head },
      ...rest.map((value) => ({ type: "string", value })),
    ];
    expect(annotationsOf(text)).toEqual([
      [
        "rule",
        "data.x.p",
        {
          description: "two\nlines\n",
          authors: [
            { name: "Jane Doe", email: "jane@example.com" },
            { name: "", email: "only@example.com" },
            { name: "John", email: "john@example.com" },
          ],
          organizations: ["Acme"],
          related_resources: [{ ref: "https://example.com" }, { description: "more", ref: "https://example.com/x" }],
          schemas: [
            { path: ref("input"), schema: ref("schema", "input") },
            { path: ref("data", "a"), definition: { type: "object" } },
          ],
          labels: { severity: "high" },
          custom: { 1: "yes", date: "2024-01-02T00:00:00Z", numbers: [8, 16, 1.5, 12345678901234567890n] },
        },
      ],
    ]);
  });

  test("only comments at the start of a line count, and blocks end with the comments", () => {
    const text =
      "package x\n  # METADATA\n  # title: no\np := 1 # METADATA\n# METADATA\n# title: a\n# METADATA\n# title: b\n\n# other\nq := 1";
    expect(annotationsOf(text)).toEqual([
      ["rule", "data.x.q", { title: "a" }],
      ["rule", "data.x.q", { title: "b" }],
    ]);
  });

  test.each([
    ["# scope: bogus", ["3:1 invalid annotation scope 'bogus'. Use one of 'rule', 'document', 'package', or 'subpackages'"]],
    ["# scope: package", ["3:1 annotation scope 'package' must be applied to package (have rule)"]],
    ["# entrypoint: true\n# scope: rule", ["3:1 annotation entrypoint applied to non-document or package scope 'rule'"]],
    ["", ["3:1 expected METADATA block, found whitespace"]],
    ["# title: [1]", ["4:1 yaml: unmarshal errors:\n  line 1: cannot unmarshal !!seq into string"]],
    ["# custom: x", ["4:1 yaml: unmarshal errors:\n  line 1: cannot unmarshal !!str `x` into map[string]interface {}"]],
    ["# authors: [1]", ["3:1 invalid author definition %!s(int=1): invalid value type, must be string or map"]],
    ["# authors: [{}]", ["3:1 invalid author definition map[]: 'name' and/or 'email' values required in object"]],
    ['# related_resources: ["::"]', ['3:1 invalid related-resource definition ::: parse "::": missing protocol scheme']],
    ["# schemas: [{foo: schema.x}]", ["3:1 invalid document reference"]],
    ["# schemas: [{input: foo}]", ["3:1 invalid schema reference"]],
  ])("error: %j", (block, expected) => {
    expect(errorsOf(block)).toEqual(expected);
  });

  test("a block before nothing, or before an import, has no scope", () => {
    const parse = (text: string) => () => parseModule("a.rego", text, { regoVersion: 1, annotations: parseAnnotations });
    expect(parse("package x\np := 1\n# METADATA\n# title: x")).toThrow("invalid annotation scope ''");
    expect(parse("package x\n# METADATA\n# title: x\nimport data.y")).toThrow("invalid annotation scope 'import'");
  });
});
