import { afterEach, describe, expect, it, vi } from "vitest";
import { Engine } from "../engine.ts";
import { arg, defineBuiltin } from "../index.ts";
import { anyType, numberType } from "../types/types.ts";
import { SourceWriter } from "./source-writer.ts";

interface Policy {
  readonly policy: string;
  readonly input?: unknown;
  readonly data?: unknown;
  readonly query?: string;
}

function evaluate({ policy, input, data = {}, query = "data.t" }: Policy, generateCode: "always" | false): unknown {
  const engine = new Engine({ generateCode });
  engine.addModule("t.rego", `package t\n${policy}`);
  engine.setData(data);
  const prepared = engine.prepare(query);
  try {
    return prepared.querySync(input).map(({ expressions }) => expressions[0]?.value);
  } catch (error) {
    return String(error);
  }
}

/** What text of a policy might do if it got into the source. */
const hostile = ['"', "'", "`", "\\", "\n", "\u2028", "$" + "{process}", '"];throw 1;//', "*/", "</script>", "\0", "\ud800"];

afterEach(() => {
  vi.restoreAllMocks();
  vi.unstubAllGlobals();
});

describe("functions made from source", () => {
  it.each(hostile)("hold any text of a policy as data: %j", (text) => {
    const literal = JSON.stringify(text).replace(/\\ud800/, "\\ufffd");
    const value = JSON.parse(literal) as string;
    const policy = `p := input[${literal}]\nq[${literal}] := ${literal}\nr if input[_] == ${literal}\ns := {${literal}: {${literal}}}`;
    const expected = [{ p: value, q: { [value]: value }, r: true, s: { [value]: [value] } }];
    expect(evaluate({ policy, input: { [value]: value } }, "always")).toEqual(expected);
  });

  it.each(["constructor", "__proto__", "toString", "length", "size", "has", "scalars", "unscaled", "valueOf", "name", "prototype"])(
    "read %s as a key like any other",
    (key) => {
      const input = JSON.parse(`{"has": {${JSON.stringify(key)}: 1}, "not": {}, "array": [], "text": "x"}`) as unknown;
      const policy = `p := input.has.${key}
q contains k if input[k].${key}
values := object.union(input.not, {"set": {1, 2}, "map": {1: 2}, "number": 1.5, "wide": 12345678901234567890})
r contains k if values[k].${key}
s := {"${key}"}
t := s.${key}`;
      expect(evaluate({ policy, input }, "always")).toMatchObject([{ p: 1, q: ["has"], r: [], s: [key], t: key }]);
    },
  );

  it.each(["0", "1", "length"])("read no character of a text and no item of an array by %j", (key) => {
    const policy = `deny contains k if { some k in ["text", "array", "local"]; not input[k]["${key}"] }
deny contains "base" if not data.text["${key}"]
f(v) := v["${key}"]
p contains f(x) if some x in input
q := [x | some y in input; x := y["${key}"]]
values := {"text": "xyz", "array": ["a", "b"]}
r contains k if object.union(input.object, values)[k]["${key}"]
s := x if { y := input.text; x := y["${key}"] }`;
    const input = { text: "xyz", array: ["a", "b"], local: "z", object: {} };
    const found = key === "length" ? [] : evaluate({ policy: `p contains k if input[k][${key}]`, input }, false);
    expect(found).toEqual(key === "length" ? [] : [{ p: ["array"] }]);
    for (const mode of ["always", false] as const) {
      expect(evaluate({ policy, input, data: { text: "xyz" } }, mode)).toEqual([
        { deny: ["array", "base", "local", "text"], p: [], q: [], values: { text: "xyz", array: ["a", "b"] }, r: [] },
      ]);
    }
  });

  const cases: readonly (Policy & { readonly name: string })[] = [
    { name: "else", policy: "p := 1 if input.a else := 2 if input.b else := 3", input: { b: true } },
    { name: "negation of a loop", policy: "p if not has_x\nhas_x if { some y in input; y == 3 }", input: [1, 2] },
    { name: "every in every", policy: "p if every x in input { every y in x { y > 0 } }", input: [[1], [2, 3]] },
    { name: "or and and", policy: "import future.keywords.or\np if { input.a == 1 or input.b == 1 }", input: { b: 1 } },
    {
      name: "with on input, data, functions and builtins",
      policy: `f(x) := x + 1
g(_) := 7
p := input.a + data.d.e + f(1) + count([1])
q := [x | x := p with input.a as 10; x > 0]
r := x if x := p with data.d.e as 100 with input as {"a": 1}
s := x if x := p with f as g
u := x if x := p with count as g
v := x if x := [input.a, p] with input as {"a": 5}`,
      input: { a: 1 },
      data: { d: { e: 2 } },
    },
    { name: "conflicts", policy: "p := x if some x in input", input: [1, 2] },
    { name: "conflicts of functions", policy: "f(x) := y if some y in x\np := f(input)", input: [1, 2] },
    { name: "conflicts of keys", policy: "p := {k: v | some v, k in input}", input: ["a", "a"] },
    {
      name: "numbers of any size",
      policy: "p := [z | some x in input; some y in input; z := x + y]\nq := 9007199254740991 + 1\nr := [z | some x in input; z := x * -1]",
      input: [0, 1.5, 9007199254740991],
    },
    {
      name: "patterns",
      policy: 'p contains [x, y] if some [x, {"k": y}] in input\nf([x, _]) := x\nq := f(["a", 1])',
      input: [["a", { k: 1 }], ["b"]],
    },
    { name: "walk", policy: "p contains path if walk(input, [path, 3])", input: { a: [3, { b: 3 }] } },
    {
      name: "documents selected when they are asked",
      policy: "a.x := 1\na.y := 2\np := data.t.a[input.x]\nq := data.z[input.c]",
      input: { x: "y", c: "c" },
      data: { z: { c: 1 } },
    },
    {
      name: "sets asked for one element",
      policy: "s contains x if some x in input.xs\np if input.x in s\nq if s[input.x]",
      input: { x: false, xs: [false] },
    },
    {
      name: "elements looked for by a field",
      policy: "p contains [x.id, y.id] if { some x in input; some y in input; y.ref == x.id }",
      input: Array.from({ length: 40 }, (_, id) => ({ id, ref: (id * 7) % 40 })),
    },
    {
      name: "elements looked for by a number written in another way",
      policy: "p contains y if { some x in [1.0, 3, {}]; some y in input.xs; y.n == x }",
      input: { xs: Array.from({ length: 20 }, (_, n) => ({ n })) },
    },
    {
      name: "order of arrays of sets and objects",
      policy: "p := [x | some x in {3, 1, 2}]\nq := [k | some k, _ in input]",
      input: { b: 1, a: 1, "10": 1, "9": 1 },
    },
    { name: "a value that is false", policy: "p := false\nq if p == false\nr if not p\ns := [x | x := p]" },
    { name: "template strings", policy: 'p := $"{input.a} and {input.b}"', input: { a: 1 } },
    {
      name: "membership of constants",
      policy: 'p if input.x in {"a", "b"}\nq if input.y in ["a", 1]\nr if not input.y in {"a", "b"}\ns if "z" in input.zs',
      input: { x: "a", y: 1, zs: ["z"] },
    },
  ];
  it.each(cases)("answer as closures do: $name", (policy) => {
    const expected = evaluate(policy, false);
    expect(evaluate(policy, "always")).toEqual(expected);
    expect(expected).not.toEqual([{}]);
  });

  it("are made for a query that is evaluated often, and not before", () => {
    const made = vi.spyOn(SourceWriter.prototype, "finish");
    const engine = new Engine();
    engine.addModule("t.rego", "package t\np if input.x == 1");
    const query = engine.prepare("data.t.p");
    const answers = Array.from({ length: 40 }, (_, turn) => {
      const answer = query.evaluateSync({ x: turn % 2 });
      return [answer, made.mock.calls.length > 0];
    });
    expect(answers.map(([answer]) => answer)).toEqual(answers.map((_, turn) => (turn % 2 === 1 ? true : undefined)));
    expect(answers.findIndex(([, isMade]) => isMade)).toBe(32);
  });

  it("are not made where the platform forbids it, or the engine is told so, or steps are counted", () => {
    const made = vi.spyOn(SourceWriter.prototype, "finish");
    const ask = (engine: Engine, limits = {}): unknown => {
      engine.addModule("t.rego", "package t\np if input.x == 1");
      return engine.prepare("data.t.p").evaluateSync({ x: 1 }, { limits });
    };
    expect(ask(new Engine({ generateCode: "always" }), { steps: 100 })).toBe(true);
    const refused = vi.fn(() => {
      throw new EvalError("Code generation from strings disallowed for this context");
    });
    vi.stubGlobal("Function", refused);
    expect(ask(new Engine({ generateCode: false }))).toBe(true);
    expect(refused).not.toHaveBeenCalled();
    expect(ask(new Engine({ generateCode: "always" }))).toBe(true);
    expect(refused).toHaveBeenCalledTimes(1);
    expect(made).not.toHaveBeenCalled();
  });

  it("leave to closures what may have to wait, and what is too long", async () => {
    const engine = new Engine({ generateCode: "always" });
    const wait = defineBuiltin({
      name: "acme.wait",
      args: [arg("x", anyType, "")],
      result: arg("y", numberType, ""),
      async: true,
      implementation: async (x) => (typeof x === "number" ? x * 2 : undefined),
    });
    engine.addBuiltin(wait);
    const long = Array.from({ length: 2000 }, (_, index) => `input.x.key_${index} != ${index}`).join("\n\t");
    engine.addModule("t.rego", `package t\np := [acme.wait(x) | some x in input.xs]\nq := count(p)\nlong if {\n\t${long}\n}`);
    const x = Object.fromEntries(Array.from({ length: 2000 }, (_, index) => [`key_${index}`, -1]));
    expect(await engine.prepare("data.t").evaluate({ xs: [1, 2, 3], x })).toEqual({ p: [2, 4, 6], q: 3, long: true });
  });

  it("end at a time limit where a collection is looked through again and again", () => {
    for (const mode of ["always", false] as const) {
      const engine = new Engine({ generateCode: mode });
      engine.addModule("t.rego", "package t\np := count([1 | some x in input.xs; x in input.ys])");
      const texts = (prefix: string) => Array.from({ length: 20_000 }, (_, index) => `${prefix}${index}`);
      const query = engine.prepare("data.t.p");
      expect(() => query.evaluateSync({ xs: texts("x"), ys: texts("y") }, { limits: { timeoutMs: 50 } })).toThrow("eval_cancel_error");
    }
  });

  it("end at a time limit", () => {
    const engine = new Engine({ generateCode: "always" });
    engine.addModule("t.rego", "package t\np := count([1 | some x in input; some y in input; some z in input; x + y + z < 0])");
    const query = engine.prepare("data.t.p");
    const input = Array.from({ length: 3000 }, (_, index) => index);
    expect(() => query.evaluateSync(input, { limits: { timeoutMs: 50 } })).toThrow("eval_cancel_error");
    expect(query.evaluateSync([])).toBe(0);
  });
});
