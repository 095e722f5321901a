import { describe, expect, it } from "vitest";
import { canonicalizeJson } from "./canonical-json.ts";

describe("canonicalizeJson", () => {
  it.each([
    ['{"b": 1, "a": [true, null]}', '{"a":[true,null],"b":1}'],
    ["[]", "[]"],
    ["{}", "{}"],
    ['"\\u0041\\/"', '"A/"'],
    ["1.50", "15e-1"],
    ["15e-1", "15e-1"],
    ["100", "1e2"],
    ["-1E+2", "-1e2"],
    ["0.0", "0"],
    ["-0", "0"],
    ["123456789012345678901234567890", "12345678901234567890123456789e1"],
    ["0.1", "1e-1"],
    ["[1e400]", "[1e400]"],
  ])("%s", (text, expected) => {
    expect(canonicalizeJson(text)).toBe(expected);
  });

  it.each(["[1", "{]", "1 2", "nil", ""])("refuses %s", (text) => {
    expect(() => canonicalizeJson(text)).toThrow("no JSON");
  });
});
