import { expect, it } from "vitest";
import { formatValue } from "../values/format.ts";
import { makeSet } from "../values/rego-set.ts";
import { makeTestContext } from "./testing/call-text.ts";
import { walkValue } from "./walk.ts";

const value = { b: [1, makeSet([2])], a: {} };

it("emits parents before children, in order", () => {
  const emitted: string[] = [];
  const stopped = walkValue(value, makeTestContext(), (pair) => {
    emitted.push(formatValue(pair));
    return false;
  });
  expect(stopped).toBe(false);
  expect(emitted).toEqual([
    '[[], {"a": {}, "b": [1, {2}]}]',
    '[["a"], {}]',
    '[["b"], [1, {2}]]',
    '[["b", 0], 1]',
    '[["b", 1], {2}]',
    '[["b", 1, 2], 2]',
  ]);
});

it("stops where it is told to", () => {
  let left = 3;
  expect(walkValue(value, makeTestContext(), () => --left === 0)).toBe(true);
  expect(left).toBe(0);
});
