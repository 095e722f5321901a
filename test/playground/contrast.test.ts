/** Texts of the page can be read: WCAG 2.1 asks for a contrast of 4.5 to 1. */
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";

const css = readFileSync(join(import.meta.dirname, "../../examples/playground/playground.css"), "utf8");

const [light = "", dark = ""] = css.split("@media (prefers-color-scheme: dark)");

function colourOf(theme: string, name: string): string {
  return new RegExp(`--${name}: (#[0-9a-f]{6});`).exec(theme)?.[1] ?? "";
}

function luminance(colour: string): number {
  const [red = 0, green = 0, blue = 0] = [1, 3, 5].map((at) => {
    const part = Number.parseInt(colour.slice(at, at + 2), 16) / 255;
    return part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4;
  });
  return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
}

function contrast(one: string, other: string): number {
  const [high = 0, low = 0] = [luminance(one), luminance(other)].sort((left, right) => right - left);
  return (high + 0.05) / (low + 0.05);
}

const inCode = ["text", "comment", "string", "number", "keyword", "document", "function"];
const pairs = [
  ...["panel", "bad-page", "missed-page"].flatMap((ground) => inCode.map((text) => [text, ground] as const)),
  ...["panel", "margin", "page"].map((ground) => ["faint", ground] as const),
  ["bad", "panel"],
  ["bad", "bad-page"],
  ["bad", "margin"],
  ["warn", "margin"],
  ["accent", "panel"],
  ["accent-text", "accent"],
] as const;

test.each([
  ["light", light],
  ["dark", dark],
])("%s", (_, theme) => {
  const low = pairs.flatMap(([text, ground]) => {
    const ratio = contrast(colourOf(theme, text), colourOf(theme, ground));
    return ratio >= 4.5 ? [] : [`${text} on ${ground}: ${ratio.toFixed(2)}`];
  });
  expect(low).toStrictEqual([]);
});
