import fc from "fast-check";
import { describe, expect, test } from "vitest";
import type { Value } from "../values/value.ts";
import { graphqlBuiltins } from "./graphql.ts";
import type { CallCase } from "./testing/call-table.ts";
import { callBuiltin, checkNothingThrows, failure, titled } from "./testing/call-table.ts";

const schema = `
type Query { a(x: Int!, y: [String], e: E, i: In): T b: String! u: U n: Node list: [T!]! }
type T implements Node { id: ID! t(z: Float = 1.5): T q: Int }
enum E { A B }
input In { f: Int! g: String = "x" h: In }
union U = T | V
type V { v: Int id: String }
interface Node { id: ID! }
type Subscription { s1: Int s2: Int }
directive @d(x: Int!) on FIELD
`;

/** What OPA 1.20.2 finds wrong with queries on the schema above. */
const invalidQueries: readonly (readonly [query: string, problem: string])[] = [
  ["{ zz }", 'Cannot query field "zz" on type "Query" in GraphQL string at location 1:3'],
  ["{ aa(x:1) { id } }", 'Cannot query field "aa" on type "Query". Did you mean "a"?\n in GraphQL string at location 1:3'],
  [
    "{ u { id } }",
    'Cannot query field "id" on type "U". Did you mean to use an inline fragment on "Node", "T", or "V"?\n in GraphQL string at location 1:7',
  ],
  [
    "{ b { c } }",
    'Cannot query field "c" on type "String".\ninput:1:3: Field "b" must not have a selection since type "String" has no subfields in GraphQL string at location 1:7',
  ],
  ["{ a { id } }", 'Field "a" argument "x" of type "Int!" is required, but it was not provided in GraphQL string at location 1:3'],
  ['{ a(x: "s") { id } }', 'Int cannot represent non-integer value: "s"\n in GraphQL string at location 1:9'],
  [
    "{ a(x: 1) }",
    'Field "a" of type "T" must have a selection of subfields. Did you mean "a { ... }"?\n in GraphQL string at location 1:3',
  ],
  ["{ a(x: 1, i: {}) { id } }", 'Field "In.f" of required type "Int!" was not provided in GraphQL string at location 1:14'],
  [
    "{ a(x: 1, e: C) { id } }",
    'Value "C" does not exist in "E" enum. Did you mean the enum value "A" or "B"?\n in GraphQL string at location 1:14',
  ],
  ["query Q($v: Int) { b }", 'Variable "$v" is never used in operation "Q" in GraphQL string at location 1:9'],
  ["query Q { a(x: $v) {id} }", 'Variable "$v" is not defined by operation "Q" in GraphQL string at location 1:16'],
  [
    "query Q($v: Int) { a(x:$v) {id} }",
    'Variable "$v" of type "Int" used in position expecting type "Int!" in GraphQL string at location 1:24',
  ],
  ["{ ...F }", 'Unknown fragment "F" in GraphQL string at location 1:6'],
  ["fragment F on T { id } { b }", 'Fragment "F" is never used in GraphQL string at location 1:1'],
  ["fragment F on Query { b ...F } { ...F }", 'Cannot spread fragment "F" within itself in GraphQL string at location 1:28'],
  [
    "{ a(x:1) { ... on V { v } } }",
    'Fragment cannot be spread here as objects of type "T" can never be of type "V" in GraphQL string at location 1:16',
  ],
  [
    "{ a(x:1) { id q: id } a(x:1) { q } }",
    'Fields "a" conflict because subfields "q" conflict because "id" and "q" are different fields. Use different aliases on the fields to fetch both if this was intentional in GraphQL string at location 1:23',
  ],
  ["subscription { s1 s2 }", "Anonymous Subscription must select only one top level field in GraphQL string at location 1:19"],
  ["mutation { m }", 'Schema does not support operation type "mutation"\n in GraphQL string at location 1:1'],
  ["{ b @unknown }", 'Unknown directive "@unknown" in GraphQL string at location 1:6'],
  ["{ b @d(x: 1) @d(x: 2) }", 'The directive "@d" can only be used once at this location in GraphQL string at location 1:15'],
  ["query A { b } query A { b }", 'There can be only one operation named "A" in GraphQL string at location 1:15'],
  ["{", "Expected Name, found <EOF> in GraphQL string at location 1:2"],
];

