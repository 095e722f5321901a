import { expect, test } from "vitest";
import type { PlainObject, Value } from "../values/value.ts";
import { DocumentBuilder } from "./document-builder.ts";
import { placeDocument } from "./merge-documents.ts";

type Insertion = readonly [path: readonly string[], document: Value];

/** What they make together; undefined where one cannot be inserted. */
function build(insertions: readonly Insertion[]): PlainObject | undefined {
  const builder = new DocumentBuilder();
  return insertions.every(([path, document]) => builder.insert(path, document)) ? builder.finish() : undefined;
}

const whole = (...documents: readonly Value[]): readonly Insertion[] => documents.map((document) => [[], document]);
const parsed = JSON.parse('{"__proto__": {"a": 1}}') as PlainObject;

test.each<readonly [insertions: readonly Insertion[], expected: PlainObject | undefined]>([
  [[], {}],
  [whole({ a: 1 }, { b: 2 }), { a: 1, b: 2 }],
  [whole({ a: { b: 1 } }, { a: { c: 2 } }, { a: { d: 3 } }), { a: { b: 1, c: 2, d: 3 } }],
  [whole({ a: 1 }, { a: 1 }), undefined],
  [whole({ a: { b: 1 } }, { a: 1 }), undefined],
  [whole({ a: [1] }, { a: [2] }), undefined],
  [whole({ a: { b: { c: 1 } } }, { a: { b: { c: 2 } } }), undefined],
  [whole({}, { constructor: 1 }), { constructor: 1 }],
  [whole([1]), undefined],
  [whole(parsed, { b: 2 }), JSON.parse('{"__proto__": {"a": 1}, "b": 2}') as PlainObject],
  [[[["x", "y"], 1], ...whole({ x: { z: 2 } })], { x: { y: 1, z: 2 } }],
  [[...whole({ x: 1 }), [["x", "y"], 1]], undefined],
  [[...whole({ x: { y: 1 } }), [["x", "y"], {}]], undefined],
  [
    [
      [["x"], {}],
      [["x", "y", "z"], []],
    ],
    { x: { y: { z: [] } } },
  ],
  [
    [
      [["__proto__", "a"], 1],
      [["__proto__", "b"], 2],
    ],
    JSON.parse('{"__proto__": {"a": 1, "b": 2}}') as PlainObject,
  ],
])("%j makes %j", (insertions, expected) => {
  expect(build(insertions)).toStrictEqual(expected);
});

test("what is inserted is not changed", () => {
  const first = { a: { b: { c: 1 } } };
  const second = { a: { b: { d: 2 } } };
  expect(build(whole(first, second, { a: { b: { e: 3 } } }))).toStrictEqual({ a: { b: { c: 1, d: 2, e: 3 } } });
  expect([first, second]).toStrictEqual([{ a: { b: { c: 1 } } }, { a: { b: { d: 2 } } }]);
});

test("documents that are nested deeper than calls", () => {
  const deep = (key: string): Value =>
    placeDocument(
      Array.from({ length: 50_000 }, () => "a"),
      { [key]: 1 },
    );
  const builder = new DocumentBuilder();
  expect(builder.insert([], deep("x")) && builder.insert([], deep("y"))).toBe(true);
});

test("__proto__ is a key like any other of a place", () => {
  expect(JSON.stringify(placeDocument(["x", "__proto__"], 1))).toBe('{"x":{"__proto__":1}}');
});
