import fc from "fast-check";
import { describe, expect, test } from "vitest";
import type { CallCase } from "./testing/call-table.ts";
import { callBuiltin, checkNothingThrows, failure, makeContext, titled } from "./testing/call-table.ts";
import { timeBuiltins } from "./time.ts";

const outOfRange = "time outside of valid range";

/** What OPA 1.20.2 answers. */
const cases: readonly CallCase[] = [
  ["time.now_ns", [], 1700000000123456789n],
  ["time.date", [[0, "UTC", 3]], failure("time.date: operand 1 must be string but got number")],
  ["time.date", [[0, "Nope", 3]], failure("time.date: unknown time zone Nope")],
  ["time.format", [[1e30, "UTC", 3]], failure("time.format: operand 1 must be string but got number")],
  ["time.add_date", [1.5, 1, "x", 1], failure("time.add_date: timestamp too big")],
  ["time.add_date", [0, 1, "x", 1.5], failure("time.add_date: operand 3 must be number but got string")],
  ["time.add_date", [0, 1, 1, 1.5], failure("time.add_date: operand 4 must be integer number but got floating-point number")],
  ["time.diff", [[0, "Nope"], null], failure("time.diff: unknown time zone Nope")],
  ["time.diff", [0, ["x"]], failure("time.diff: operand 1 must be number but got string")],
  ["time.format", [0], "1970-01-01T00:00:00Z"],
  ["time.format", [9223372036854775807n], "2262-04-11T23:47:16.854775807Z"],
  ["time.format", [-9223372036854775808n], "1677-09-21T00:12:43.145224192Z"],
  ["time.format", [9223372036854775808n], failure("time.format: timestamp too big")],
  ["time.format", [1.5], failure("time.format: timestamp too big")],
  ["time.format", ["a"], failure("time.format: operand 1 must be either number (ns) or [number (ns), string (tz)] but got string")],
  ["time.format", [[]], failure("time.format: operand 1 must be either number (ns) or [number (ns), string (tz)] but got array")],
  ["time.format", [[0, 1]], failure("time.format: operand 1 must be string but got number")],
  ["time.format", [[1, "UTC", 2]], failure("time.format: operand 1 must be string but got number")],
  ["time.format", [[0, "europe/berlin"]], failure("time.format: unknown time zone europe/berlin")],
  ["time.format", [[0, "../etc"]], failure("time.format: time: invalid location name")],
  ["time.format", [[0, "UTC", "UnixDate"]], "Thu Jan  1 00:00:00 UTC 1970"],
  ["time.format", [[0, "UTC", "RFC850"]], "Thursday, 01-Jan-70 00:00:00 UTC"],
  ["time.format", [[0, "UTC", "Kitchen"]], "Kitchen"],
  [
    "time.format",
    [[-4000000000000000000n, "Europe/Berlin", "2006-01-02 15:04:05 -07:00:00 Z070000 MST"]],
    "1843-03-31 17:46:48 +00:53:28 +005328 LMT",
  ],
  ["time.format", [[-4000000000000000000n, "Africa/Monrovia", "-070000 Z07:00"]], "-004308 -00:43"],
  [
    "time.format",
    [[1234567890123456789n, "Asia/Kathmandu", ",000 .999999 05.9 -07 x.000x .0001 .00a"]],
    ",123 .123456 30.1 +05 x.123x .0002 .12a",
  ],
  [
    "time.format",
    [[4234567890000000000n, "Europe/Berlin", "Jan Janu January Mond MST 20061 0 00 002 0020 _2006 __2 PMx pm"]],
    "Mar Janu March Mond CET 21043 0 00 070 0700 _2104  70 AMx am",
  ],
  ["time.format", [[8234567890000000000n, "Australia/Lord_Howe", "RFC1123Z"]], "Sat, 11 Dec 2230 22:58:10 +1100"],
  ["time.date", [[1e18, "Asia/Tokyo"]], [2001, 9, 9]],
  ["time.clock", [[0, "Asia/Kolkata"]], [5, 30, 0]],
  ["time.clock", [-1], [23, 59, 59]],
  ["time.weekday", [0], "Thursday"],
  ["time.diff", [1583020800000000000n, 1580515200000000000n], [0, 1, 0, 0, 0, 0]],
  ["time.diff", [[1, 2], 3], failure("time.diff: operand 1 must be string but got number")],
  ["time.add_date", [0, 1, 2, 3], 36892800000000000n],
  ["time.add_date", [0, 1.5, 2, 3], failure("time.add_date: operand 2 must be integer number but got floating-point number")],
  ["time.add_date", [0, 1000, 0, 0], failure(`time.add_date: ${outOfRange}`)],
  ["time.add_date", [0, 9223372036854775807n, 0, 0], -31487616000000000n],
  ["time.parse_rfc3339_ns", ["2020-02-20T00:00:00,5+23:59"], 1582070460500000000n],
  ["time.parse_rfc3339_ns", ["1600-01-01T00:00:00Z"], failure(`time.parse_rfc3339_ns: ${outOfRange}`)],
  [
    "time.parse_rfc3339_ns",
    ["2020-02-20T00:00:00+25:00"],
    failure('time.parse_rfc3339_ns: parsing time "2020-02-20T00:00:00+25:00": time zone offset hour out of range'),
  ],
  ["time.parse_ns", ["RFC1123", "mon, 02 jan 2006 15:04:05 CET"], 1136214245000000000n],
  ["time.parse_ns", ["RFC1123", "Mon, 02 Jan 2006 15:04:05.123 GMT-12"], 1136214245123000000n],
  ["time.parse_ns", ["2006 MST -0700", "2020 CET +0100"], 1577833200000000000n],
  ["time.parse_ns", ["2006 002", "2020 366"], 1609372800000000000n],
  ["time.parse_ns", ["2006 02 002", "2020 02 001"], failure('time.parse_ns: parsing time "2020 02 001": day-of-year does not match day')],
  ["time.parse_ns", ["3PM 06", "12AM 69"], -31536000000000000n],
  ["time.parse_ns", ["2006  x", "2020 x"], 1577836800000000000n],
  ["time.parse_ns", ["2006", "99999"], failure('time.parse_ns: parsing time "99999": extra text: "9"')],
  [
    "time.parse_ns",
    ["2006-01-02\n", "2020é"],
    failure(String.raw`time.parse_ns: parsing time "2020\xc3\xa9" as "2006-01-02\x0a": cannot parse "\xc3\xa9" as "-"`),
  ],
  ["time.parse_duration_ns", ["1w2d3h4m5s6ms7us8ns9µs"], 788645006016008],
  ["time.parse_duration_ns", ["1.23456789y"], 38933332979039992n],
  ["time.parse_duration_ns", ["0.1.5s1y"], failure('time.parse_duration_ns: time: missing unit in duration "0.1.5s1y"')],
  ["time.parse_duration_ns", ["1.2.3y"], failure('time.parse_duration_ns: time: invalid duration "1.2.3y"')],
  ["time.parse_duration_ns", ["5µs1e3s1d"], failure('time.parse_duration_ns: time: unknown unit "e" in duration "5µs1e3s1d"')],
  ["time.parse_duration_ns", ["5µs1e3s"], failure('time.parse_duration_ns: time: unknown unit "e" in duration "5\\xc2\\xb5s1e3s"')],
  ["time.parse_duration_ns", ["-9223372036854775808ns"], -9223372036854775808n],
  ["time.parse_duration_ns", ["9223372036854775808ns"], failure('time.parse_duration_ns: time: invalid duration "9223372036854775808ns"')],
  ["time.parse_duration_ns", ["1h1"], failure('time.parse_duration_ns: time: missing unit in duration "1h1"')],
  ["time.parse_duration_ns", ["1x1d"], failure('time.parse_duration_ns: time: unknown unit "x" in duration "1x1d"')],
  ["time.parse_duration_ns", ["1é"], failure(String.raw`time.parse_duration_ns: time: unknown unit "\xc3\xa9" in duration "1\xc3\xa9"`)],
];

