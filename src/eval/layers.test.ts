import { describe, expect, it } from "vitest";
import { defineBuiltin } from "../builtins/custom.ts";
import { arg } from "../builtins/define.ts";
import { Engine } from "../engine.ts";
import { anyType } from "../types/types.ts";

function evaluate(rules: string, input?: unknown, query = "data.t.p", data: unknown = {}, strictBuiltinErrors = false): unknown {
  const engine = new Engine({ strictBuiltinErrors });
  engine.addModule("test.rego", `package t\n${rules}`);
  engine.setData(data);
  return engine.prepare(query).evaluateSync(input);
}

describe("keyed lookups", () => {
  it.each([
    ["p[x] contains y if { input.m[x][y] }", { m: { a: { x: 1, y: 2 } } }, "data.t.p.a", ["x", "y"]],
    ["p[u] contains x if { x := input.m[u] }", { m: { a: 1 } }, 'data.t.p["a"]', [1]],
    ["p[x].k contains y if { input.m[x][y] }", { m: { a: { x: 1 } } }, "data.t.p.a.k", ["x"]],
    ["p contains x if { input.m[x]; some y in input.ys; y > 1 }", { m: { a: 1 }, ys: [1, 2] }, 'data.t.p["a"]', "a"],
  ])("%s", (rules, input, query, value) => {
    expect(evaluate(rules, input, query)).toEqual(value);
  });
});

describe("with", () => {
  it("sees what a replacement function depends on", () => {
    const rules = `f(x) := x
g(x) := input.a + x
r := f(10)
inner := [i | some v in [1, 2, 3]; i := r with input.a as v]
p := v if { v := inner with f as g }`;
    expect(evaluate(rules, { a: 1 })).toEqual([11, 12, 13]);
  });

  it("tells functions of packages with dots in their names apart", () => {
    const engine = new Engine();
    engine.addModule("1.rego", 'package t["a.b"].c\nf(x) := x');
    engine.addModule("2.rego", "package t.a.b.c\nf(x) := x");
    engine.addModule("3.rego", 'package q\np := x if { x := [data.t["a.b"].c.f(1), data.t.a.b.c.f(1)] with data.t.a.b.c.f as 9 }');
    expect(engine.prepare("data.q.p").evaluateSync()).toEqual([1, 9]);
  });
});

describe("early exit", () => {
  it("needs all bodies to give the same constant", () => {
    const rules = "p := 1 if { some x in [1, 0]; 1 / x > 0 }\np := 2 if { count(input) == 3 }";
    expect(() => evaluate(rules, [1], "data.t.p", {}, true)).toThrow("div: divide by zero");
    expect(evaluate("p := 1 if { some x in [1, 0]; 1 / x > 0 }", [1], "data.t.p", {}, true)).toBe(1);
  });
});

describe("base documents", () => {
  it("are read as storage reads them", () => {
    const data = { roles: ["admin", "dev"], ports: { "80": "http" } };
    expect(evaluate('p := [data.roles["1"], data.ports[80]]', undefined, "data.t.p", data)).toEqual(["dev", "http"]);
    expect(evaluate('p := x if { roles := data.roles; x := roles["1"] }', undefined, "data.t.p", data)).toBeUndefined();
  });
});

describe("engines", () => {
  const constant = (value: number) =>
    defineBuiltin({ name: "acme.one", args: [], result: arg("y", anyType, "a number"), implementation: () => value });

  it("keep builtins of prepared queries and clones as they were", () => {
    const engine = new Engine();
    engine.addBuiltin(constant(1));
    engine.addModule("test.rego", "package t\np := acme.one()");
    const query = engine.prepare("data.t.p");
    const clone = engine.clone();
    engine.addBuiltin(constant(2));
    expect([query.evaluateSync(), clone.prepare("data.t.p").evaluateSync(), engine.prepare("data.t.p").evaluateSync()]).toEqual([1, 1, 2]);
  });

  it("say so where a document is nested too deep", () => {
    const input: unknown = JSON.parse(`${"[".repeat(5000)}${"]".repeat(5000)}`);
    const deep = [input];
    for (let depth = 0; depth < 100_000; depth++) deep[0] = [deep[0]];
    expect(() => new Engine().prepare("input").evaluateSync(deep)).toThrow("eval_internal_error: evaluation is nested too deep");
  });
});
