import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { normalizeInteger } from "../../values/number.ts";
import { BuiltinFailure } from "../context.ts";
import { addDate, addSmallDate } from "./add-date.ts";
import { instantOf, toNanoseconds } from "./instant.ts";
import { utc } from "./zone.ts";
import { findZone } from "./zone-table.ts";

const int64 = fc.bigInt({ min: -(2n ** 63n), max: 2n ** 63n - 1n });
const seconds = fc.oneof(
  fc.integer({ min: -9_300_000_000, max: 9_300_000_000 }),
  fc.integer({ min: 9_007_190, max: 9_007_210 }),
  fc.integer({ min: -9_007_210, max: -9_007_190 }),
);

describe("instant", () => {
  test("nanoseconds are exact, in normal form", () => {
    fc.assert(
      fc.property(seconds, fc.nat(999_999_999), (whole, nanosecond) => {
        const total = BigInt(whole) * 1_000_000_000n + BigInt(nanosecond);
        const answer = toNanoseconds(whole, nanosecond);
        if (BigInt.asIntN(64, total) === total) expect(answer).toBe(normalizeInteger(total));
        else expect(answer).toBeInstanceOf(BuiltinFailure);
      }),
      { numRuns: 2000 },
    );
  });

  test("nanoseconds come back from an instant", () => {
    fc.assert(
      fc.property(int64, (total) => {
        const instant = instantOf(normalizeInteger(total), utc);
        if (instant instanceof BuiltinFailure) throw new Error(instant.message);
        expect(toNanoseconds(instant.seconds, instant.nanosecond)).toBe(normalizeInteger(total));
      }),
      { numRuns: 2000 },
    );
  });

  test("small steps in the calendar are those of 64 bits", () => {
    const step = fc.oneof(fc.integer({ min: -50, max: 50 }), fc.integer({ min: -999_999, max: 999_999 }));
    const zone = fc.constantFrom("UTC", "Europe/Berlin", "America/New_York", "Pacific/Apia");
    fc.assert(
      fc.property(int64, zone, step, step, step, (total, name, years, months, days) => {
        const instant = instantOf(normalizeInteger(total), findZone(name) ?? utc);
        if (instant instanceof BuiltinFailure) throw new Error(instant.message);
        expect(addSmallDate(instant, years, months, days)).toStrictEqual(addDate(instant, BigInt(years), BigInt(months), BigInt(days)));
      }),
      { numRuns: 2000 },
    );
  });
});