describe("time", () => {
  test.each(titled(cases))("%s", async (_, name, operands, expected) => {
    expect(await callBuiltin(timeBuiltins, name, operands)).toStrictEqual(expected);
  });

  test("Local is the host's zone, also for abbreviations", async () => {
    const { host } = makeContext();
    const context = makeContext({ host: { ...host, timeZone: () => "Europe/Berlin" } });
    expect(await callBuiltin(timeBuiltins, "time.clock", [[0, "Local"]], context)).toStrictEqual([1, 0, 0]);
    expect(await callBuiltin(timeBuiltins, "time.parse_ns", ["2006 MST", "1970 CET"], context)).toBe(-3600000000000);
  });

  test("adds a day across a gap and a fold as Go does", async () => {
    const zone = "Europe/Berlin";
    const layout = "2006-01-02 15:04:05 MST";
    // 2021-03-27 02:30 CET, and 2021-10-30 02:30 CEST.
    for (const [start, expected] of [
      [1616808600000000000n, "2021-03-28 03:30:00 CEST"],
      [1635553800000000000n, "2021-10-31 02:30:00 CET"],
    ] as const) {
      const next = await callBuiltin(timeBuiltins, "time.add_date", [[start, zone], 0, 0, 1]);
      expect(await callBuiltin(timeBuiltins, "time.format", [[next as bigint, zone, layout]])).toBe(expected);
    }
  });

  test("nothing throws", async () => {
    await checkNothingThrows(
      timeBuiltins,
      fc.constantFrom("Europe/Berlin", "Local", "RFC3339", "2020-01-01T00:00:00Z", "2006-01-02", "1h1.5d"),
      fc.bigInt({ min: -(2n ** 63n), max: 2n ** 63n }),
      fc.stringMatching(/^[-+]?[0-9.]{1,30}[hdwyms]$/),
    );
  });
});
