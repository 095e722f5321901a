import fc from "fast-check";
import { RE2JS } from "re2js";
import { describe, expect, test } from "vitest";
import { makeNativePattern } from "./native-pattern.ts";
import { findNativeMatches, matchOfOffsets } from "./regex-match.ts";

const part = fc.constantFrom(
  ..."abz019_-/:. \\+".split("").map((character) => (/[.+\\]/.test(character) ? `\\${character}` : character)),
  ".",
  "[a-z]",
  "[^/]",
  "[^a-c\\s]",
  "[]a]",
  "[^-a]",
  "[a-]",
  "[--a]",
  "[a\\-z.]",
  "[\\w.]",
  "[^\\W_]",
  "[\\D0]",
  "\\d",
  "\\D",
  "\\w",
  "\\W",
  "\\s",
  "\\S",
  "\\b",
  "^",
  "$",
  "\\n",
);
const { pattern } = fc.letrec<{ pattern: string; piece: string }>((tie) => ({
  pattern: fc.oneof(
    { maxDepth: 3 },
    fc.array(tie("piece"), { maxLength: 4 }).map((pieces) => pieces.join("")),
    fc.array(tie("pattern"), { minLength: 1, maxLength: 3 }).map((options) => options.join("|")),
  ),
  piece: fc.oneof(
    { maxDepth: 4 },
    part,
    fc
      .tuple(part, fc.constantFrom("*", "+", "?", "*?", "+?", "??", "{2}", "{1,3}", "{2,}", "{0}", "{0,2}?"))
      .map((parts) => parts.join("")),
    fc
      .tuple(tie("pattern"), fc.constantFrom("(", "(?:"), fc.constantFrom("", "", "*", "+", "?", "*?", "{2}", "{1,2}"))
      .map(([body, open, times]) => `${open}${body})${times}`),
  ),
}));
const anyText = fc.string({ unit: fc.constantFrom(..."abcz019_-/:. \\+\n", "é", "😀", "\u212a"), maxLength: 20 });

describe("native patterns", () => {
  test("find what RE2 finds", () => {
    let taken = 0;
    fc.assert(
      fc.property(pattern, fc.array(anyText, { minLength: 1, maxLength: 8 }), fc.integer({ min: -1, max: 3 }), (written, texts, limit) => {
        const native = makeNativePattern(written);
        if (native === undefined) return;
        taken++;
        const engine = RE2JS.compile(written).re2();
        const regex = new RegExp(native.source, "gu");
        for (const text of texts.filter(({ length }) => length <= native.maximalLength)) {
          const offsets: readonly (readonly number[])[] | null = engine.findAllSubmatchIndex(text, limit);
          const expected = (offsets ?? []).map((each) => matchOfOffsets(text, each));
          const found = findNativeMatches(regex, text, limit).map(({ start, end, groups }) => ({ start, end, groups: Array.from(groups) }));
          const withGroups = ({ start, end, groups }: (typeof found)[number]) =>
            native.hasSameGroups ? { start, end, groups } : { start, end };
          expect(found.map(withGroups)).toStrictEqual(expected.map((each) => withGroups({ ...each, groups: [...each.groups] })));
          expect(new RegExp(native.source, "u").test(text)).toBe(engine.match(text));
        }
      }),
      { numRuns: 1500 },
    );
    expect(taken).toBeGreaterThan(500);
  });

  test("texts that are nearly patterns are patterns if they are taken", () => {
    const fragment = fc.constantFrom(..."()[]{}*+?|\\^$.-,:a1Qpd_ ", "{2}", "{1001}", "(?", "(?:", "[[:alpha:]]", "(?P<n>", "\\b");
    fc.assert(
      fc.property(fc.array(fragment, { maxLength: 8 }), (fragments) => {
        const written = fragments.join("");
        const native = makeNativePattern(written);
        if (native === undefined) return;
        RE2JS.compile(written);
        new RegExp(native.source, "u").test("a");
      }),
      { numRuns: 5000 },
    );
  });

  test.each([
    ["^([a-z-]+)/((?:/[^:/]+)*)$", "^([\\x2da-z]+)\\x2f((?:\\x2f[^\\x2f\\x3a]+)*)$", 249_999],
    ["/(test|sandbox)-[a-z]+", "\\x2f(test|sandbox)\\x2d[a-z]+", 499],
    ["^v?(0|[1-9][0-9]*)$", "^v?(0|[1-9][0-9]*)$", 249_999],
    [".*foo", "[^\\x0a]*foo", 61],
    ["(a|ab)c", "(a|ab)c", 352],
  ])("%s", (written, source, maximalLength) => {
    expect(makeNativePattern(written)).toStrictEqual({ source, hasSameGroups: true, maximalLength });
  });

  // What takes JavaScript's engine exponential time, and what it reads otherwise or not at all.
  test.each([
    ["(a+)+$"],
    ["(a|a)*b"],
    ["(a|ab)*c"],
    ["(?:a?){20}b"],
    ["(a*)*b"],
    ["(?:a{1,2}){3}b"],
    [`${"(?:a|a)".repeat(30)}b`],
    [`${"(?:^|\\b|$)".repeat(30)}b`],
    [`${"a?".repeat(30)}${"a".repeat(30)}`],
    ["(?i)a"],
    ["\\pL"],
    ["[[:alpha:]]"],
    ["\\x41"],
    ["\\z"],
    ["\\B"],
    ["\\1"],
    ["(?=a)"],
    ["é"],
    ["(a{100}){100}"],
    ["(?P<n>a)"],
  ])("%s is left to RE2", (written) => {
    expect(makeNativePattern(written)).toBe(undefined);
  });

  test("the largest patterns can be run", () => {
    for (const written of [`(?:${"[a-c]".repeat(180)}){1000}`, `${"a{1000}".repeat(140)}`, "(?:(?:[ab]c?){3}){300}d"]) {
      const native = makeNativePattern(written);
      if (native !== undefined) expect(new RegExp(native.source, "u").test("abc".repeat(100))).toBe(false);
    }
  });
});
