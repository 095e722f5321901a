import fc from "fast-check";
import { expect, test } from "vitest";
import { core } from "../builtins/core-group.ts";
import { defineBuiltin } from "../builtins/custom.ts";
import { arg } from "../builtins/define.ts";
import { glob } from "../builtins/groups/glob.ts";
import { Engine } from "../engine.ts";
import { RegoErrors } from "../errors/rego-error.ts";
import { compilePolicy } from "../tools/compile-policy.ts";
import { stringType } from "../types/types.ts";
import { NotJsonError } from "../values/check-json.ts";
import { stringifyJson } from "../values/json.ts";
import type { Value } from "../values/value.ts";
import { CompiledPolicyError } from "./codec.ts";
import { loadPolicy } from "./compiled-policy.ts";

const policy = `package authz

default allow := false

allow if {
	some role in data.roles[input.user]
	role in {"admin", "dev"}
}

allow if glob.match("/public/*", ["/"], input.path)

limits := {"size": 12345678901234567890, "share": 1.0, 3: null, "": [true, {"a", 2}]}

unused if io.jwt.decode(input.token)

both := 1 if input.both
both := 2 if input.both
`;

function makeEngine(): Engine {
  const engine = new Engine();
  engine.addModule("authz.rego", policy);
  return engine;
}

const document = compilePolicy(makeEngine(), ["authz/allow", "authz/limits", "authz/both"]);
const builtins = [core, glob];

test("a compiled policy answers as its engine does", async () => {
  const loaded = loadPolicy(JSON.stringify(document), { builtins, data: { roles: { ines: ["dev"] } } });
  expect(loaded.entrypoints).toEqual(["authz/allow", "authz/limits", "authz/both"]);
  const allow = loaded.prepare("authz/allow");
  expect(await allow.evaluate({ user: "ines", path: "/x" })).toBe(true);
  expect(allow.evaluateSync({ user: "tom", path: "/public/x" })).toBe(true);
  expect(allow.evaluateSync({ user: "tom", path: "/x" })).toBe(false);
  expect(allow.querySync({ user: "tom", path: "/x" })).toEqual([
    { expressions: [{ value: false, text: "data.authz.allow", location: { row: 1, col: 1 } }], bindings: {} },
  ]);
  const limits = loaded.prepare("authz/limits").evaluateSync(undefined, { rawValues: true });
  const engine = makeEngine();
  const expected = engine.prepare("data.authz.limits").evaluateSync(undefined, { rawValues: true });
  expect(stringifyJson(limits as Value)).toBe(stringifyJson(expected as Value));
  expect(stringifyJson(limits as Value)).toBe('{"":[true,[2,"a"]],"3":null,"share":1.0,"size":12345678901234567890}');
});

test("what the entrypoints do not need is left out", () => {
  expect(document.builtins).toEqual({ "glob.match": "glob", "internal.member_2": "core" });
  expect(document.sources.map(([file]) => file)).toEqual(["authz.rego"]);
});

test("errors have their places", () => {
  const both = loadPolicy(document, { builtins }).prepare("authz/both");
  let thrown: unknown;
  try {
    both.evaluateSync({ both: true });
  } catch (error) {
    thrown = error;
  }
  expect(thrown instanceof RegoErrors && thrown.errors).toEqual([
    {
      code: "eval_conflict_error",
      message: "complete rules must not produce multiple outputs",
      location: { file: "authz.rego", row: 17, col: 1 },
    },
  ]);
});

test("data can be replaced, for queries that are prepared afterwards", () => {
  const loaded = loadPolicy(document, { builtins });
  const before = loaded.prepare("authz/allow");
  loaded.setData({ roles: { ines: ["admin"] } });
  expect(before.evaluateSync({ user: "ines", path: "" })).toBe(false);
  expect(loaded.prepare("authz/allow").evaluateSync({ user: "ines", path: "" })).toBe(true);
  expect(() => loaded.setData(["roles"])).toThrow(new NotJsonError("data: must be an object"));
});

test.each([
  ["as they are", { roles: { ines: ["dev"] }, n: 1.5 }, "json"],
  ["as constants", { roles: { ines: ["dev"] }, n: 12345678901234567890n }, "constant"],
])("data can be part of it, %s", (_, data, form) => {
  const engine = makeEngine();
  engine.setData(data);
  const compiled = compilePolicy(engine, { allow: "data.authz.allow", n: "data.n" }, { includeData: true });
  expect(compiled.data?.[0]).toBe(form);
  const loaded = loadPolicy(JSON.stringify(compiled), { builtins });
  expect(loaded.prepare("allow").evaluateSync({ user: "ines", path: "" })).toBe(true);
  expect(loaded.prepare("n").evaluateSync(undefined, { rawValues: true })).toBe(data.n);
  expect(loadPolicy(compiled, { builtins, data: {} }).prepare("n").evaluateSync()).toBe(undefined);
});

test("it may have a revision, and METADATA declares entrypoints", () => {
  const engine = new Engine();
  engine.addModule("p.rego", "package p\n# METADATA\n# entrypoint: true\nallow := true\nother := 1");
  const loaded = loadPolicy(compilePolicy(engine, [], { revision: "r1" }), { builtins });
  expect([loaded.revision, loaded.entrypoints]).toEqual(["r1", ["p/allow"]]);
  expect(loadPolicy(compilePolicy(engine, ["p"])).entrypoints).toEqual(["p", "p/allow"]);
});

