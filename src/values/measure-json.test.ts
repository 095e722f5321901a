import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { AnswerMeasure } from "./measure-json.ts";
import type { Value } from "./value.ts";

const tooLarge = new Error("too large");
const tooDeep = new Error("too deep");

function measure(value: unknown, bytes: number, depth = 1_000): void {
  new AnswerMeasure({ bytes, depth, tooLarge: () => tooLarge, tooDeep: () => tooDeep }).add(value);
}

describe("the measure of an answer", () => {
  it("is exactly the length of its JSON text in UTF-8", () => {
    fc.assert(
      fc.property(fc.jsonValue({ stringUnit: "binary" }), (value) => {
        const length = new TextEncoder().encode(JSON.stringify(value)).length;
        measure(JSON.parse(JSON.stringify(value)), length);
        if (length > 0) expect(() => measure(JSON.parse(JSON.stringify(value)), length - 1)).toThrow(tooLarge);
      }),
    );
  });

  it.each([
    ["\ud800", 8],
    ['\u0000\n"\\\u{1f600}é€', 2 + 6 + 2 + 2 + 2 + 4 + 2 + 3],
    ["__proto__", 11],
  ])("of %j is %d bytes", (text, length) => {
    expect(new TextEncoder().encode(JSON.stringify(text)).length).toBe(length);
    measure(text, length);
    expect(() => measure(text, length - 1)).toThrow(tooLarge);
  });

  it("does not look at all of a value that is far too large", () => {
    let doubled: Value = "x";
    for (let level = 0; level < 60; level++) doubled = [doubled, doubled];
    expect(() => measure(doubled, 1_000)).toThrow(tooLarge);
  });

  it.each([
    [[[1]], 2],
    [{ a: { b: { c: 1 } } }, 3],
    ["x", 0],
  ])("counts the levels of %j", (value, depth) => {
    measure(value, 1_000, depth);
    if (depth > 0) expect(() => measure(value, 1_000, depth - 1)).toThrow(tooDeep);
  });
});
