import { describe, expect, it } from "vitest";
import { compareRounds, findLeast, geometricMean, summarize } from "./statistics.ts";

describe("statistics of rounds", () => {
  it.each([
    [[5, 1, 4, 2, 3], { median: 3, spread: 1 / 3, rounds: [5, 1, 4, 2, 3] }],
    [[10, undefined, 20], { median: 15, spread: 2.5 / 15, rounds: [10, undefined, 20] }],
    [[7], { median: 7, spread: 0, rounds: [7] }],
  ])("%j", (rounds, expected) => {
    expect(summarize(rounds)).toEqual(expected);
  });

  it("has ratios round by round", () => {
    expect(compareRounds(summarize([10, undefined, 80, 21]), summarize([5, 9, 40, 7]))).toBe(2);
  });

  it("has the best round", () => {
    expect(findLeast([3, undefined, 2, 5])).toBe(2);
  });

  it("has a mean of ratios", () => {
    expect(geometricMean([2, 8])).toBeCloseTo(4, 12);
  });
});
