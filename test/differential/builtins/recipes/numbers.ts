import type { Recipes } from "../recipe.ts";
import { forEach, quoteAll } from "../recipe.ts";

const integers = ["0", "1", "-1", "2", "7", "-8", "255", "65536", "9007199254740993", "-18446744073709551617", "1e3", "1.0", "0.5", "-2.5"];
const shifts = ["0", "1", "2", "31", "32", "63", "64", "65", "200", "-1", "1.5", "3.0"];
/** Ends of ranges, near each other: all numbers between them are made. */
const ends = ["0", "1", "-3", "5", "10", "40", "2.0", "2.5", "-0.5", "1e1"];

const factors = [
  "",
  "k",
  "K",
  "m",
  "M",
  "Ki",
  "KI",
  "ki",
  "Mi",
  "G",
  "Gi",
  "T",
  "Ti",
  "P",
  "Pi",
  "E",
  "Ei",
  "B",
  "KB",
  "kb",
  "KiB",
  "MiB",
  "Z",
  "x",
];
const amounts = [
  "0",
  "1",
  "10",
  "1.5",
  "-2",
  ".5",
  "5.",
  "1e3",
  "1E-2",
  "+3",
  "007",
  "1_000",
  "12345678901234567890",
  "1 ",
  " 1",
  "",
  "a",
  "0x10",
  "1e",
];
const quantities = factors.flatMap((factor) => amounts.map((amount) => `"${amount}${factor}"`));
const quoted = ['"\\"1K\\""', '"1\\n"', '"é"', '"1 K"', '"1e400"', '"1e1000000"', '"--1"', '"1.2.3"', '"1m1"'];

export const numberRecipes: Recipes = {
  "bits.lsh": { operands: [integers, shifts] },
  "bits.rsh": { operands: [integers, shifts] },
  ...forEach(["bits.and", "bits.or", "bits.xor"], { operands: [integers, integers] }),
  "bits.negate": {},
  "numbers.range": {
    operands: [ends, ends],
    calls: [
      ["12345678901234567890", "12345678901234567893"],
      ["-9007199254740994", "-9007199254740991"],
    ],
    unmixed: true,
  },
  "numbers.range_step": {
    operands: [ends, ends, ["1", "2", "3", "0", "-1", "2.0", "1.5", "100"]],
    calls: [["12345678901234567890", "12345678901234567899", "4"]],
    unmixed: true,
  },
  format_int: { operands: [undefined, ["2", "8", "10", "16", "16.0", "3", "36", "0", "-2", "1.5"]] },
  "units.parse": { operands: [[...quantities, ...quoted]] },
  "units.parse_bytes": { operands: [[...quantities, ...quoted]] },
  to_number: {
    operands: [
      [
        ...["null", "true", "false", "1", "1.50", "1e3", "123456789012345678901234567890"],
        ...quoteAll(
          ...[
            "1",
            "1.5",
            "-0",
            "1e3",
            "1E400",
            "0x1F",
            "0b1",
            "0o7",
            "1_0",
            "inf",
            "Infinity",
            "-Inf",
            "NaN",
            "nan",
            " 1",
            "1 ",
            "+1",
            ".5",
            "5.",
          ],
        ),
        ...quoteAll(
          ...[
            "",
            "a",
            "1.",
            "--1",
            "1e",
            "1e+5",
            "1.0",
            "00",
            "01",
            "12345678901234567890123",
            "0x",
            "0x1p4",
            "1p3",
            "é",
            "1,5",
            "１",
            "true",
          ],
        ),
      ],
    ],
  },
};
