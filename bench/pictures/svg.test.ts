import { describe, expect, it } from "vitest";
import { drawText, formatCount, makeLinearScale, makeLogScale } from "./svg.ts";

describe("scales", () => {
  it.each([
    { values: [0.5, 80], ticks: [0.1, 1, 10, 100], value: 1, place: 100 },
    { values: [10, 10_000], ticks: [10, 100, 1000, 10_000], value: 100, place: 100 },
    { values: [7], ticks: [1, 10], value: 10, place: 300 },
  ])("are logarithmic: $values", ({ values, ticks, value, place }) => {
    const scale = makeLogScale(values, 0, 300);
    expect(scale.ticks.map((tick) => Number(tick.toPrecision(6)))).toEqual(ticks);
    expect(scale.place(value)).toBeCloseTo(place, 9);
  });

  it.each([
    { values: [3, 45], ticks: [0, 10, 20, 30, 40, 50], value: 25, place: 150 },
    { values: [1_000_000], ticks: [0, 200_000, 400_000, 600_000, 800_000, 1_000_000], value: 1_000_000, place: 300 },
  ])("are linear: $values", ({ values, ticks, value, place }) => {
    const scale = makeLinearScale(values, 0, 300);
    expect(scale.ticks).toEqual(ticks);
    expect(scale.place(value)).toBeCloseTo(place, 9);
  });
});

describe("texts", () => {
  it("are escaped", () => {
    expect(drawText(1.04, 2, "a < b & c")).toBe('<text x="1" y="2" text-anchor="start" font-size="12" fill="#333">a &lt; b &amp; c</text>');
  });

  it.each([
    [1_000_000, "1,000,000"],
    [12.34, "12.3"],
    [0.01, "0.01"],
    [0.1234, "0.12"],
  ])("count %d as %s", (value, text) => {
    expect(formatCount(value)).toBe(text);
  });
});
