import { describe, expect, it } from "vitest";
import { defineBuiltin } from "./builtins/custom.ts";
import { arg } from "./builtins/define.ts";
import { Engine, type EngineOptions } from "./engine.ts";
import { type RegoError, RegoErrors } from "./errors/rego-error.ts";
import { anyType, numberType } from "./types/types.ts";
import { NotJsonError } from "./values/check-json.ts";
import { RegoSet } from "./values/value.ts";

function engineOf(text: string, options: EngineOptions = {}): Engine {
  const engine = new Engine(options);
  engine.addModule("test.rego", text);
  return engine;
}

function errorsOf(work: () => unknown): readonly RegoError[] {
  try {
    work();
  } catch (error) {
    if (error instanceof RegoErrors) return error.errors;
    throw error;
  }
  throw new Error("no error was thrown");
}

const policy = `package authz

default allow := false

allow if {
	input.method == "GET"
	some role in data.roles[input.user]
	role == "reader"
}

names contains name if some name, _ in data.roles`;

describe("Engine", () => {
  it("evaluates a query for different inputs", async () => {
    const engine = engineOf(policy);
    engine.setData({ roles: { ann: ["writer", "reader"], bob: [] } });
    const allow = engine.prepare("data.authz.allow");
    expect(await allow.evaluate({ method: "GET", user: "ann" })).toBe(true);
    expect(allow.evaluateSync({ method: "GET", user: "bob" })).toBe(false);
  });

  it("tells no input from null and other false values", () => {
    const query = new Engine().prepare("x := input");
    expect(query.querySync(undefined)).toEqual([]);
    for (const input of [null, 0, false, ""]) expect(query.querySync(input)[0]?.bindings).toEqual({ x: input });
  });

  it("gives OPA's result set", () => {
    const results = new Engine().prepare('x := [1, 2][i]; {"a"} == {"a"}').querySync();
    const location = (col: number) => ({ row: 1, col });
    const expressions = [
      { value: true, text: "x := [1, 2][i]", location: location(1) },
      { value: true, text: '{"a"} == {"a"}', location: location(17) },
    ];
    expect(results).toEqual([
      { expressions, bindings: { i: 0, x: 1 } },
      { expressions, bindings: { i: 1, x: 2 } },
    ]);
  });

  it("reports the value of a single expression, false included", () => {
    expect(new Engine().prepare("1 == 2").querySync()[0]?.expressions[0]?.value).toBe(false);
    expect(new Engine().prepare("1 == 2; true").querySync()).toEqual([]);
    expect(new Engine().prepare("count([1, 2])").evaluateSync()).toBe(2);
    expect(new Engine().prepare("input.x").evaluateSync({})).toBeUndefined();
  });

  it("gives sets as sorted arrays, or as they are when asked", () => {
    const query = new Engine().prepare("{3, 1, 2}");
    expect(query.evaluateSync()).toEqual([1, 2, 3]);
    const raw = query.evaluateSync(undefined, { rawValues: true });
    expect(raw).toBeInstanceOf(RegoSet);
    expect(new Engine().prepare("input[2]").evaluateSync(raw)).toBe(2);
  });

  it("uses input and data without copying them", () => {
    const input = { list: [{ deep: true }] };
    expect(new Engine().prepare("input.list").evaluateSync(input)).toEqual(input.list);
    expect(new Engine().prepare("input.list[0]").evaluateSync(input, { rawValues: true })).toBe(input.list[0]);
  });

  it("reads keys like __proto__ and constructor as data", () => {
    const input = JSON.parse('{"__proto__": {"x": 1}, "constructor": "c"}') as unknown;
    expect(new Engine().prepare('[input["__proto__"].x, input.constructor]').evaluateSync(input)).toEqual([1, "c"]);
    expect(new Engine().prepare("input.toString").evaluateSync({})).toBeUndefined();
  });

  it("keeps integers of any size exact", () => {
    const query = new Engine().prepare("9007199254740993 * 9007199254740993");
    expect(query.evaluateSync(undefined, { rawValues: true })).toBe(9007199254740993n * 9007199254740993n);
  });

  it("names what is no JSON in an input", () => {
    const query = new Engine().prepare('{"x": input.a}');
    const cyclic: Record<string, unknown> = {};
    cyclic["self"] = cyclic;
    expect(() => new Engine().prepare("[input]").evaluateSync(cyclic)).toThrow(/input\.self/);
    expect(() => query.evaluateSync({ a: { b: () => 1 } })).toThrow(/input\.a\.b/);
  });

  it("prepares within a package and with imports", () => {
    const engine = engineOf(policy);
    engine.setData({ roles: { ann: ["reader"] } });
    const input = { method: "GET", user: "ann" };
    expect(engine.prepare("allow", { package: "authz" }).evaluateSync(input)).toBe(true);
    expect(engine.prepare("user", { imports: ["input.user"] }).evaluateSync(input)).toBe("ann");
    expect(engine.prepare("r.ann", { imports: ["data.roles as r"] }).evaluateSync(input)).toEqual(["reader"]);
  });

  it("keeps prepared queries as they were, and clones apart", () => {
    const engine = engineOf("package a\np := 1");
    const query = engine.prepare("data.a.p");
    const clone = engine.clone();
    engine.addModule("test.rego", "package a\np := 2");
    engine.setData({ b: 1 });
    expect(query.evaluateSync()).toBe(1);
    expect(engine.prepare("data.a.p").evaluateSync()).toBe(2);
    expect(clone.prepare("data").evaluateSync()).toEqual({ a: { p: 1 } });
    engine.removeModule("test.rego");
    expect(engine.prepare("data.a.p").evaluateSync()).toBeUndefined();
  });

  it("reads either version of the language", () => {
    expect(engineOf("package a\np { input.x }\nq[1] { true }", { regoVersion: 0 }).prepare("data.a").evaluateSync({ x: 1 })).toEqual({
      p: true,
      q: [1],
    });
    expect(engineOf("package a\nimport rego.v1\np if input.x", { regoVersion: 0 }).prepare("data.a.p").evaluateSync({ x: 1 })).toBe(true);
  });
});

