import { expect, test } from "vitest";
import { parseNumber } from "../src/values/number.ts";
import type { PlainObject } from "../src/values/value.ts";
import { equalRows } from "./compare-rows.ts";
import { equalToDigits } from "./equal-to-digits.ts";

const rows: readonly (readonly [string, readonly PlainObject[], readonly PlainObject[], boolean, boolean])[] = [
  ["equal", [{ x: [1, { a: 2 }] }], [{ x: [1, { a: 2 }] }], false, true],
  ["the order of keys does not count", [{ x: { a: 1, b: 2 }, y: 3 }], [{ y: 3, x: { b: 2, a: 1 } }], false, true],
  ["the order of rows does not count", [{ x: 1 }, { x: 2 }], [{ x: 2 }, { x: 1 }], false, true],
  ["rows are counted", [{ x: 1 }, { x: 1 }], [{ x: 1 }], false, false],
  ["no rows", [], [], false, true],
  ["the order of arrays counts", [{ x: [1, 2] }], [{ x: [2, 1] }], false, false],
  ["sorted arrays", [{ x: [1, 2] }], [{ x: [2, 1] }], true, true],
  ["only the arrays that are values are sorted", [{ x: [[1, 2]] }], [{ x: [[2, 1]] }], true, false],
  ["generated variables do not count", [{ x: 1, $term: 2 }], [{ x: 1 }], false, true],
  ["a missing variable counts", [{ x: 1 }], [{ x: 1, y: 2 }], false, false],
  ["big integers are exact", [{ x: 9007199254740993n }], [{ x: 9007199254740992n }], false, false],
  ["it does not count how a number is written", [{ x: [parseNumber("1.0") ?? 0] }], [{ x: [1] }], true, true],
  ["types count", [{ x: 1 }], [{ x: "1" }], false, false],
];

test.each(rows)("%s", (_, actual, expected, sortBindings, equal) => {
  expect(equalRows(actual, expected, sortBindings)).toBe(equal);
});

test("numbers with fractions are equal to so many digits, integers exactly", () => {
  expect(equalToDigits({ a: [0.1234567890123, 1] }, { a: [0.1234567890124, 1] }, 12)).toBe(true);
  expect(equalToDigits(0.12345678901, 0.12345678902, 12)).toBe(false);
  expect(equalToDigits(9007199254740993n, 9007199254740994n, 12)).toBe(false);
});
