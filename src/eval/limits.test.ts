import { describe, expect, it } from "vitest";
import { Engine } from "../engine.ts";
import { RegoErrors } from "../errors/rego-error.ts";

const endless = "count([1 | some a in xs; some b in xs; some c in xs; some d in xs; a + b + c + d < 0])";

function prepareEndless() {
  const engine = new Engine();
  engine.addModule("test.rego", `package t\nxs := numbers.range(1, 1000)\np := ${endless}`);
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
