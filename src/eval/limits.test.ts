import { describe, expect, it } from "vitest";
import { defineBuiltin } from "../builtins/custom.ts";
import { arg } from "../builtins/define.ts";
import type { EngineOptions } from "../core-engine.ts";
import { Engine } from "../engine.ts";
import { RegoErrors } from "../errors/rego-error.ts";
import type { PreparedQuery } from "../prepared-query.ts";
import { anyType } from "../types/types.ts";
import type { Value } from "../values/value.ts";
import type { Limits } from "./limits.ts";

const endless = "count([1 | some a in xs; some b in xs; some c in xs; some d in xs; a + b + c + d < 0])";

function prepareEndless() {
  const engine = new Engine();
  engine.addModule("test.rego", `package t\nxs := numbers.range(1, 1000)\np := ${endless}`);
  return engine.prepare("data.t.p");
}

/** A query for `data.t.p` of a module that may call an asynchronous `test.later`. */
function prepareLater(later: (x: Value) => Promise<Value>, text: string): PreparedQuery {
  const engine = new Engine();
  engine.addBuiltin(
    defineBuiltin({ name: "test.later", args: [arg("x", anyType, "")], result: arg("y", anyType, ""), async: true, implementation: later }),
  );
  engine.addModule("test.rego", `package t\n${text}`);
  return engine.prepare("data.t.p");
}

describe("limits", () => {
  it("end an evaluation after its steps, always at the same one", () => {
    for (let run = 0; run < 2; run++) {
      expect(() => prepareEndless().evaluateSync(undefined, { limits: { steps: 100_000 } })).toThrow(
        "eval_limit_error: evaluation exceeded its limit of 100000 steps",
      );
    }
  });

  it("end an evaluation after its time", () => {
    expect(() => prepareEndless().evaluateSync(undefined, { limits: { timeoutMs: 20 } })).toThrow(
      "eval_cancel_error: evaluation exceeded its limit of 20 ms",
    );
  });

  it("obey an abort signal", async () => {
    const signal = AbortSignal.abort();
    await expect(prepareEndless().evaluate(undefined, { signal })).rejects.toThrow(RegoErrors);
  });

  it("leave the engine fit for the next evaluation", () => {
    const query = prepareEndless();
    expect(() => query.evaluateSync(undefined, { limits: { steps: 10 } })).toThrow(RegoErrors);
    expect(new Engine().prepare("1 + 1").evaluateSync(undefined, { limits: { steps: 10 } })).toBe(2);
  });

  it("a body of many expressions does not exhaust the stack", () => {
    const engine = new Engine();
    engine.addModule("test.rego", `package t\np if {\n${"input.x == 1\n".repeat(20_000)}}`);
    expect(engine.prepare("data.t.p").evaluateSync({ x: 1 })).toBe(true);
  });
});

describe("limits of engine and call", () => {
  const text = "package t\np := count([1 | some x in numbers.range(1, 1000); x > 0])";
  const prepare = (limits: Limits): PreparedQuery => {
    const engine = new Engine({ limits });
    engine.addModule("test.rego", text);
    return engine.prepare("data.t.p");
  };

  it.each<[engine: Limits, call: Limits, ended: string | undefined]>([
    [{}, {}, undefined],
    [{ steps: 100 }, {}, "100 steps"],
    [{}, { steps: 100 }, "100 steps"],
    [{ steps: 1_000_000 }, { steps: 100 }, "100 steps"],
    [{ steps: 100 }, { steps: 1_000_000 }, "100 steps"],
    [{ steps: 100 }, { steps: Number.POSITIVE_INFINITY }, "100 steps"],
    [{ steps: 100 }, { steps: undefined }, "100 steps"],
    [{ steps: 100 }, { timeoutMs: 10_000 }, "100 steps"],
    [{ resultBytes: 1 }, { steps: 1_000_000 }, "the answer exceeds its limit of 1 bytes"],
    [{ resultBytes: 4 }, {}, undefined],
  ])("%j and %j", (engine, call, ended) => {
    const evaluate = (): unknown => prepare(engine).evaluateSync(undefined, { limits: call });
    if (ended === undefined) expect(evaluate()).toBe(1000);
    else expect(evaluate).toThrow(ended);
  });

  it("say which limit it was", () => {
    try {
      prepare({ steps: 100 }).evaluateSync();
      expect.unreachable();
    } catch (error) {
      expect((error as RegoErrors).errors).toStrictEqual([
        {
          code: "eval_limit_error",
          message: "evaluation exceeded its limit of 100 steps",
          details: { limit: "steps", bound: 100 },
        },
      ]);
    }
  });

  it("measure all values of a result set", () => {
    const query = new Engine().prepare("x := [1, 2]; y := x");
    expect(query.querySync(undefined, { limits: { resultBytes: 18 } })).toHaveLength(1);
    expect(() => query.querySync(undefined, { limits: { resultBytes: 17 } })).toThrow("the answer exceeds its limit of 17 bytes");
  });
});

