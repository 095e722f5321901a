import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { compareValues, sortValues } from "./compare.ts";
import { equalsValues } from "./equals.ts";
import { formatValue } from "./format.ts";
import { hashValue } from "./hash.ts";
import { parseNumber } from "./number.ts";
import { getValue, objectSize, sortedKeys } from "./object.ts";
import { makeObject } from "./object-builder.ts";
import { intersectSets, makeSet, subtractSets, unionSets } from "./rego-set.ts";
import { anyValue } from "./testing/any-value.ts";
import type { RegoNumber, Value } from "./value.ts";

function read(text: string): RegoNumber {
  return parseNumber(text) ?? 0;
}

const big = read("1e400");

describe("order", () => {
  const ascending: readonly Value[] = [
    null,
    false,
    true,
    -1,
    0.5,
    1,
    12345678901234567890n,
    big,
    "",
    "A",
    "a",
    "\uffee",
    "😀",
    [],
    [1],
    [1, 2],
    [2],
    {},
    { a: 1 },
    { a: 1, b: 0 },
    { a: 2 },
    { b: 0 },
    makeSet([]),
    makeSet([1]),
    makeSet([1, 2]),
    makeSet([2]),
  ];
  it("is Rego's across and within types", () => {
    for (const [at, left] of ascending.entries()) {
      for (const [other, right] of ascending.entries()) expect(Math.sign(compareValues(left, right))).toBe(Math.sign(at - other));
    }
  });

  it("agrees with equality and hash for any values", () => {
    fc.assert(
      fc.property(anyValue, anyValue, (left, right) => {
        expect(equalsValues(left, right)).toBe(compareValues(left, right) === 0);
        if (equalsValues(left, right)) expect(hashValue(left)).toBe(hashValue(right));
        expect(Math.sign(compareValues(left, right)) + Math.sign(compareValues(right, left))).toBe(0);
      }),
    );
  });
});

describe("sorting", () => {
  it("of JS numbers gives the order of their values", () => {
    const numbers = fc.array(
      fc.oneof(
        fc.integer(),
        fc.double({ noNaN: true, noDefaultInfinity: true }).map((value) => value + 0),
      ),
    );
    fc.assert(
      fc.property(numbers, (all) => {
        expect(sortValues(all)).toStrictEqual(all.toSorted(compareValues));
      }),
    );
  });
});

describe("sets", () => {
  const cases: readonly [string, readonly Value[], string][] = [
    ["numbers by value", [1, 1.0, -0, 0], "{0, 1}"],
    ["numbers as they were first written", [read("1.0"), 1, 2, read("2e0"), read("-0"), 0], "{-0, 1.0, 2}"],
    ["doubles of the caller's", [1e21, 10n ** 21n], "{1000000000000000000000}"],
    ["big decimals", [big, read("10e399")], "{1e400}"],
    ["composites", [[1], [1], { a: 1 }, { a: 1 }, makeSet([1]), makeSet([1])], '{[1], {"a": 1}, {1}}'],
    ["nothing", [], "set()"],
  ];
  it.each(cases)("hold %s once", (_, values, expected) => expect(formatValue(makeSet(values))).toBe(expected));

  it("find their elements, however many there are", () => {
    const pairs = Array.from({ length: 100 }, (_, at) => [at % 10, String(at)]);
    const set = makeSet([...pairs, ...pairs]);
    expect(set.size).toBe(100);
    expect(pairs.every((pair) => set.has(pair))).toBe(true);
    expect(set.has([0, "1"])).toBe(false);
  });

  it("take the spelling of the left one when they are united, and of the smaller one when they are intersected", () => {
    const [one, three] = [makeSet([read("1.0"), 5]), makeSet([1, 2, read("5e0")])];
    expect(formatValue(unionSets(one, three))).toBe("{1.0, 2, 5}");
    expect(formatValue(unionSets(three, one))).toBe("{1, 2, 5e0}");
    expect(formatValue(intersectSets(three, one))).toBe("{1.0, 5}");
    expect(formatValue(subtractSets(three, one))).toBe("{2}");
  });

  it("combine", () => {
    const [left, right] = [makeSet([1, "a", [1]]), makeSet(["a", [1], null])];
    expect(formatValue(unionSets(left, right))).toBe('{null, 1, "a", [1]}');
    expect(formatValue(intersectSets(left, right))).toBe('{"a", [1]}');
    expect(formatValue(subtractSets(left, right))).toBe("{1}");
  });
});

