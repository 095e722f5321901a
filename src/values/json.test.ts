import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { checkJson, NotJsonError } from "./check-json.ts";
import { formatValue } from "./format.ts";
import { parseJson, stringifyJson, toJson } from "./json.ts";
import { parseNumber } from "./number.ts";
import { makeObject } from "./object-builder.ts";
import { makeSet } from "./rego-set.ts";
import type { Value } from "./value.ts";

describe("parseJson", () => {
  it.each<[string, Value]>([
    ['{"a": [1, null, true, "x"]}', { a: [1, null, true, "x"] }],
    ["[12345678901234567890]", [12345678901234567890n]],
    ["100000000000000000000000", 10n ** 23n],
    ['{"a": {"b": [1e2, {}], "c": []}, "d": -0.5E1}', { a: { b: [parseNumber("1e2") ?? 0, {}], c: [] }, d: parseNumber("-0.5E1") ?? 0 }],
    ['"\\ud83d\\ude00 \\ud83d"', "😀 \ufffd"],
    ['["1e5", " 12345678901234567890"]', ["1e5", " 12345678901234567890"]],
  ])("reads %s", (text, expected) => expect(parseJson(text)).toEqual(expected));

  it.each(["[1.0]", '{"a":1.50}', "[-0]", "[-0,0]", "[0.0]", "1E+3", "[0.0000001,1e-7]", "[10,0.5,0.000001,-10.5]", "[1e21,2e308]"])(
    "keeps how numbers are written: %s",
    (text) => expect(stringifyJson(parseJson(text))).toBe(text),
  );

  it("takes __proto__ as a key", () => {
    for (const text of ['{"__proto__": 1}', '{"__proto__": 1e2}']) expect(Object.keys(parseJson(text) as object)).toEqual(["__proto__"]);
  });

  it.each([
    ["", "EOF", 0],
    ["[1,]", "invalid character ']' looking for beginning of value", 3],
    ["[1 2]", "invalid character '2' after array element", 3],
    ['{"a" 1}', "invalid character '1' after object key", 5],
    ['{"a":1 "b"}', "invalid character '\"' after object key:value pair", 7],
    ["{1:2}", "invalid character '1' looking for beginning of object key string", 1],
    ["nulx", "invalid character 'x' in literal null (expecting 'l')", 3],
    ["nul", "unexpected EOF", 3],
    ["1.a", "invalid character 'a' after decimal point in numeric literal", 2],
    ["1e+a", "invalid character 'a' in exponent of numeric literal", 3],
    ['"a\nb"', "invalid character '\\n' in string literal", 2],
    ['"\\x"', "invalid character 'x' in string escape code", 2],
    ['"\\u12g4"', "invalid character 'g' in \\u hexadecimal character escape", 5],
    ["é", "invalid character 'Ã' looking for beginning of value", 0],
    ["1 2", "error: invalid character '2' after top-level value", 2],
    ["true false", "error: invalid character '%!s(bool=false)' after top-level value", 5],
    ["[".repeat(20_000), "exceeded max depth", 10001],
    ["[".repeat(20_000) + "]".repeat(20_000), "exceeded max depth", 10001],
  ])("refuses %.20j, and says where", (text, message, offset) => {
    expect(() => parseJson(text)).toThrow(expect.objectContaining({ name: "JsonError", message, offset }));
  });

  it("reads again what it wrote, of any JSON", () => {
    fc.assert(
      fc.property(fc.json(), (text) => {
        const written = stringifyJson(parseJson(text));
        expect(stringifyJson(parseJson(written))).toBe(written);
      }),
    );
  });
});

const mixed = makeObject([
  [[1, "a"], 1],
  [makeSet([1]), 2],
  [null, 3],
  ["x<", makeSet([2, 1])],
  [1, "number"],
  ["1", "text"],
]);

it("writes JSON as Go does", () => {
  expect(stringifyJson(mixed)).toBe('{"1":"text","[1,\\"a\\"]":1,"[1]":2,"null":3,"x\\u003c":[1,2]}');
  expect(stringifyJson({ b: [], a: {}, c: [1, { d: null }] }, { indent: "  ", prefix: ">" })).toBe(
    '{\n>  "a": {},\n>  "b": [],\n>  "c": [\n>    1,\n>    {\n>      "d": null\n>    }\n>  ]\n>}',
  );
  expect(stringifyJson("<a>&\u2028\b\f\u007f\\<\ud800")).toBe('"\\u003ca\\u003e\\u0026\\u2028\\b\\f\u007f\\\\\\u003c\ufffd"');
  expect(stringifyJson([parseNumber("1e400") ?? 0, 12345678901234567890n])).toBe("[1e400,12345678901234567890]");
});

it("gives plain JSON to programs, without copies where nothing changes", () => {
  const plain = { a: [1, { b: null }] };
  expect(toJson(plain)).toBe(plain);
  expect(toJson(mixed)).toEqual({ "1": "text", '[1,"a"]': 1, "[1]": 2, null: 3, "x<": [1, 2] });
  expect(toJson({ a: [1, [makeSet([2n ** 60n])]], b: 1 })).toEqual({ a: [1, [[2 ** 60]]], b: 1 });
  expect(toJson(parseJson("[1.0, -0, 1e21, 0.10]"))).toEqual([1, 0, 1e21, 0.1]);
});

it.each<[Value, string]>([
  [mixed, '{null: 3, 1: "number", "1": "text", "x<": {1, 2}, [1, "a"]: 1, {1}: 2}'],
  ['<\u2028\u0001\u007f\u00a0"\\\n😀', '"<\\u2028\\x01\\x7f\\u00a0\\"\\\\\\n😀"'],
  [[makeSet([]), {}, [], null, true, 1.5], "[set(), {}, [], null, true, 1.5]"],
])("formats values as Rego", (value, expected) => expect(formatValue(value)).toBe(expected));

describe("checkJson", () => {
  class Account {}
  const cyclic: { self?: unknown } = {};
  cyclic.self = [cyclic];
  it.each<[string, unknown, string]>([
    ["a function", { users: [{ name: () => 1 }] }, "input.users[0].name: a function is not JSON"],
    ["a symbol", [Symbol("x")], "input[0]: a symbol is not JSON"],
    ["undefined", { "a b": undefined }, 'input["a b"]: undefined is not JSON'],
    ["NaN", [[], Number.NaN], "input[1]: NaN is not JSON"],
    ["an instance", { a: new Account() }, "input.a: an instance of Account is not JSON"],
    ["a map", new Map(), "input: an instance of Map is not JSON"],
    ["a cycle", cyclic, "input.self[0]: a cyclic value is not JSON"],
  ])("names the place of %s", (_, value, message) => expect(() => checkJson(value, "input")).toThrow(new NotJsonError(message)));

  it("accepts JSON, shared parts, deep values and what the engine hands out", () => {
    const shared = { a: 1 };
    let deep: unknown = [];
    for (let depth = 0; depth < 100_000; depth++) deep = [deep];
    for (const value of [null, 0, "", [shared, shared], deep, makeSet([1]), mixed, 2n ** 60n, Object.create(null)])
      checkJson(value, "input");
  });
});
