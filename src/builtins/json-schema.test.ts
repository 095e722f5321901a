import fc from "fast-check";
import { describe, expect, test } from "vitest";
import type { Value } from "../values/value.ts";
import { jsonSchemaBuiltins } from "./json-schema.ts";
import { callBuiltin, checkNothingThrows, failure } from "./testing/call-table.ts";

type Problem = readonly [type: string, field: string, description: string];

/** What OPA 1.20.2 finds wrong with documents. */
const matches: readonly (readonly [document: Value, schema: Value, ...problems: Problem[]])[] = [
  [{ id: 5 }, { properties: { id: { type: "integer" } }, required: ["id"] }],
  ['{"id": 5}', '{"type": "object"}'],
  [[1, 2], { type: "array" }],
  [{ a: 1 }, { properties: { a: { type: "string" } } }, ["invalid_type", "a", "Invalid type. Expected: string, given: integer"]],
  [{}, { type: ["string", "null"] }, ["invalid_type", "(Root)", "Invalid type. Expected: [string,null], given: object"]],
  ["null", "false", ["false", "(Root)", "False always fails validation"]],
  [{ a: "x" }, { properties: { a: { enum: [1, "y", { a: 1 }] } } }, ["enum", "a", 'a must be one of the following: 1, "y", {"a":1}']],
  [{ a: null }, { properties: { a: { const: 1 } } }, ["const", "a", "a does not match: 1"]],
  [
    { a: 5 },
    { properties: { a: { maximum: 2, minimum: 10, multipleOf: 2 } } },
    ["multiple_of", "a", "Must be a multiple of 2"],
    ["number_lte", "a", "Must be less than or equal to 2"],
    ["number_gte", "a", "Must be greater than or equal to 10"],
  ],
  [
    { a: 5.05 },
    { properties: { a: { minimum: 123456789012 } } },
    ["number_gte", "a", "Must be greater than or equal to 1.23456789012e+11"],
  ],
  [
    { a: 5 },
    { properties: { a: { maximum: 5, exclusiveMaximum: true, exclusiveMinimum: 5 } } },
    ["number_lt", "a", "Must be less than 5"],
    ["number_gt", "a", "Must be greater than 5"],
  ],
  [
    { a: [1, 1, 2] },
    { properties: { a: { uniqueItems: true, maxItems: 2, minItems: 5 } } },
    ["array_min_items", "a", "Array must have at least 5 items"],
    ["array_max_items", "a", "Array must have at most 2 items"],
    ["unique", "a", "array items[0,1] must be unique"],
  ],
  [
    { a: [1, "a"] },
    { properties: { a: { items: [{ type: "string" }], additionalItems: false } } },
    ["invalid_type", "a.0", "Invalid type. Expected: string, given: integer"],
    ["array_no_additional_items", "a", "No additional items allowed on array"],
  ],
  [
    { a: [1] },
    { properties: { a: { contains: { type: "boolean" } } } },
    ["contains", "a", "At least one of the items must match"],
    ["invalid_type", "a.0", "Invalid type. Expected: boolean, given: integer"],
  ],
  [
    { a: 1, b: 2 },
    { patternProperties: { "^a": { type: "string" } }, additionalProperties: false },
    ["invalid_type", "a", "Invalid type. Expected: string, given: integer"],
    ["additional_property_not_allowed", "(Root)", "Additional property b is not allowed"],
  ],
  [{ a: 1 }, { dependencies: { a: ["c"] } }, ["missing_dependency", "(Root)", "Has a dependency on c"]],
  [
    { a: 1 },
    { propertyNames: { pattern: "^x" } },
    ["invalid_property_name", "(Root)", 'Property name of "a" does not match'],
    ["pattern", "(Root)", "Does not match pattern '^x'"],
  ],
  [
    { a: 1 },
    { anyOf: [{ required: ["b", "c"] }, { required: ["a", "d"] }] },
    ["number_any_of", "(Root)", "Must validate at least one schema (anyOf)"],
    ["required", "(Root)", "d is required"],
  ],
  [
    { a: 1 },
    { oneOf: [{ required: ["a"] }, { type: "object" }] },
    ["number_one_of", "(Root)", "Must validate one and only one schema (oneOf)"],
  ],
  [
    { a: 1 },
    { allOf: [{ required: ["b"] }] },
    ["required", "(Root)", "b is required"],
    ["number_all_of", "(Root)", "Must validate all the schemas (allOf)"],
  ],
  [{ a: 1 }, { not: { type: "object" } }, ["number_not", "(Root)", "Must not validate the schema (not)"]],
  [
    { a: 1 },
    '{"if": {"required": ["a"]}, "then": {"required": ["b"]}}',
    ["condition_then", "(Root)", 'Must validate "then" as "if" was valid'],
    ["required", "(Root)", "b is required"],
  ],
  [{ a: "\u{1f600}" }, { properties: { a: { maxLength: 0 } } }, ["string_lte", "a", "String length must be less than or equal to 0"]],
  [{ a: "x" }, { properties: { a: { format: "email" } } }, ["format", "a", "Does not match format 'email'"]],
  [
    { a: { b: { b: 1 } } },
    {
      definitions: { n: { type: "object", properties: { b: { $ref: "#/definitions/n" } } } },
      properties: { a: { $ref: "#/definitions/n" } },
    },
    ["invalid_type", "a.b.b", "Invalid type. Expected: object, given: integer"],
  ],
  [
    {},
    { $id: "http://x.y/root.json", $ref: "item.json", definitions: { a: { $id: "item.json", type: "string" } } },
    ["invalid_type", "(Root)", "Invalid type. Expected: string, given: object"],
  ],
];

