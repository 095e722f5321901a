import { describe, expect, it } from "vitest";
import { BigDecimal } from "./big-decimal.ts";
import { compareNumbers, normalizeNumber, numberToText, parseNumber, toInteger64 } from "./number.ts";
import type { RegoNumber } from "./value.ts";

function read(text: string): RegoNumber {
  const number = parseNumber(text);
  if (number === undefined) throw new Error(`not a number: ${text}`);
  return number;
}

describe("parseNumber", () => {
  const cases: readonly [string, RegoNumber][] = [
    ["0", 0],
    ["-0", new BigDecimal(0n, 0, "-0", 0)],
    ["-0.0", new BigDecimal(0n, 0, "-0.0", 0)],
    ["3.0", new BigDecimal(3n, 0, "3.0", 3)],
    ["1e2", new BigDecimal(1n, 2, "1e2", 100)],
    ["1.50", new BigDecimal(15n, -1, "1.50", 1.5)],
    ["0.1", 0.1],
    ["1e-7", 1e-7],
    ["0.0000001", new BigDecimal(1n, -7, "0.0000001", 1e-7)],
    ["5e-324", 5e-324],
    ["9007199254740991", 9007199254740991],
    ["9007199254740992", 9007199254740992n],
    ["-9007199254740993", -9007199254740993n],
    ["1000000000000000000000", 10n ** 21n],
    ["1e21", new BigDecimal(1n, 21, "1e21", 10n ** 21n)],
    ["12345678901234567890.0", new BigDecimal(1234567890123456789n, 1, "12345678901234567890.0", 12345678901234567890n)],
    ["2e308", new BigDecimal(2n, 308, "2e308", 2n * 10n ** 308n)],
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
    ["a number and how it is written", 1, read("1.0")],
    ["ways to write a number", read("10e-1"), read("1.00")],
    ["a zero with a sign", 0, read("-0.0")],
  ])("finds equal: %s", (_, left, right) => expect(compareNumbers(left, right)).toBe(0));
});

it.each<[RegoNumber, RegoNumber]>([
  [-0, 0],
  [2 ** 53, 9007199254740992n],
  [1e21, 10n ** 21n],
  [0.5, 0.5],
  [read("1.50"), 1.5],
  [read("1e21"), 10n ** 21n],
])("normalizes %s", (number, expected) => expect(normalizeNumber(number)).toBe(expected));

// As OPA has it, shown by `array.slice`.
it.each<[string, bigint | undefined]>([
  ["1", 1n],
  ["-0", 0n],
  ["2.00", 2n],
  ["-3.00000000000000000", -3n],
  ["3.000000000000000000", undefined],
  ["90071992547409920.0", 90071992547409920n],
  ["900719925474099200.0", undefined],
  ["9223372036854775807", 9223372036854775807n],
  ["9223372036854775808", undefined],
  ["1e0", undefined],
  ["2.0e0", undefined],
  ["0.5", undefined],
])("takes %s for the integer %s", (text, expected) => expect(toInteger64(read(text))).toBe(expected));

it.each<[RegoNumber, string]>([
  [-0, "0"],
  [1e-7, "1e-7"],
  [10n ** 20n, "100000000000000000000"],
  [read("1e400"), "1e400"],
  [read("1.0"), "1.0"],
  [read("1E+3"), "1E+3"],
  [read("0.33333333333333333334"), "0.33333333333333333334"],
])("prints %s", (number, expected) => expect(numberToText(number)).toBe(expected));