test("what guarded the engine guards the policy", async () => {
  const engine = new Engine({ allowNet: ["a.example"], strictBuiltinErrors: true });
  const chain = Array.from({ length: 50 }, (_, index) => `r${index + 1} := r${index} + 1`);
  engine.addModule("p.rego", `package p\nr0 := 1\n${chain.join("\n")}\nfailing := 1 / input.zero`);
  const compiled = compilePolicy(engine, ["p/r50", "p/failing"]);
  expect([compiled.allowNet, compiled.strictBuiltinErrors]).toEqual([["a.example"], true]);
  const loaded = loadPolicy(compiled, { builtins });
  expect(loaded.prepare("p/r50").evaluateSync()).toBe(51);
  expect(() => loaded.prepare("p/r50").evaluateSync(undefined, { limits: { depth: 10 } })).toThrow(/eval_limit_error/);
  expect(() =>
    loadPolicy(compiled, { builtins, limits: { depth: 10 } })
      .prepare("p/r50")
      .evaluateSync(),
  ).toThrow(/eval_limit_error/);
  expect(() => loaded.prepare("p/failing").evaluateSync({ zero: 0 })).toThrow(/divide by zero/);
});

test("builtins of one's own are given when the policy is loaded", () => {
  const name = arg("name", stringType, "");
  const greet = defineBuiltin({ name: "greet", args: [name], result: name, implementation: (text) => `Hello, ${text}` });
  const engine = new Engine();
  engine.addBuiltin(greet);
  const compiled = compilePolicy(engine, { hello: "x := greet(input.name)" });
  expect(compiled.builtins).toEqual({ greet: "" });
  expect(() => loadPolicy(compiled)).toThrow(/^the policy calls greet, a builtin of your own: give it, as \{ builtins: /);
  const loaded = loadPolicy(compiled, { builtins: [{ builtins: [greet] }] });
  expect(loaded.prepare("hello").querySync({ name: "Ines" })[0]?.bindings).toEqual({ x: "Hello, Ines" });
});

test.each([
  ["no entrypoints", [], /^a compiled policy has at least one entrypoint$/],
  ["no path", ["/authz"], /^entrypoint "\/authz" does not refer to a rule or policy decision$/],
  ["no rule", ["authz/alow"], /^entrypoint "authz\/alow" does not refer to a rule or policy decision$/],
])("%s: refused", (_, entrypoints, problem) => {
  expect(() => compilePolicy(makeEngine(), entrypoints)).toThrow(problem);
});

test.each<[string, unknown, RegExp]>([
  ["no JSON", "{", /^not a compiled policy: it is no JSON$/],
  ["another document", { allow: true }, /^not a compiled policy: it has no format, or another one$/],
  ["nothing", null, /^not a compiled policy: it has no format, or another one$/],
  ["another version", { ...document, version: 0 }, /compiled by another version of rego-ts \(of form 0, not 1\): compile it again$/],
  ["rules missing", { ...document, groups: [] }, /the number of a rule expected, 0 found$/],
  ["no rules", { ...document, groups: undefined }, /a list expected, nothing found$/],
  ["another kind of step", damage('"iterate"', '"constructor"'), /or iterate or .* expected, "constructor" found$/],
  ["a negative slot", damage('["bind",0]', '["bind",-1]'), /a number from 0 on expected, -1 found$/],
  ["a builtin that is not given", { ...document, builtins: { "time.now_ns": "time" } }, /import \{ time \} from "rego-ts\/builtins\/time"/],
])("%s: a clear error", (_, damaged, problem) => {
  const load = () => {
    const loaded = loadPolicy(damaged, { builtins });
    for (const entrypoint of loaded.entrypoints) loaded.prepare(entrypoint).evaluateSync({ user: "tom" });
  };
  expect(load).toThrow(CompiledPolicyError);
  expect(load).toThrow(problem);
});

function damage(part: string, by: string): string {
  const text = JSON.stringify(document);
  expect(text).toContain(part);
  return text.replaceAll(part, by);
}

test("no query but the entrypoints can be asked", () => {
  expect(() => loadPolicy(document, { builtins }).prepare("authz")).toThrow(
    new RangeError("no entrypoint authz: there are authz/allow, authz/limits, authz/both"),
  );
});

test("tracers are refused", () => {
  const allow = loadPolicy(document, { builtins }).prepare("authz/allow");
  expect(() => allow.evaluateSync({}, { tracer: { trace: () => undefined } })).toThrow(/compiled policies are not told to tracers/);
});

test("a damaged document is refused, or answers, or fails; nothing else happens", () => {
  const text = JSON.stringify(document);
  fc.assert(
    fc.property(fc.nat(text.length - 1), fc.constantFrom("0", "1", "-1", "9999", "null", '"x"', "[]", "{}", "true"), (at, by) => {
      const start = text.slice(0, at).search(/[[,:][^[\],:]*$/) + 1;
      const end = at + text.slice(at).search(/[\],}]/);
      try {
        const loaded = loadPolicy(text.slice(0, start) + by + text.slice(end), { builtins, limits: { steps: 10_000 } });
        for (const entrypoint of loaded.entrypoints) loaded.prepare(entrypoint).evaluateSync({ user: "tom", path: "/x" });
      } catch (error) {
        if (!(error instanceof CompiledPolicyError || error instanceof RegoErrors || error instanceof TypeError)) throw error;
      }
    }),
    { numRuns: 400 },
  );
});
