import { expect, it } from "vitest";
import { regoBuiltins } from "./rego.ts";
import { callBuiltin } from "./testing/call-text.ts";

const head = '"package": {"path": [{"type": "var", "value": "data"}, {"type": "string", "value": "a"}]}';
const ruleOf = (number: string): string =>
  `"rules": [{"body": [{"index": 0, "terms": {"type": "boolean", "value": true}}], "head": {"assign": true, "name": "p", "ref": [{"type": "var", "value": "p"}], "value": {"type": "number", "value": ${number}}}}]`;

// Each answer is OPA's.
it.each([
  ['rego.parse_module("a.rego", "package a")', `{${head}}`],
  ['rego.parse_module("a.rego", "package a\\np := 1e400")', `{${head}, ${ruleOf("1e400")}}`],
  // Annotations are comments like others.
  [
    'rego.parse_module("a.rego", "package a\\n# METADATA\\np := 1.0")',
    `{"comments": [{"Location": {"col": 1, "file": "a.rego", "row": 2}, "Text": "IE1FVEFEQVRB"}], ${head}, ${ruleOf("1.0")}}`,
  ],
  ['rego.parse_module("a.rego", "")', "eval_builtin_error: rego.parse_module: a.rego:0: rego_parse_error: empty module"],
  ['rego.parse_module("", "# only")', "eval_builtin_error: rego.parse_module: 0:0: rego_parse_error: empty module"],
  [
    'rego.parse_module("a.rego", "x")',
    "eval_builtin_error: rego.parse_module: 1 error occurred: a.rego:1: rego_parse_error: package expected",
  ],
  ['rego.parse_module("a.rego", 2)', "eval_type_error: rego.parse_module: operand 1 must be string but got number"],
])("%s", (call, expected) => {
  expect(callBuiltin(regoBuiltins, call)).toBe(expected);
});
