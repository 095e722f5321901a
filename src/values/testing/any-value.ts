import fc from "fast-check";
import { parseNumber } from "../number.ts";
import { makeObject } from "../object-builder.ts";
import { makeSet } from "../rego-set.ts";
import type { RegoNumber, Value } from "../value.ts";

const awkwardNumbers = [
  "0",
  "-1",
  "0.1",
  "-9007199254740993",
  "12345678901234567890123",
  "1e400",
  "1e-400",
  "1e999999999",
  "0.12345678901234567890123",
  "1.0",
  "10e-1",
  "-0",
  "0.10",
  "1e21",
  "12345678901234567890.0",
];
const awkwardTexts = ["", "__proto__", "constructor", "😀", "\ud800", "a/b", "%", "1Ki", "[", "1.0.0", "\u0000", "=", "{}", "1e5"];

const number: fc.Arbitrary<RegoNumber> = fc.oneof(
  fc.integer({ min: -3, max: 20 }),
  fc.double({ noNaN: true, noDefaultInfinity: true }),
  fc.constantFrom(...awkwardNumbers.map((text) => parseNumber(text) ?? 0)),
);
const text = fc.oneof(fc.string({ maxLength: 6 }), fc.constantFrom(...awkwardTexts));

/** Values of every type, nested a little, for tests that hold for any value. */
export const anyValue: fc.Arbitrary<Value> = fc.letrec<{ value: Value }>((tie) => ({
  value: fc.oneof(
    { maxDepth: 3, withCrossShrink: true },
    fc.constantFrom<Value[]>(null, true, false),
    number,
    text,
    fc.array(tie("value"), { maxLength: 4 }),
    fc.array(tie("value"), { maxLength: 4 }).map((values) => makeSet(values)),
    fc.array(fc.tuple(text, tie("value")), { maxLength: 4 }).map((entries) => makeObject(entries)),
    fc.array(fc.tuple(tie("value"), tie("value")), { maxLength: 3 }).map((entries) => makeObject(entries)),
  ),
})).value;