describe("the count of steps", () => {
  const text = `package t
p contains x if { some x in input.xs; x.id == data.ids[_]; glob.match("*a?b*", [], x.name) }
q := [r | some x in input.xs; r := f(x)]
f(x) := json.match_schema(x, {"type": "object", "properties": {"id": {"type": "number"}}})[0]
g := graphql.is_valid("{ a { b } }", "type Query { a: Query b: Int }")
h := regex.match("^x(a|b)+$", "xabab")
answer := [p, q, g, h]`;
  const input = { xs: Array.from({ length: 40 }, (_, id) => ({ id, name: `xxa${id}b` })) };
  const data = { ids: Array.from({ length: 20 }, (_, at) => at * 2) };
  const prepare = (options: EngineOptions): PreparedQuery => {
    const engine = new Engine(options);
    engine.setData(data);
    engine.addModule("test.rego", text);
    return engine.prepare("data.t.answer");
  };
  const count = (query: PreparedQuery): number => {
    let steps = -1;
    query.evaluateSync(input, {
      onSteps: (told) => {
        steps = told;
      },
    });
    return steps;
  };

  it("is the same the first time and later, and for engines that generate code", () => {
    const query = prepare({});
    const first = count(query);
    for (let run = 0; run < 50; run++) query.evaluateSync(input);
    const counts = [first, count(query), count(query), count(prepare({ generateCode: "always" })), count(prepare({ generateCode: false }))];
    expect(counts).toStrictEqual(Array(5).fill(first));
    expect(first).toBeGreaterThan(100);
  });

  it("is exactly what the limit has to allow", () => {
    const query = prepare({});
    const steps = count(query);
    expect(query.evaluateSync(input, { limits: { steps } })).toBeDefined();
    expect(() => query.evaluateSync(input, { limits: { steps: steps - 1 } })).toThrow(RegoErrors);
  });

  it("is told where an error ended the evaluation", () => {
    let told: number | undefined;
    const onSteps = (steps: number): void => {
      told = steps;
    };
    expect(() => prepare({}).evaluateSync(input, { onSteps, limits: { steps: 10 } })).toThrow(RegoErrors);
    expect(told).toBeGreaterThan(10);
  });

  it("is that of all passes of an asynchronous evaluation", async () => {
    const engine = new Engine();
    engine.addBuiltin(
      defineBuiltin({
        name: "test.later",
        args: [arg("x", anyType, "")],
        result: arg("y", anyType, ""),
        async: true,
        implementation: async (x) => x,
      }),
    );
    engine.addModule("test.rego", "package t\np := [z | some x in numbers.range(1, 10); y := test.later(x); z := test.later([y])]");
    const counts: number[] = [];
    for (let run = 0; run < 2; run++) {
      const onSteps = (steps: number): void => void counts.push(steps);
      expect(await engine.prepare("data.t.p").evaluate(undefined, { onSteps })).toHaveLength(10);
    }
    expect(counts[0]).toBe(counts[1]);
    await expect(engine.prepare("data.t.p").evaluate(undefined, { limits: { steps: (counts[0] ?? 0) - 1 } })).rejects.toThrow("steps");
  });

  it.each([
    ["its time is up", () => ({ limits: { timeoutMs: 20 } }), "evaluation exceeded its limit of 20 ms"],
    ["its caller cancels", () => ({ signal: AbortSignal.timeout(20) }), "caller cancelled query execution"],
  ])("is told where an evaluation waits when %s", async (_, makeOptions, text) => {
    const query = prepareLater(() => new Promise(() => {}), "p := test.later(count(numbers.range(1, 100)))");
    const counts: number[] = [];
    await expect(query.evaluate(undefined, { ...makeOptions(), onSteps: (steps) => void counts.push(steps) })).rejects.toThrow(text);
    expect(counts).toEqual([expect.any(Number)]);
    expect(counts[0]).toBeGreaterThan(0);
  });
});

describe("work on values", () => {
  const shared = (times: number): string => Array.from({ length: times }, (_, at) => `x${at + 1} := [x${at}, x${at}]`).join("\n");

  it("is that of the evaluation, whatever others do while it waits", async () => {
    let answer: (() => void) | undefined;
    const asked = (x: Value): Promise<Value> => new Promise((done) => (answer = () => done(x)));
    const query = prepareLater(asked, "p := count(json.marshal([test.later(1), numbers.range(1, 60000)]))");
    const waiting = query.evaluate(undefined, { limits: { steps: 70_000 } });
    // Some 110 million parts, of which the other may have 80 million.
    const neighbour = new Engine();
    neighbour.addModule("test.rego", `package t\nx0 := input.x\n${shared(22)}`);
    neighbour.addModule("other.rego", `package u\nx0 := input.x\n${shared(22)}\np := x22 == data.t.x22`);
    const busy = neighbour.prepare("data.u.p");
    for (let run = 0; run < 14; run++) expect(busy.evaluateSync({ x: [run] })).toBe(true);
    await expect.poll(() => answer).toBeDefined();
    answer?.();
    expect(await waiting).toBe(348_899);
  });

  it("ends each of two evaluations at once by its own", async () => {
    const query = prepareLater(
      async (x) => x,
      `x0 := [test.later(1)]\ny0 := [test.later(1)]\n${shared(40)}\n${shared(40).replaceAll("x", "y")}\np := x40 == y40`,
    );
    const small = prepareLater(async (x) => x, "p := test.later(1)");
    const limits = { steps: 1_000 };
    const ends = await Promise.allSettled([query.evaluate(undefined, { limits }), small.evaluate(undefined, { limits })]);
    expect(ends).toEqual([
      { status: "rejected", reason: expect.objectContaining({ message: expect.stringContaining("exceeded its limit of 1000 steps") }) },
      { status: "fulfilled", value: 1 },
    ]);
  });
});