describe("objects", () => {
  it("are plain while all keys are strings, `__proto__` too", () => {
    const object = makeObject([
      ["__proto__", 1],
      ["constructor", 2],
    ]);
    expect(Object.keys(object)).toEqual(["__proto__", "constructor"]);
    expect(getValue(object, "__proto__")).toBe(1);
    expect(getValue({}, "__proto__")).toBeUndefined();
    expect(getValue({}, "toString")).toBeUndefined();
  });

  it("take any keys", () => {
    const object = makeObject([
      ["a", 1],
      [1, 2],
      [[1], 3],
      [makeSet([1]), 4],
      ["a", 5],
    ]);
    expect(formatValue(object)).toBe('{1: 2, "a": 5, [1]: 3, {1}: 4}');
    expect(objectSize(object)).toBe(4);
    expect(getValue(object, makeSet([1]))).toBe(4);
  });

  it("have numbers for keys by value, as they were first written", () => {
    const object = makeObject([
      [read("1.0"), 1],
      [1, 2],
      [2, 3],
      [read("2e0"), 4],
    ]);
    expect(formatValue(object)).toBe("{1.0: 2, 2: 4}");
    expect([1, read("1.0"), read("2.0")].map((key) => getValue(object, key))).toEqual([2, 2, 4]);
  });

  it("have their keys in Rego's order", () => {
    expect(sortedKeys({ b: 0, 10: 0, 9: 0, "😀": 0, "\uffee": 0 })).toEqual(["10", "9", "b", "\uffee", "😀"]);
  });
});

it.each<[string, Value, Value, Value | undefined]>([
  ["an array by index", ["x"], 0, "x"],
  ["no fraction", ["x"], 0.5, undefined],
  ["no text on an array", ["x"], "0", undefined],
  ["no length", ["x"], "length", undefined],
  ["not before the start", ["x"], -1, undefined],
  ["an array by an index that is written as a fraction", ["x", "y"], read("1.0"), "y"],
  ["an array not by an index with an exponent", ["x", "y"], read("1e0"), undefined],
  ["a set by element", makeSet([[1]]), [1], [1]],
  ["an element as it is asked for", makeSet([read("1.0")]), 1, 1],
  ["nothing in a text", "abc", 0, undefined],
])("getValue reads %s", (_, value, key, expected) => expect(getValue(value, key)).toEqual(expected));

/** So many composites that they are looked up by hash. */
const many: readonly Value[] = Array.from({ length: 40 }, (_, at) => [at, "other"]);

/** Numbers such as `-12`, `3.00`, `5e0`, `7.0e+0`. */
const spellings = fc
  .tuple(fc.integer({ min: -1000, max: 1000 }), fc.integer({ min: 0, max: 3 }), fc.integer({ min: 0, max: 3 }))
  .map(
    ([value, zeros, exponent]) =>
      `${value}${zeros === 0 ? "" : `.${"0".repeat(zeros)}`}${exponent === 0 ? "" : ["e0", "E0", "e+0"][exponent - 1]}`,
  )
  .filter((text) => parseNumber(text) !== undefined);

it("a number is the same however it is written, wherever values are compared or looked up", () => {
  fc.assert(
    fc.property(spellings, (text) => {
      const [written, normal] = [read(text), Number(text) + 0];
      for (const [left, right] of [
        [written, normal],
        [[written], [normal]],
        [{ a: written }, { a: normal }],
        [makeSet([written, 1]), makeSet([1, normal])],
        [makeObject([[written, 1]]), makeObject([[normal, read("1.0")]])],
      ] satisfies readonly (readonly [Value, Value])[]) {
        expect(equalsValues(left, right)).toBe(true);
        expect(compareValues(left, right)).toBe(0);
        expect(hashValue(left)).toBe(hashValue(right));
        expect(makeSet([left, right]).size).toBe(1);
        expect(makeSet([...many, left]).has(right)).toBe(true);
        expect(getValue(makeObject([...many.map((key) => [key, 0] as const), [left, 1]]), right)).toBe(1);
      }
      expect(formatValue(written)).toBe(text);
    }),
  );
});

it("sorts any values as it compares them", () => {
  fc.assert(
    fc.property(fc.array(anyValue), (values) => {
      const sorted = sortValues(values);
      for (let at = 1; at < sorted.length; at++) expect(compareValues(sorted[at - 1] ?? null, sorted[at] ?? null)).toBeLessThanOrEqual(0);
    }),
  );
});
