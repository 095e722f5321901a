import { describe, expect, it } from "vitest";
import { BuiltinFailure } from "../builtins/context.ts";
import { defineBuiltin } from "../builtins/custom.ts";
import { arg } from "../builtins/define.ts";
import { Engine } from "../engine.ts";
import { anyType } from "../types/types.ts";
import type { Value } from "../values/value.ts";

/** An engine with `later(x)`, which answers x after a turn of the event loop, and a record of what was asked in which turn. */
function makeEngine(text: string): { engine: Engine; asked: Value[][]; printed: string[] } {
  const asked: Value[][] = [];
  const printed: string[] = [];
  const host = {
    nowNs: () => 0n,
    randomBytes: (length: number) => new Uint8Array(length),
    environment: () => ({}),
    print: (text: string) => printed.push(text),
  };
  const engine = new Engine({ host });
  let turn: Value[] | undefined;
  engine.addBuiltin(
    defineBuiltin({
      name: "later",
      args: [arg("x", anyType, "what is asked for")],
      result: arg("y", anyType, "the same"),
      async: true,
      implementation: async (x) => {
        if (turn === undefined) {
          turn = [];
          asked.push(turn);
          queueMicrotask(() => {
            turn = undefined;
          });
        }
        turn.push(x);
        await new Promise((resolve) => setTimeout(resolve, 1));
        return x === "fail" ? new BuiltinFailure("failed") : x;
      },
    }),
  );
  engine.addModule("test.rego", text);
  return { engine, asked, printed };
}

const cases: readonly { what: string; rules: string; value: unknown; asked: unknown[][] }[] = [
  {
    what: "calls of one comprehension go out together",
    rules: "p := [later(x) | some x in [1, 2, 3]]",
    value: [1, 2, 3],
    asked: [[1, 2, 3]],
  },
  { what: "the same call is made once", rules: "p := [later(1), later(1)]", value: [1, 1], asked: [[1]] },
  { what: "dependent calls wait for each other", rules: "p := later(later(1) + 1)", value: 2, asked: [[1], [2]] },
  { what: "negation waits", rules: "p if not later(false)", value: true, asked: [[false]] },
  { what: "else waits", rules: "p := 1 if { later(1) == 2 } else := 2 if later(3) == 3", value: 2, asked: [[1], [3]] },
  { what: "default waits", rules: "default p := 0\np := 1 if later(1) == 1", value: 1, asked: [[1]] },
  {
    what: "a later body is not asked ahead of its turn",
    rules: "p if later(1) == 1\np if later(2) == 2",
    value: true,
    asked: [[1]],
  },
  { what: "every asks for all elements", rules: "p if every x in [1, 2] { later(x) == x }", value: true, asked: [[1, 2]] },
  { what: "partial sets ask for all elements", rules: "p contains later(x) if some x in [1, 2]", value: [1, 2], asked: [[1, 2]] },
  { what: "partial objects too", rules: 'p[k] := later(k) if some k in ["a", "b"]', value: { a: "a", b: "b" }, asked: [["a", "b"]] },
  { what: "functions", rules: "p := {f(1), f(2)}\nf(x) := later(x) + 1", value: [2, 3], asked: [[1], [2]] },
  { what: "with", rules: "p := x if { x := q with input.v as 7 }\nq := later(input.v)", value: 7, asked: [[7]] },
  { what: "a failure is undefined", rules: 'default p := "none"\np := later("fail")', value: "none", asked: [["fail"]] },
];

describe("asynchronous builtins", () => {
  it.each(cases)("$what", async ({ rules, value, asked: expected }) => {
    const { engine, asked } = makeEngine(`package t\n${rules}`);
    expect(await engine.prepare("data.t.p").evaluate({})).toEqual(value);
    expect(asked).toEqual(expected);
  });

  it("are refused by name where one cannot wait", () => {
    const { engine } = makeEngine("package t\np := later(1)");
    expect(() => engine.prepare("data.t.p").evaluateSync()).toThrow(
      "test.rego:2: eval_internal_error: later has to wait for its answer: evaluate asynchronously",
    );
  });

  it("print only what the last pass prints", async () => {
    const { engine, printed } = makeEngine('package t\np if { print("a"); later(1) == 1; print("b") }');
    await engine.prepare("data.t.p").evaluate();
    expect(printed).toEqual(["a", "b"]);
  });

  it("are not cut short by an error that the answers rule out", async () => {
    const { engine } = makeEngine("package t\np if { some i in [1, 2]; g(i) }\ng(1) if later(true)\ng(2) := 1\ng(2) := 2");
    expect(await engine.prepare("data.t.p").evaluate()).toBe(true);
  });

  it("do not lose failures that an earlier pass met", async () => {
    const { engine } = makeEngine("package t\na := [x | some i in [0, 1]; x := 1 / i]\np := [y, s] if { y := a; s := later(1) }");
    const failures: string[] = [];
    const options = { onBuiltinError: ({ message }: { message: string }) => failures.push(message) };
    expect(await engine.prepare("data.t.p").evaluate(undefined, options)).toEqual([[1], 1]);
    expect(failures).toEqual(["div: divide by zero"]);
  });

  it("do not mix up concurrent evaluations", async () => {
    const { engine } = makeEngine("package t\np := later(input)");
    const query = engine.prepare("data.t.p");
    expect(await Promise.all([1, 2, 3].map((input) => query.evaluate(input)))).toEqual([1, 2, 3]);
  });
});