/** What OPA 1.20.2 finds wrong with schemas. */
const invalidSchemas: readonly (readonly [schema: string, problem: string])[] = [
  ["type Query { a: Foo }", "input:1:17: Undefined type Foo."],
  ["type A { a: Int } type A { b: Int }", "input:1:24: Cannot redeclare type A."],
  ["extend input Q { a: Int } type Q { b: Int }", "input:1:14: Cannot extend type Q because the base type is a OBJECT, not INPUT_OBJECT."],
  ["schema { query: Q }", "input:1:10: Schema root query refers to a type Q that does not exist."],
  ["type T { a(b: T): Int }", "input:1:12: cannot use T as argument b because OBJECT is not a valid input type"],
  ["type T { a: I } input I { b: Int }", "input:1:10: OBJECT T: field must be one of SCALAR, OBJECT, INTERFACE, UNION, ENUM."],
  ["type T implements I { a: Int } interface I { b: Int }", "input:1:6: For T to implement I it must have a field called b."],
  ["type T { a: Int a: Int }", "input:1:17: Field T.a can only be defined once."],
  ["type T @foo { a: Int }", "input:1:9: Undefined directive foo."],
  ["type __T { a: Int }", 'input:1:6: Name "__T" must not begin with "__", which is reserved by GraphQL introspection.'],
];

const field = (name: string, more: Readonly<Record<string, Value>> = {}): Value => ({ Alias: name, Name: name, ...more });
const operation = (...selections: readonly Value[]): Value => ({
  Operations: [{ Name: "", Operation: "query", SelectionSet: selections }],
});
const number = { ExpectedTypeHasDefault: false, Kind: 1, Raw: "1" };

const cases: readonly CallCase[] = [
  [
    "graphql.parse_query",
    ["{ a(x: 1) { b } }"],
    operation(field("a", { Arguments: [{ Name: "x", Value: number }], SelectionSet: [field("b")] })),
  ],
  [
    "graphql.parse_query",
    ["{ ... on T @d { a } ...F }"],
    operation({ TypeCondition: "T", Directives: [{ Name: "d", Location: "" }], SelectionSet: [field("a")] }, { Name: "F" }),
  ],
  [
    "graphql.parse_schema",
    ['# c\n"d" type T implements I { a(b: [Int!] = 1): String! # e\n}'],
    {
      Definitions: [
        {
          BeforeDescriptionComment: { List: [{ Value: "# c" }] },
          BuiltIn: false,
          Description: "d",
          EndOfDefinitionComment: { List: [{ Value: "# e" }] },
          Fields: [
            {
              Arguments: [
                {
                  DefaultValue: number,
                  Description: "",
                  Name: "b",
                  Type: { Elem: { NamedType: "Int", NonNull: true }, NamedType: "", NonNull: false },
                },
              ],
              Description: "",
              Name: "a",
              Type: { NamedType: "String", NonNull: true },
            },
          ],
          Interfaces: ["I"],
          Kind: "OBJECT",
          Name: "T",
        },
      ],
    },
  ],
  [
    "graphql.parse_schema",
    ["type T { }"],
    failure("graphql.parse_schema: expected at least one definition, found } in GraphQL string at location 1:10"),
  ],
  [
    "graphql.parse_query",
    ["fragment on on T { a }"],
    failure('graphql.parse_query: Unexpected Name "on" in GraphQL string at location 1:10'),
  ],
  ["graphql.parse_query", ['{ a(s: "\\q") }'], failure("graphql.parse_query: Unexpected <Invalid> in GraphQL string at location 1:10")],
  [
    "graphql.parse",
    [operation(field("b")), "type Query { b: Int }"],
    [
      operation(field("b")),
      {
        Definitions: [
          {
            BuiltIn: false,
            Description: "",
            Fields: [{ Description: "", Name: "b", Type: { NamedType: "Int", NonNull: false } }],
            Kind: "OBJECT",
            Name: "Query",
          },
        ],
      },
    ],
  ],
  [
    "graphql.parse",
    [operation(field("z")), "type Query { bbb: Int }"],
    failure('graphql.parse: GraphQL parse error: input: Cannot query field "z" on type "Query".\n'),
  ],
  [
    "graphql.parse",
    [{ Operations: 5 }, "type Query { b: Int }"],
    failure("graphql.parse: json: cannot unmarshal number into Go struct field QueryDocument.Operations of type ast.OperationList"),
  ],
  ["graphql.parse", [1, ""], failure("graphql.parse: operand 0 must be one of {string, object} but got number")],
  ["graphql.parse_and_verify", ["{ z }", "type Query { a: Int }"], [false, {}, {}]],
  ["graphql.is_valid", ["{ a }", "type Query { a: Int }"], true],
  ["graphql.is_valid", ["{ a }", "type Query {"], false],
  ["graphql.schema_is_valid", [""], true],
  ["graphql.schema_is_valid", ["type Query { a: Foo }"], false],
  ["graphql.schema_is_valid", [1], false],
];

