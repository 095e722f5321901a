import fc from "fast-check";
import { expect, it } from "vitest";
import { absolute, addAll, ceil, divide, floor, minus, multiply, multiplyAll, plus, remainder, round } from "./arithmetic.ts";
import { numberToText, parseNumber } from "./number.ts";
import type { RegoNumber } from "./value.ts";

const operations: Readonly<Record<string, (...operands: RegoNumber[]) => RegoNumber | undefined>> = {
  plus: (x = 0, y = 0) => plus(x, y),
  minus: (x = 0, y = 0) => minus(x, y),
  multiply: (x = 0, y = 0) => multiply(x, y),
  divide: (x = 0, y = 0) => divide(x, y),
  remainder: (x = 0, y = 0) => remainder(x, y),
  absolute: (x = 0) => absolute(x),
  floor: (x = 0) => floor(x),
  ceil: (x = 0) => ceil(x),
  round: (x = 0) => round(x),
  addAll: (...numbers) => addAll(numbers),
  multiplyAll: (...numbers) => multiplyAll(numbers),
};

// Each answer is OPA's.
it.each([
  ["divide", "1 3", "0.33333333333333333334"],
  ["divide", "-1 3", "-0.33333333333333333334"],
  ["divide", "10 4", "2.5"],
  ["divide", "10 5", "2"],
  ["divide", "1e15 3", "3.3333333333333333334e+14"],
  ["divide", "1e-10 3", "3.3333333333333333333e-11"],
  ["divide", "12345678901234567890123 3", "4115226300411522630000"],
  ["divide", "36893488147419103233 1", "36893488147419103230"],
  ["divide", "1 1000", "0.001"],
  ["divide", "0 -7", "-0"],
  ["divide", "-0.0 7", "-0"],
  ["divide", "0 7.5", "0"],
  ["plus", "0.1 0.2", "0.3"],
  ["plus", "1.0 0", "1"],
  ["plus", "-0 -0.0", "0"],
  ["plus", "999999 0.5", "999999.5"],
  ["plus", "1000000 0.5", "1.0000005e+06"],
  ["plus", "1e-5 0", "1e-05"],
  ["plus", "1048575.25 0.25", "1.0485755e+06"],
  ["plus", "9007199254740991 9007199254740991", "18014398509481982"],
  ["plus", "1e22 1", "10000000000000000000001"],
  ["plus", "12345678901234567890 0.5", "12345678901234567890"],
  ["minus", "1 0.9", "0.10000000000000000002"],
  ["minus", "3 3.0", "0"],
  ["multiply", "0 -1", "0"],
  ["multiply", "0 -0.5", "-0"],
  ["multiply", "-0.0 -0.5", "0"],
  ["multiply", "9007199254740993 1.0", "9007199254740993"],
  ["multiply", "1e300 1e300", `1${"0".repeat(600)}`],
  ["multiply", "3.5 12345678901234567890123", "43209876154320987615000"],
  ["multiply", "4.9e-400 2", "9.8e-400"],
  ["remainder", "-7 3", "-1"],
  ["remainder", "12345678901234567890123 7", "3"],
  ["absolute", "-1.5", "1.5"],
  ["absolute", "-1.50", "1.5"],
  ["absolute", "-0", "0"],
  ["absolute", "1e-7", "1e-07"],
  ["absolute", "12345678901234567890123", "12345678901234567890000"],
  ["floor", "-1.5", "-2"],
  ["floor", "-0.5", "0"],
  ["floor", "1e30", "1000000000000000000024696061952"],
  ["ceil", "-0.5", "1"],
  ["ceil", "-1.5", "-1"],
  ["ceil", "1.2", "2"],
  ["round", "2.5", "3"],
  ["round", "-2.5", "-3"],
  ["round", "-0.4", "0"],
  ["round", "1.4999999999999999999999", "2"],
  ["addAll", "1.5 1e21 1", "1000000000000000000000"],
  ["addAll", "1.0", "1"],
  ["addAll", "-0 -0.0", "0"],
  ["multiplyAll", "0 -1.5", "-0"],
  ["multiplyAll", "0.1 3", "0.30000000000000004"],
  ["multiplyAll", "1e30 1.5", "1500000000000000200000000000000"],
  ["multiply", "1e999999999 2", undefined],
  ["plus", "1e999999999 0.5", undefined],
])("%s %s = %s", (name, operands, expected) => {
  const numbers = operands.split(" ").map((text) => parseNumber(text) ?? 0);
  const answer = operations[name]?.(...numbers);
  expect(answer === undefined ? undefined : numberToText(answer)).toBe(expected);
});

it("adds up exactly in JS numbers as it does otherwise", () => {
  const integer = fc.oneof(fc.integer(), fc.maxSafeInteger(), fc.integer({ min: -1_000_100, max: 1_000_100 }));
  const fraction = fc.oneof(
    fc.integer().map((value) => value / 1024),
    fc.double({ noNaN: true, noDefaultInfinity: true, min: -1e9, max: 1e9 }),
  );
  const numbers = fc.oneof(fc.array(integer), fc.array(fc.oneof(integer, fraction)));
  // Written in a way of its own, so that the sum is not made in JS numbers.
  const zero = parseNumber("0.0") ?? 0;
  const print = (sum: RegoNumber | undefined) => sum !== undefined && numberToText(sum);
  fc.assert(
    fc.property(numbers, (all) => {
      expect(print(addAll(all))).toBe(print(addAll([zero, ...all])));
    }),
    { numRuns: 1000 },
  );
});

it("rounds JS numbers as it rounds them otherwise", () => {
  const value = fc.oneof(
    fc.integer({ min: -1000, max: 1000 }).map((half) => half / 2),
    fc.double({ noNaN: true, noDefaultInfinity: true, min: -2e12, max: 2e12 }),
    fc.double({ noNaN: true, noDefaultInfinity: true, min: -3, max: 3 }),
    fc.tuple(fc.integer({ min: -1e6, max: 1e6 }), fc.constantFrom(0.49999999999, 0.50000000001)).map(([whole, rest]) => whole + rest),
  );
  const print = (answer: RegoNumber | undefined) => answer !== undefined && numberToText(answer);
  fc.assert(
    fc.property(value, (number) => {
      const text = numberToText(number);
      // Zeros at the end make it a number with a text of its own.
      const written = /^-?\d+\.\d+$/.test(text) ? parseNumber(`${text}0`) : /^-?\d+$/.test(text) ? parseNumber(`${text}.0`) : undefined;
      if (written === undefined) return;
      expect([round, floor, ceil].map((each) => print(each(number)))).toStrictEqual(
        [round, floor, ceil].map((each) => print(each(written))),
      );
    }),
    { numRuns: 1000 },
  );
});
