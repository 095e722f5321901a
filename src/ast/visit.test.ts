import { expect, test } from "vitest";
import type { Term, VarTerm } from "./nodes.ts";
import { childrenOf, isGround, walk } from "./visit.ts";

const at = { start: 0, end: 0 };
const variable = (name: string): VarTerm => ({ kind: "var", name, ...at });
const one: Term = { kind: "number", text: "1", ...at };

test("walk visits parents first, in order of the text", () => {
  const object: Term = {
    kind: "object",
    entries: [{ key: variable("a"), value: { kind: "array", items: [one, variable("b")], ...at } }],
    ...at,
  };
  const seen: string[] = [];
  walk(object, (node) => {
    seen.push(node.kind === "var" ? node.name : node.kind);
    return undefined;
  });
  expect(seen).toEqual(["object", "a", "array", "number", "b"]);
});

test("walk stays above what the visitor declines", () => {
  const array: Term = { kind: "array", items: [{ kind: "set", items: [variable("a")], ...at }, variable("b")], ...at };
  const seen: string[] = [];
  walk(array, (node) => {
    seen.push(node.kind);
    return node.kind !== "set";
  });
  expect(seen).toEqual(["array", "set", "var"]);
});

test("ground terms have no variables, references or calls outside of comprehensions", () => {
  const comprehension: Term = { kind: "array-comprehension", head: variable("x"), body: [], ...at };
  expect([one, variable("x"), { kind: "array", items: [one, variable("x")], ...at } as const, comprehension].map(isGround)).toEqual([
    true,
    false,
    false,
    true,
  ]);
  expect(childrenOf(comprehension)).toEqual([variable("x")]);
});
