import { describe, expect, it } from "vitest";
import { geometricMean, summarize } from "./statistics.ts";

describe("statistics of rounds", () => {
  it.each([
    [[4, 1, 2], { median: 2, spread: 1.5, rounds: [4, 1, 2] }],
    [[10, 20], { median: 15, spread: 10 / 15, rounds: [10, 20] }],
    [[7], { median: 7, spread: 0, rounds: [7] }],
  ])("%j", (rounds, expected) => {
    expect(summarize(rounds)).toEqual(expected);
  });

  it("has a mean of ratios", () => {
    expect(geometricMean([2, 8])).toBeCloseTo(4, 12);
  });
});
