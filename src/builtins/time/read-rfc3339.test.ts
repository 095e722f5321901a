import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { readLayout } from "./layout.ts";
import { parseTime } from "./parse-time.ts";
import { readRfc3339 } from "./read-rfc3339.ts";
import { utc } from "./zone.ts";

const layout = readLayout("2006-01-02T15:04:05Z07:00");
const two = (maximum: number) => fc.nat(maximum).map((value) => String(value).padStart(2, "0"));

/** Times as RFC 3339 has them, and such as it has not: fields that are out of range, and a character changed. */
const times = fc
  .tuple(
    fc.nat(9999).map((year) => String(year).padStart(4, "0")),
    two(13),
    two(32),
    two(24),
    two(60),
    two(60),
    fc.constantFrom("", ".5", ".123456789", ".", ".1234567891", ",5"),
    fc.oneof(
      fc.constantFrom("Z", "z", "", "Z "),
      fc.tuple(fc.constantFrom("+", "-", " "), two(25), two(61)).map(([sign, hours, minutes]) => `${sign}${hours}:${minutes}`),
    ),
  )
  .map(
    ([year, month, day, hour, minute, second, fraction, zone]) => `${year}-${month}-${day}T${hour}:${minute}:${second}${fraction}${zone}`,
  );
const changed = fc
  .tuple(times, fc.nat(30), fc.constantFrom("", "x", "0", "-", ":", "é"))
  .map(([time, at, by]) => time.slice(0, at) + by + time.slice(at + 1));

describe("RFC 3339", () => {
  test("reads a time, or leaves it to the layout", () => {
    expect(readRfc3339("2025-06-17T20:15:00Z")).toBe(1750191300000000000n);
    expect(readRfc3339("1970-01-01T00:00:00.5+00:00")).toBe(500000000);
    expect(readRfc3339("2025-06-17T20:15:00.5-07:30")).toBe(1750218300500000000n);
    expect(readRfc3339("2025-06-17 20:15:00Z")).toBe(undefined);
    expect(readRfc3339("2025-02-29T20:15:00Z")).toBe(undefined);
  });

  test("reads what the layout reads", () => {
    fc.assert(
      fc.property(fc.oneof(times, changed), (text) => {
        const read = readRfc3339(text);
        if (read !== undefined) expect(read).toStrictEqual(parseTime(layout, text, () => utc));
      }),
      { numRuns: 2000 },
    );
  });
});
