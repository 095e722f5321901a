import { expect, test } from "vitest";
import type { Value } from "../../values/value.ts";
import { decodeBody } from "./decode-body.ts";

const asItIs = { forceJson: false, forceYaml: false };

/** As `opa eval` decodes a body of that type. */
test.each([
  ["application/json", true],
  ["application/json; charset=utf-8", true],
  ["Application/JSON", true],
  ["application/vnd.api+json", true],
  ["application/+json", true],
  ["application/json ; a=b", true],
  ['application/json;a="\\"b"', true],
  ["application/json;", true],
  ["application/json\t", true],
  ["application/json;;", false],
  ["application/json; charset", false],
  ['application/json;charset="utf-8', false],
  ["application/json, text/plain", false],
  ["application/jsonp", false],
  ["application/json/x", false],
  ["application/ld+json+x", false],
  ["text/json", false],
  ["text/x+json", false],
  ["xapplication/json", false],
  ["", false],
])("%j is JSON: %s", (type, isJson) => {
  expect(decodeBody("{}", type, asItIs)).toStrictEqual(isJson ? {} : null);
});

test.each([
  ["application/yaml", true],
  ["application/x-yaml; a=b", true],
  ["application/yaml;;", true],
  ["xapplication/yamlx", true],
  ["application/json, application/yaml", true],
  ["APPLICATION/YAML", false],
  ["application/vnd.oai+yaml", false],
  ["text/yaml", false],
])("%j is YAML: %s", (type, isYaml) => {
  expect(decodeBody("a: yes", type, asItIs)).toStrictEqual(isYaml ? { a: true } : null);
});

test.each<readonly [string, string, object, Value]>([
  ["[1]", "text/plain", { forceJson: true }, [1]],
  ["a: 1", "text/plain", { forceYaml: true }, { a: 1 }],
  ["a: 1", "text/plain", { forceJson: true, forceYaml: true }, null],
  ["a: 1", "application/json", { forceYaml: true }, null],
  ["a: 1", "application/yaml", { forceJson: true }, null],
  ["", "application/json", {}, null],
  [" \n", "application/json", {}, null],
  ["{bad", "application/json", {}, null],
  ["\ufeff{}", "application/json", {}, null],
  ["{} x", "application/json", {}, {}],
  ["1 2", "application/json", {}, 1],
  ["12345678901234567890 x", "application/json", {}, 12345678901234567890n],
  ["", "application/yaml", {}, null],
  ["a: [b", "application/yaml", {}, null],
  ["a: 1\n---\nb: 2", "application/yaml", {}, { a: 1 }],
])("%j of type %s with %j", (text, type, decoding, expected) => {
  expect(decodeBody(text, type, { ...asItIs, ...decoding })).toStrictEqual(expected);
});
