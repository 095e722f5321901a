import { describe, expect, it } from "vitest";
import { Engine } from "../engine.ts";

const policy = `package t
s contains x if some x in input.xs
f(k) if k in s
`;

const tests = `package u
import data.t.f
p := {
	"in array": f("v") with data.t.s as ["v"],
	"no key of an object": not f("k") with data.t.s as {"k": "v"},
	"value of an object": f("v") with data.t.s as {"k": "v"},
	"in set": f("v") with data.t.s as {"v"},
	"not in set": not f("w") with data.t.s as {"v"},
	"not in text": not f("v") with data.t.s as "v",
	"not where it is null": not f("v") with data.t.s as null,
	"in package": f("v") with data.t as {"s": ["v"]},
	"by input": f("v") with input.xs as ["v", "w"],
	"no index": not f(0) with data.t.s as ["v"],
	"false": f(false) with input.xs as [1, false],
	"not false": not f(false) with input.xs as [1, true],
}`.replace(/: (not )?(f\(.*?\) with .*?),$/gm, (_all, not: string | undefined, call: string) => `: count([1 | ${not ?? ""}${call}]),`);

describe("membership in a set of a rule", () => {
  it.each([{ generateCode: false }, { generateCode: "always" }, { optimizations: { index: false } }] as const)(
    "asks what a with puts in its place for a member: %j",
    (mode) => {
      const engine = new Engine(mode);
      engine.addModule("t.rego", policy);
      engine.addModule("u.rego", tests);
      const answers = engine.prepare("data.u.p").evaluateSync({ xs: ["x"] }) as Record<string, number>;
      expect(Object.entries(answers).filter(([, holds]) => holds !== 1)).toEqual([]);
      expect(Object.keys(answers)).toHaveLength(12);
      for (const put of ["[1, 2]", "{1, 2}", '{"a": 2}']) {
        expect(engine.prepare(`data.t.f(2) with data.t.s as ${put}`).evaluateSync({})).toBe(true);
        expect(engine.prepare(`data.t.f(3) with data.t.s as ${put}`).evaluateSync({})).toBeUndefined();
      }
    },
  );
});
