import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { makeSet } from "../values/rego-set.ts";
import type { Value } from "../values/value.ts";
import { sprintfBuiltins } from "./sprintf.ts";
import type { CallCase } from "./testing/call-table.ts";
import { callBuiltin, checkNothingThrows, failure, titled } from "./testing/call-table.ts";

const big = 123456789012345678901n;

/** What OPA 1.20.2 answers. */
const formats: readonly (readonly [format: string, values: readonly Value[], expected: string])[] = [
  ["%s", ["a"], "a"],
  ["%s|%v|%q|%x|%d|%T", [1, 1, 1, 1, 1, 1], "%!s(int64=1)|1|'\\x01'|1|1|int64"],
  ["%s|%v|%q|%x|%d|%T", [1.5, 1.5, 1.5, 1.5, 1.5, 1.5], "%!s(float64=1.5)|1.5|%!q(float64=1.5)|0x1.8p+00|%!d(float64=1.5)|float64"],
  ["%s|%v|%q|%x|%d|%T", ["a", "a", "a", "a", "a", "a"], 'a|a|"a"|61|%!d(string=a)|string'],
  ["%s|%v|%q|%x|%d|%T", [null, null, null, null, null, null], 'null|null|"null"|6e756c6c|%!d(string=null)|string'],
  ["%s|%v|%q|%x|%d|%T", [big, big, big, big, big, big], `${big}|${big}|%!q(big.Int=${big})|6b14e9f812f366c35|${big}|*big.Int`],
  ["%v %v", [{ a: "x" }, makeSet([1, 2])], '{"a": "x"} {1, 2}'],
  [
    "%10s|%.3s|%q",
    [
      [1, "a"],
      [1, "a"],
      [1, "a"],
    ],
    '  [1, "a"]|[1,|"[1, \\"a\\"]"',
  ],
  ["%5d|%-5d|%05d|%+d|% d|%+5d", [1, 2, 3, 4, 5, 6], "    1|2    |00003|+4| 5|   +6"],
  ["%x|%X|%#x|%#X|%o|%#o|%O|%b|%#b", [255, 255, 255, 255, 8, 8, 8, 5, 5], "ff|FF|0xff|0XFF|10|010|0o10|101|0b101"],
  ["%c|%U|%#U|%q|%+q|%c", [233, 233, 233, 233, 233, 1114112], "é|U+00E9|U+00E9 'é'|'é'|'\\u00e9'|\ufffd"],
  ["%x|%X|%#x|% x|%# x|%.2x", ["hé", "hé", "hé", "hé", "hé", "hé"], "68c3a9|68C3A9|0x68c3a9|68 c3 a9|0x68 0xc3 0xa9|68c3"],
  [
    "%e|%E|%f|%g|%.2f|%8.3f|%-8.3f|%08.3f|%+f",
    Array(9).fill(1.5),
    "1.500000e+00|1.500000E+00|1.500000|1.5|1.50|   1.500|1.500   |0001.500|+1.500000",
  ],
  ["%.0f|%.0f|%.0f|%.1f|%.1f", [0.5, 1.5, 2.5, 0.25, 0.35], "0|2|2|0.2|0.3"],
  ["%.20f|%.30e|%.25g", [0.1, 0.1, 0.1], "0.10000000000000000555|1.000000000000000055511151231258e-01|0.1000000000000000055511151"],
  [
    "%x|%.3x|%x|%.0x|%#x|%#X",
    [0.1, 0.1, -3.5, 1.75, 1.5, 3.25],
    "0x1.999999999999ap-04|0x1.99ap-04|-0x1.cp+01|0x1p+01|0x1.8000p+00|0X1.AP+01",
  ],
  ["%b|%b", [0.1, -3.5], "7205759403792794p-56|-7881299347898368p-51"],
  ["%.3g|%.10g|%.0g|%#.3g|%#g", [1234.5678, 1234.5678, 1234.5678, 1.5, 1.5e-7], "1.23e+03|1234.5678|1e+03|1.50|1.50000e-07"],
  ["%v|%v|%v", [123456789.5, 1.5e-7, 0.0000001], "1.234567895e+08|1.5e-07|1e-7"],
  [
    "%30d|%-30d|%030d|%.30d|%30.25d|%#o",
    Array(6).fill(-big),
    `        -${big}|-${big}        |-00000000${big}|-000000000${big}|    -0000${big}|-015305164770045715466065`,
  ],
  ["%5t|%05v|%!|%z|%", [true, "abc", 1, 1], "%!t(string= true)|00abc|%!!(int64=1)|%!z(int64=1)|%!(NOVERB)"],
  ["%d %d", [1], "1 %!d(MISSING)"],
  ["%d", [1, "a", null, 1.5, big], `1%!(EXTRA string=a, string=null, float64=1.5, *big.Int=${big})`],
  ["%[2]d %[1]d|%[3]d|%[x]d|%[]d|%[1]3d|%3[1]d", [1, 2], "2 1|%!d(BADINDEX)|%!d(BADINDEX)|%!d(BADINDEX)|%!d(BADINDEX)|  1"],
  ["%[1", [1], "%!(NOVERB)"],
  ["%[]", [1], "%!](BADINDEX)"],
  ["%*d|%-*d|%.*f|%*d", [5, 1, 5, 2, 2, 2.71859, -5, 1], "    1|2    |2.72|1    "],
  ["%*d|%.*d|%*d", ["a", 1, -5, 1, 10000000, 1], "%!(BADWIDTH)1|%!(BADPREC)1|%!(BADWIDTH)1"],
  ["%[3]*.[2]*[1]f", [12.5, 2, 6], " 12.50"],
  ["%99999999999999999999d", [1], "%!(NOVERB)%!(EXTRA int64=1)"],
  ["%.", [1], "%!.(int64=1)"],
  ["%q|%+q|%#q|%#q", ['a"é\n', 'a"é\n', "a`b", "a\tb"], '"a\\"é\\n"|"a\\"\\u00e9\\n"|"a`b"|`a\tb`'],
  ["%#v|%+v|%#v|%+v", ["a", 1, 1.5, big], `"a"|1|1.5|+${big}`],
  ["%é%d%%", [1, 2], "%!é(int64=1)2%"],
];

