import { describe, expect, it } from "vitest";
import { Engine } from "../engine.ts";

const people = Array.from({ length: 60 }, (_, id) => ({ id, team: `team-${id % 3}`, manager: Math.floor(id / 10) }));

const policy = `package t
managed[manager.id] contains person.id if {
	some manager in input.people
	some person in input.people
	person.manager == manager.id
	person.id < 25
}

teams := {team: ids |
	some team in {person.team | some person in input.people}
	ids := [person.id | some person in input.people; person.team == team; person.id < 9]
}

stored contains person.id if {
	some id in input.ids
	some person in data.people
	person.id == id
}`;

function engineOf(options: ConstructorParameters<typeof Engine>[0]): Engine {
  const engine = new Engine(options);
  engine.addModule("t.rego", policy);
  engine.setData({ people });
  return engine;
}

const modes = [
  { generateCode: false },
  { generateCode: "always" },
  { generateCode: false, optimizations: { index: false } },
  { generateCode: "always", optimizations: { index: false } },
] as const;

describe("elements looked for by a field", () => {
  it.each(modes)("are the same with an index and without: %j", (mode) => {
    const query = engineOf(mode).prepare("data.t");
    const expected = {
      managed: {
        "0": [0, 1, 2, 3, 4, 5, 6, 7, 8, 9],
        "1": [10, 11, 12, 13, 14, 15, 16, 17, 18, 19],
        "2": [20, 21, 22, 23, 24],
      },
      teams: { "team-0": [0, 3, 6], "team-1": [1, 4, 7], "team-2": [2, 5, 8] },
      stored: [7, 59],
    };
    // The second evaluation finds the index that the first one made of the base document.
    for (const _turn of [1, 2]) expect(query.evaluateSync({ people, ids: [7, 59, 60, "7"] })).toEqual(expected);
  });

  it("cost less the second time, but always the same number of steps", () => {
    const leastSteps = (index: boolean): number => {
      const query = engineOf({ optimizations: { index } }).prepare("data.t.managed");
      for (let steps = 10; ; steps += 10) {
        try {
          query.evaluateSync({ people }, { limits: { steps } });
          return steps;
        } catch {
          // Too few.
        }
      }
    };
    expect(leastSteps(true)).toBe(leastSteps(true));
    expect(leastSteps(true)).toBeLessThan(leastSteps(false) / 10);
    const query = engineOf({}).prepare("data.t.stored");
    const steps = { limits: { steps: 200 } };
    const tooMany = { ids: Array.from({ length: 300 }, (_, id) => id) };
    for (const _turn of [1, 2, 3]) {
      expect(query.evaluateSync({ ids: [1, 2] }, steps)).toEqual([1, 2]);
      expect(() => query.evaluateSync(tooMany, steps)).toThrow("its limit of 200 steps");
    }
  });

  it.each(modes)("are all looked at where something before the field may fail: %j", (mode) => {
    const ask = (body: string, records: unknown, strictBuiltinErrors: boolean): unknown => {
      const engine = new Engine({ ...mode, strictBuiltinErrors });
      engine.addModule(
        "t.rego",
        `package t\nf(r, k) := 1 if r[k]\nf(r, k) := 2 if r[k] == 5\np contains k if { some k in ["a", "b"]; some r in input.rs; ${body} }`,
      );
      return engine.prepare("data.t.p").evaluateSync({ rs: Array.from({ length: 40 }, () => records) });
    };
    expect(() => ask("to_number(r[k]) == 1; r.z == k", { a: "1", b: "bad", z: "q" }, true)).toThrow("eval_builtin_error");
    expect(() => ask("f(r, k) == 1; r.z == k", { a: 1, b: 5, z: "q" }, false)).toThrow("eval_conflict_error");
    expect(ask("r.z == k; f(r, k) == 1", { a: 1, b: 5, z: "q" }, false)).toEqual([]);
  });

  it("are those of the data that a with puts there", () => {
    const engine = engineOf({ generateCode: "always" });
    const others = JSON.stringify(people.map((person) => ({ ...person, id: person.id + 100 })));
    const query = engine.prepare(`x := data.t.stored; y := data.t.stored with data.people as ${others}`);
    for (const _turn of [1, 2]) {
      expect(query.querySync({ ids: [3, 103] }).map(({ bindings }) => bindings)).toEqual([{ x: [3], y: [103] }]);
    }
  });
});
