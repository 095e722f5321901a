import { describe, expect, it } from "vitest";
import { BigDecimal } from "./big-decimal.ts";
import { compareNumbers, normalizeNumber, numberToText, parseNumber } from "./number.ts";
import type { RegoNumber } from "./value.ts";

function read(text: string): RegoNumber {
  const number = parseNumber(text);
  if (number === undefined) throw new Error(`not a number: ${text}`);
  return number;
}

describe("parseNumber", () => {
  const cases: readonly [string, RegoNumber][] = [
    ["0", 0],
    ["-0", 0],
    ["-0.0", 0],
    ["3.0", 3],
    ["1e2", 100],
    ["1.50", 1.5],
    ["0.1", 0.1],
    ["1e-7", 1e-7],
    ["5e-324", 5e-324],
    ["9007199254740991", 9007199254740991],
    ["9007199254740992", 9007199254740992n],
    ["-9007199254740993", -9007199254740993n],
    ["1e21", 10n ** 21n],
    ["12345678901234567890.0", 12345678901234567890n],
    ["1e400", new BigDecimal(1n, 400, "1e400")],
    ["0.1234567890123456789012", new BigDecimal(1234567890123456789012n, -22, "0.1234567890123456789012")],
    ["1e999999999", new BigDecimal(1n, 999999999, "1e999999999")],
    ["1e-999999999", new BigDecimal(1n, -999999999, "1e-999999999")],
  ];
  it.each(cases)("reads %s", (text, expected) => expect(parseNumber(text)).toEqual(expected));

  it.each(["", "-", "1.", ".5", "+1", "0x1", "1e", "NaN", " 1"])("refuses %j", (text) => expect(parseNumber(text)).toBeUndefined());
});

describe("compareNumbers", () => {
  const ascending = [
    "-1e999999999",
    "-1e400",
    "-12345678901234567890",
    "-1",
    "-1e-400",
    "0",
    "1e-999999999",
    "0.1",
    "1",
    "1.00000000000000000001",
    "2",
    "9007199254740991",
    "9007199254740992",
    "12345678901234567890",
    "12345678901234567890.5",
    "1e400",
    "1e999999999",
  ];
  it("orders numbers of all forms", () => {
    for (const [at, left] of ascending.entries()) {
      for (const [other, right] of ascending.entries())
        expect([left, right, compareNumbers(read(left), read(right))]).toEqual([left, right, Math.sign(at - other)]);
    }
  });

  it.each<[string, RegoNumber, RegoNumber]>([
    ["a double of the caller's and a bigint", 1e21, 10n ** 21n],
    ["big decimals written differently", read("1e400"), read("10e399")],
    ["zeros", 0, -0],
  ])("finds equal: %s", (_, left, right) => expect(compareNumbers(left, right)).toBe(0));
});

it.each<[RegoNumber, RegoNumber]>([
  [-0, 0],
  [2 ** 53, 9007199254740992n],
  [1e21, 10n ** 21n],
  [0.5, 0.5],
])("normalizes the double %s of a caller", (double, expected) => expect(normalizeNumber(double)).toBe(expected));

it.each<[RegoNumber, string]>([
  [-0, "0"],
  [1e-7, "1e-7"],
  [10n ** 20n, "100000000000000000000"],
  [read("1e400"), "1e400"],
  [read("0.33333333333333333334"), "0.33333333333333333334"],
])("prints %s", (number, expected) => expect(numberToText(number)).toBe(expected));