describe("graphql", () => {
  test.each(titled(cases))("%s", async (_, name, operands, expected) => {
    expect(await callBuiltin(graphqlBuiltins, name, operands)).toStrictEqual(expected);
  });

  test.each(invalidQueries)("invalid query: %s", async (query, problem) => {
    expect(await callBuiltin(graphqlBuiltins, "graphql.parse", [query, schema])).toStrictEqual(failure(`graphql.parse: ${problem}`));
  });

  test.each(invalidSchemas)("invalid schema: %s", async (text, problem) => {
    const expected = failure(`graphql.parse: Error in gqlparser SchemaDocument to Schema conversion: ${problem}`);
    expect(await callBuiltin(graphqlBuiltins, "graphql.parse", ["", text])).toStrictEqual(expected);
  });

  test("what is nested too deeply or spreads itself is refused, not a crash", async () => {
    const deep = await callBuiltin(graphqlBuiltins, "graphql.parse_query", ["{a".repeat(100_000)]);
    expect(deep).toStrictEqual(failure("graphql.parse_query: nested too deeply in GraphQL string at location 1:1002"));
    const cyclic = "{ a(x:1) { ...F } } fragment F on T { t { ...F t { ...F } } t { ...F q } }";
    expect(await callBuiltin(graphqlBuiltins, "graphql.is_valid", [cyclic, schema])).toBe(false);
  });

  test("nothing throws", async () => {
    const token = fc.constantFrom(
      "{",
      "}",
      "(",
      ")",
      "a",
      ":",
      "type",
      "query",
      "on",
      "...",
      "$v",
      "@d",
      "1",
      '"x"',
      "[",
      "]",
      "!",
      "=",
      "|",
      "enum",
    );
    const text = fc.array(token, { maxLength: 12 }).map((tokens) => tokens.join(" "));
    const key = fc.constantFrom(
      "Operations",
      "Definitions",
      "SelectionSet",
      "Name",
      "Kind",
      "Fields",
      "Type",
      "Value",
      "Arguments",
      "Elem",
    );
    const value = fc.constantFrom<Value>([], {}, "a", 1, true, [{ Name: "a" }], { Kind: 9 }, [{ Operation: "query", SelectionSet: [{}] }]);
    await checkNothingThrows(graphqlBuiltins, text, fc.constant(schema), fc.dictionary(key, value));
  });
});
