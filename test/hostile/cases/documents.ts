/** Texts of other languages within a policy: YAML, JSON, schemas, GraphQL, tokens, certificates, encodings. */
import { type HostileCase, rules } from "../hostile-case.ts";

const strict = { strictBuiltinErrors: true };
const builtinError = (text: string) => ({ code: "eval_builtin_error", text });

/** `a: &a [x, x]`, `b: &b [*a, *a]`, … */
function aliasBomb(levels: number): string {
  const lines = ["a0: &a0 [x, x]"];
  for (let level = 1; level <= levels; level++) lines.push(`a${level}: &a${level} [*a${level - 1}, *a${level - 1}, *a${level - 1}]`);
  return lines.join("\n");
}

export const documentCases: readonly HostileCase[] = [
  {
    name: "a YAML alias bomb",
    policy: rules("answer := count(yaml.unmarshal(input))"),
    input: () => aliasBomb(60),
    options: strict,
    expected: builtinError("yaml.unmarshal: yaml: document contains excessive aliasing"),
  },
  {
    name: "YAML that contains itself",
    policy: rules("answer := yaml.unmarshal(input)"),
    input: () => "a: &a [*a]",
    options: strict,
    expected: builtinError("yaml.unmarshal: yaml: anchor 'a' value contains itself"),
  },
  {
    name: "YAML merged with itself, exponentially",
    policy: rules("answer := count(yaml.unmarshal(input))"),
    input: () =>
      Array.from({ length: 30 }, (_, at) =>
        at === 0 ? "m0: &m0 {k: 1}" : `m${at}: &m${at} {<<: [*m${at - 1}, *m${at - 1}], k${at}: *m${at - 1}}`,
      ).join("\n"),
    options: strict,
    expected: builtinError("yaml.unmarshal: "),
  },
  {
    name: "YAML of 100,000 brackets",
    policy: rules("answer := yaml.unmarshal(input)"),
    input: () => "[".repeat(100_000),
    options: strict,
    expected: builtinError("yaml.unmarshal: "),
  },
  {
    name: "YAML of a megabyte of spaces and dashes",
    policy: rules("answer := yaml.is_valid(input)"),
    input: () => "- ".repeat(500_000),
    expected: { value: false },
  },
  {
    name: "JSON of a million brackets",
    policy: rules("answer := json.unmarshal(input)"),
    input: () => "[".repeat(1_000_000),
    options: strict,
    expected: builtinError("json.unmarshal: exceeded max depth"),
  },
  {
    name: "JSON with names of the prototype",
    policy: rules("answer := json.unmarshal(input)"),
    input: () => '{"__proto__": {"polluted": 1}, "constructor": {"prototype": {"polluted": 1}}, "toString": 1}',
    expected: { value: JSON.parse('{"__proto__": {"polluted": 1}, "constructor": {"prototype": {"polluted": 1}}, "toString": 1}') },
  },
  {
    name: "a schema that refers to itself and nothing else",
    policy: rules('answer := json.match_schema({}, {"$ref": "#"})'),
    options: strict,
    expected: builtinError("json.match_schema: "),
  },
  {
    name: "schemas that refer to one another in a circle",
    policy: rules(
      'schema := {"definitions": {"a": {"$ref": "#/definitions/b"}, "b": {"$ref": "#/definitions/a"}}, "$ref": "#/definitions/a"}',
      "answer := json.match_schema({}, schema)",
    ),
    options: strict,
    expected: builtinError("json.match_schema: "),
  },
  {
    name: "a schema that asks the same exponentially often",
    policy: () => {
      const definitions = Array.from(
        { length: 40 },
        (_, at) => `"d${at}": {"allOf": [{"$ref": "#/definitions/d${at + 1}"}, {"$ref": "#/definitions/d${at + 1}"}]}`,
      );
      return rules(
        `schema := {"definitions": {${definitions.join(", ")}, "d40": {"type": "object"}}, "$ref": "#/definitions/d0"}`,
        "answer := json.match_schema({}, schema)[0]",
      );
    },
    limits: { timeoutMs: 1_000 },
    expected: { code: "eval_limit_error", text: "evaluation exceeded its limit of 2000000 steps" },
    generated: { code: "eval_cancel_error", text: "evaluation exceeded its limit of 1000 ms" },
  },
  {
    name: "a schema with a pattern that explodes",
    policy: rules(
      'answer := json.match_schema({"s": sprintf("%s!", [replace(sprintf("%5000s", [""]), " ", "a")])}, {"properties": {"s": {"pattern": "^(a+)+$"}}})[0]',
    ),
    expected: { value: false },
  },
  {
    name: "uniqueItems of a long array",
    policy: rules(
      'answer := json.match_schema({"xs": [[x] | some x in numbers.range(1, 5000)]}, {"properties": {"xs": {"uniqueItems": true}}})[0]',
    ),
    expected: { value: true },
  },
  {
    name: "a GraphQL query of deep selections",
    policy: rules("answer := graphql.parse_query(input)"),
    input: () => `{${"a{".repeat(10_000)}b${"}".repeat(10_000)}}`,
    options: strict,
    expected: builtinError("graphql.parse_query: "),
  },
  {
    name: "GraphQL fragments that spread each other",
    policy: rules('answer := graphql.is_valid(input, "type Query { a: Query b: Int }")'),
    input: () => "query { ...A } fragment A on Query { a { ...B } } fragment B on Query { a { ...A } }",
    expected: { value: false },
  },
  {
    name: "GraphQL fields that overlap a million times",
    policy: rules('answer := graphql.is_valid(input, "type Query { a: Query b: Int }")'),
    input: () => `{ ${"a { b } ".repeat(3_000)} }`,
    // Valid, but nobody compares so many: more than a million comparisons are refused.
    expected: { value: false },
  },
  {
    name: "a token of a megabyte",
    policy: rules("answer := io.jwt.decode(input)"),
    input: () => `${"e".repeat(1_000_000)}.${"e".repeat(1_000_000)}.x`,
    options: strict,
    expected: builtinError("io.jwt.decode: "),
  },
  {
    name: "claims with names of the prototype",
    policy: rules("answer := io.jwt.decode(input)[1]"),
    input: () =>
      `${btoa('{"alg":"HS256"}').replaceAll("=", "")}.${btoa('{"__proto__":{"admin":true},"constructor":1}').replaceAll("=", "")}.AAAA`,
    expected: { value: JSON.parse('{"__proto__":{"admin":true},"constructor":1}') },
  },
  {
    name: "a key set nested without end",
    policy: rules('answer := io.jwt.verify_hs256("a.b.c", input)'),
    input: () => "[".repeat(100_000),
    expected: { value: undefined },
  },
  {
    name: "garbage for a certificate",
    policy: rules("answer := crypto.x509.parse_certificates(input)"),
    input: () => btoa("0\x84\xff\xff\xff\xff".repeat(10_000)),
    options: strict,
    expected: builtinError("crypto.x509.parse_certificates: "),
  },
  {
    name: "DER in DER in DER",
    policy: rules("answer := crypto.x509.parse_certificates(input)"),
    input: () => btoa("0\x80".repeat(50_000)),
    options: strict,
    expected: builtinError("crypto.x509.parse_certificates: "),
  },
  {
    name: "garbage for base64 and hex",
    policy: rules("answer := [base64.is_valid(input), count([1 | base64.decode(input)]), count([1 | hex.decode(input)])]"),
    input: () => "=\u0000\ud800".repeat(100_000),
    expected: { value: [false, 0, 0] },
  },
  {
    name: "a query string of a hundred thousand parameters with names of the prototype",
    policy: rules("answer := [count(object.keys(q)), q.__proto__] if { q := urlquery.decode_object(input) }"),
    input: () => `__proto__=1&${"constructor=2&".repeat(100_000)}toString=3`,
    expected: { value: [3, ["1"]] },
  },
  {
    name: "a template that calls itself",
    policy: rules('answer := strings.render_template("{{define \\"a\\"}}{{template \\"a\\"}}{{end}}{{template \\"a\\"}}", {})'),
    options: strict,
    expected: builtinError("strings.render_template: "),
  },
  {
    name: "a template of 100,000 brackets",
    policy: rules("answer := strings.render_template(input, {})"),
    input: () => `{{${"(".repeat(100_000)}1`,
    options: strict,
    expected: builtinError("strings.render_template: "),
  },
  {
    name: "a Rego module in a text, nested without end",
    policy: rules('answer := rego.parse_module("a", input)'),
    input: () => `package a\nx := ${"[".repeat(100_000)}`,
    options: strict,
    expected: builtinError("max parsing recursion depth exceeded"),
  },
  {
    name: "a time format of a megabyte",
    policy: rules('answer := count(time.format([0, "UTC", input]))'),
    input: () => "2006".repeat(250_000),
    expected: { value: 1_000_000 },
  },
  {
    name: "uri and uuid of a megabyte",
    policy: rules("answer := [uri.is_valid(input), count([1 | uuid.parse(input)])]"),
    input: () => `http://${"[".repeat(1_000_000)}`,
    expected: { value: [false, 0] },
  },
];
