import { expect, test } from "vitest";
import type { PlainObject } from "../values/value.ts";
import { mergeDocuments, placeDocument } from "./merge-documents.ts";

const cases: readonly (readonly [PlainObject, PlainObject, PlainObject | undefined])[] = [
  [{ a: 1 }, { b: 2 }, { a: 1, b: 2 }],
  [{ a: { b: 1 } }, { a: { c: 2 } }, { a: { b: 1, c: 2 } }],
  [{ a: 1 }, { a: 1 }, undefined],
  [{ a: { b: 1 } }, { a: 1 }, undefined],
  [{ a: [1] }, { a: [2] }, undefined],
  [{ a: { b: { c: 1 } } }, { a: { b: { c: 2 } } }, undefined],
  [{}, { constructor: 1 }, { constructor: 1 }],
];

test.each(cases)("%j and %j", (left, right, expected) => {
  expect(mergeDocuments(left, right)).toStrictEqual(expected);
});

test("__proto__ is a key like any other", () => {
  const parsed = JSON.parse('{"__proto__": {"a": 1}}') as PlainObject;
  expect(JSON.stringify(mergeDocuments(parsed, { b: 1 }))).toBe('{"__proto__":{"a":1},"b":1}');
  expect(JSON.stringify(placeDocument(["x", "__proto__"], 1))).toBe('{"x":{"__proto__":1}}');
});
