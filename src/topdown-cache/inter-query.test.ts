import { expect, test } from "vitest";
import { InterQueryCache } from "./inter-query.ts";

test("what was not asked for longest makes room; what is too large is not kept", () => {
  const cache = new InterQueryCache({ maxBytes: 100 });
  cache.set("a", 1, 40);
  cache.set("b", undefined, 40);
  expect(cache.get("a")).toBe(1);
  cache.set("c", 3, 40);
  cache.set("d", 4, 101);
  expect(["a", "b", "c", "d"].map((key) => cache.get(key))).toStrictEqual([1, undefined, 3, undefined]);
  cache.set("a", 5, 0.5);
  cache.set("e", 6, 59);
  expect(["a", "c", "e"].map((key) => cache.get(key))).toStrictEqual([5, 3, 6]);
  cache.clear();
  expect(cache.get("a")).toBe(undefined);
});