describe("Engine errors", () => {
  it("throws compile errors with code and place", () => {
    expect(errorsOf(() => engineOf("package a\np if x > y").prepare("data.a.p"))).toEqual([
      { code: "rego_unsafe_var_error", message: "var x is unsafe", location: { file: "test.rego", row: 2, col: 6 } },
      { code: "rego_unsafe_var_error", message: "var y is unsafe", location: { file: "test.rego", row: 2, col: 6 } },
    ]);
  });

  it("throws conflicts of evaluation", () => {
    const location = (row: number) => ({ file: "test.rego", row, col: 1 });
    const query = engineOf("package a\np := 1 if true\np := 2 if true").prepare("data.a.p");
    expect(errorsOf(() => query.evaluateSync())).toEqual([
      { code: "eval_conflict_error", message: "complete rules must not produce multiple outputs", location: location(3) },
    ]);
    const call = engineOf("package a\nf(x) := 1\nf(x) := x").prepare("data.a.f(2)");
    expect(errorsOf(() => call.evaluateSync())).toEqual([
      { code: "eval_conflict_error", message: "functions must not produce multiple outputs for same inputs", location: location(3) },
    ]);
  });

  it("takes failures of builtins as undefined, as errors, or collects them", () => {
    const text = "package a\np := 1 / input.x";
    expect(engineOf(text).prepare("data.a.p").evaluateSync({ x: 0 })).toBeUndefined();
    const expected = { code: "eval_builtin_error", message: "div: divide by zero", location: { file: "test.rego", row: 2, col: 6 } };
    const strict = engineOf(text, { strictBuiltinErrors: true }).prepare("data.a.p");
    expect(errorsOf(() => strict.evaluateSync({ x: 0 }))).toEqual([expected]);
    const collected: RegoError[] = [];
    engineOf(text)
      .prepare("data.a.p")
      .evaluateSync({ x: 0 }, { onBuiltinError: (error) => collected.push(error) });
    expect(collected).toEqual([expected]);
  });
});

describe("what an engine is given", () => {
  it("must be base documents in an object", () => {
    for (const data of ["x", [1], null]) expect(() => new Engine().setData(data)).toThrow(new NotJsonError("data: must be an object"));
    expect(() => new Engine().setData({ a: [Number.NaN] })).toThrow(NotJsonError);
  });

  it("must be a version that Rego has", () => {
    const regoVersion = JSON.parse("7");
    expect(() => new Engine({ regoVersion })).toThrow(new RangeError("regoVersion must be 0 or 1 but is 7"));
  });
});

describe("custom builtins", () => {
  const double = defineBuiltin({
    name: "acme.double",
    args: [arg("x", numberType, "what is doubled")],
    result: arg("y", numberType, "twice as much"),
    implementation: (x) => Number(x) * 2,
  });

  it("are called and checked like others", () => {
    const engine = new Engine({ strictBuiltinErrors: true });
    engine.addBuiltin(double);
    expect(engine.prepare("acme.double(21)").evaluateSync()).toBe(42);
    expect(errorsOf(() => engine.prepare("acme.double(input)").evaluateSync("x"))).toEqual([
      {
        code: "eval_type_error",
        message: "acme.double: operand 1 must be number but got string",
        location: { file: "", row: 1, col: 1 },
        expression: "acme.double(input)",
      },
    ]);
    expect(errorsOf(() => engine.prepare("acme.double(1, 2, 3)"))[0]?.message).toBe("acme.double: arity mismatch");
  });

  it("can be replaced by with", () => {
    const engine = engineOf("package a\np := acme.double(2)\nq := y if y := p with acme.double as 5");
    engine.addBuiltin(double);
    expect(() => engine.prepare("data.a")).not.toThrow();
    expect(engine.prepare("data.a").evaluateSync()).toEqual({ p: 4, q: 5 });
  });

  it("may be asynchronous, with any operand", async () => {
    const engine = new Engine();
    engine.addBuiltin(
      defineBuiltin({
        name: "acme.later",
        args: [arg("x", anyType, "what comes back")],
        result: arg("y", anyType, "the same"),
        async: true,
        implementation: async (x) => x,
      }),
    );
    expect(await engine.prepare("[y | some x in [1, 2]; y := acme.later(x)]").evaluate()).toEqual([1, 2]);
  });
});
