import { expect, it } from "vitest";
import { checkModules } from "../../src/tools.ts";
import { countLines, countTokens, makePolicySet } from "./policy-set.ts";

it("makes modules that are right, of about as many lines as asked for", () => {
  const modules = makePolicySet(300);
  expect(checkModules(modules.map(({ path, text }) => ({ file: path, text })))).toEqual([]);
  expect(modules.map(({ path }) => path)).toEqual(["shared.rego", "team0.rego", "team1.rego", "team2.rego"]);
  expect(countLines(modules)).toBe(319);
  expect(makePolicySet(300)).toEqual(modules);
});

it("counts tokens without comments", () => {
  expect(countTokens([{ path: "a.rego", text: 'package a\n\n# no token\nallow if input.x == "a b"\n' }])).toBe(9);
});
