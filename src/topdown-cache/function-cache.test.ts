import { describe, expect, it } from "vitest";
import { FunctionCache, remembersUndefined } from "./function-cache.ts";

describe("FunctionCache", () => {
  it.each([3, 40])("finds %i results by their arguments", (count) => {
    const cache = new FunctionCache(2);
    for (let number = 0; number < count; number++) cache.set([number, "x"], number % 2 === 0 ? { number } : undefined);
    for (let number = 0; number < count; number++) {
      expect(cache.get([number, "x"])).toEqual(number % 2 === 0 ? { number } : remembersUndefined);
      expect(cache.get([number, "y"])).toBeUndefined();
    }
  });

  it.each([1, 40])("tells composites apart by identity, among %i", (count) => {
    const cache = new FunctionCache(1);
    const [first, equal] = [{ a: 1 }, { a: 1 }];
    cache.set([first], "first");
    for (let number = 0; number < count; number++) cache.set([{ number }], number);
    expect(cache.get([first])).toBe("first");
    expect(cache.get([equal])).toBeUndefined();
  });
});