const cases: readonly CallCase[] = [
  ...formats.map(([format, values, expected]): CallCase => ["sprintf", [format, values], expected]),
  ["sprintf", [1, []], failure("sprintf: operand 1 must be string but got number")],
  ["sprintf", ["a", "b"], failure("sprintf: operand 2 must be array but got string")],
  ["sprintf", ["%9999999d".repeat(1000), Array(1000).fill(1)], failure("sprintf: result too long")],
];

describe("sprintf", () => {
  test.each(titled(cases))("%s", async (_, name, operands, expected) => {
    expect(await callBuiltin(sprintfBuiltins, name, operands)).toStrictEqual(expected);
  });

  test("shows doubles as JavaScript does where both are exact", async () => {
    await fc.assert(
      fc.asyncProperty(fc.double({ noNaN: true, noDefaultInfinity: true }), async (value) => {
        // For OPA a number is a floating-point one by the point in its text.
        if (Number.isInteger(value) || !String(value).includes(".")) return;
        expect(Number(await callBuiltin(sprintfBuiltins, "sprintf", ["%g", [value]]))).toBe(value);
        expect(Number(await callBuiltin(sprintfBuiltins, "sprintf", ["%.17e", [value]]))).toBe(value);
      }),
    );
  });

  test("nothing throws", async () => {
    const part = fc.constantFrom("%", "[", "]", "1", "2", "*", ".", "-", "+", "#", " ", "0", ..."vTtbcdoOqxXUeEfFgGsw");
    const format = fc.array(part, { maxLength: 20 }).map((parts) => parts.join(""));
    await checkNothingThrows(sprintfBuiltins, format, fc.array(fc.oneof(fc.integer(), fc.double({ noNaN: true }), fc.string())));
  });
});