/** What OPA 1.20.2 says of schemas. */
const schemas: readonly (readonly [Value, string | null])[] = [
  [{}, null],
  ["true", null],
  ["{", "invalid JSON string"],
  [1, "wrong type, expected string or object"],
  [[], "schema is invalid"],
  [
    { type: "foo" },
    "has a primitive type that is NOT VALID -- given: /foo/ Expected valid values are:[array boolean integer number null object string]",
  ],
  [{ type: ["string", "string"] }, "string type is duplicated"],
  [{ properties: { a: 1 } }, "Expected: Valid Schema, given: Invalid JSON"],
  [{ minLength: 2, maxLength: 1 }, "minLength cannot be greater than maxLength"],
  [{ minLength: 1.5 }, "minLength must be of an integer"],
  [{ pattern: "(" }, "pattern must be a valid regex"],
  [{ enum: [1, 1.0] }, "enum items must be unique"],
  [{ exclusiveMinimum: true }, "exclusiveMinimum cannot be used without minimum"],
  [{ $schema: "http://json-schema.org/draft-04/schema#", exclusiveMinimum: 5 }, "Invalid type. Expected: boolean, given: exclusiveMinimum"],
  [{ $schema: "http://json-schema.org/draft-06/schema", if: 1 }, null],
  [{ $ref: "#/a/5", a: [{}] }, "Out of bound array[0,1] index '5'"],
  [{ $ref: "#/definitions/x" }, "Object has no key 'definitions'"],
  [{ $ref: "foo.json" }, "Reference /foo.json must be canonical"],
  [{ $ref: "http://localhost/x" }, "remote reference loading disabled: http://localhost/x"],
];

describe("json.match_schema", () => {
  test.each(matches.map((each) => [JSON.stringify(each.slice(0, 2)), each] as const))("%s", async (_, [document, schema, ...problems]) => {
    const expected = problems.map(([type, field, desc]) => ({ type, field, desc, error: `${field}: ${desc}` }));
    expect(await callBuiltin(jsonSchemaBuiltins, "json.match_schema", [document, schema])).toStrictEqual([problems.length === 0, expected]);
  });

  test("fails for a schema that is none, and for one without end", async () => {
    const matchEmpty = (schema: Value): Promise<unknown> => callBuiltin(jsonSchemaBuiltins, "json.match_schema", [{}, schema]);
    expect(await matchEmpty({ required: "a" })).toStrictEqual(failure("json.match_schema: required must be of an array"));
    expect(await matchEmpty({ $ref: "#" })).toStrictEqual(failure("json.match_schema: schema is nested too deeply"));
  });
});

describe("json.verify_schema", () => {
  test.each(schemas.map(([schema, problem]) => [JSON.stringify(schema), schema, problem] as const))("%s", async (_, schema, problem) => {
    const expected = problem === null ? [true, null] : [false, `jsonschema: ${problem}`];
    expect(await callBuiltin(jsonSchemaBuiltins, "json.verify_schema", [schema])).toStrictEqual(expected);
  });
});

test("nothing throws", async () => {
  const keyword = fc.constantFrom(
    "type",
    "$ref",
    "properties",
    "items",
    "anyOf",
    "not",
    "pattern",
    "minimum",
    "enum",
    "if",
    "format",
    "$id",
    "id",
  );
  const value = fc.constantFrom<Value>("#", "string", 1, true, {}, [{}], "(", "email", { a: { $ref: "#" } });
  await checkNothingThrows(jsonSchemaBuiltins, fc.dictionary(keyword, value), fc.json());
});
