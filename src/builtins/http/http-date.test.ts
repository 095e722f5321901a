import { expect, test } from "vitest";
import { parseHttpDate } from "./http-date.ts";

test.each([
  ["Sun, 06 Nov 1994 08:49:37 GMT", 784_111_777_000],
  ["Sunday, 06-Nov-94 08:49:37 GMT", 784_111_777_000],
  ["Sun Nov  6 08:49:37 1994", 784_111_777_000],
  ["Friday, 20-Nov-26 00:00:00 UTC", Date.UTC(2026, 10, 20)],
  ["Sun, 06 Nov 1994 08:49:37 CET", undefined],
  ["1994-11-06T08:49:37Z", undefined],
  ["0", undefined],
  ["", undefined],
])("%j", (text, expected) => {
  expect(parseHttpDate(text)).toBe(expected);
});
