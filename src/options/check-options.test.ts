import { describe, expect, it } from "vitest";
import { Engine } from "../engine.ts";
import { compilePolicy } from "../tools/compile-policy.ts";

/** Calls from JavaScript, where no compiler looks. */
const make = (options: unknown): Engine => new Engine(options as never);
const evaluate = (options: unknown): unknown => new Engine().prepare("1").evaluateSync(undefined, options as never);
const compile = (options: unknown): unknown => compilePolicy(new Engine(), { one: "1" }, options as never);
const prepare = (options: unknown): unknown => new Engine().prepare("1", options as never);

const refused: readonly (readonly [what: string, run: () => unknown, text: string])[] = [
  ["an option that is nearly one", () => make({ limit: {} }), "Engine has no option limit; did you mean limits?"],
  ["one in other letters", () => make({ generatecode: false }), "Engine has no option generatecode; did you mean generateCode?"],
  ["a limit that is nearly one", () => make({ limits: { timeout: 5 } }), "limits has no option timeout; did you mean timeoutMs?"],
  [
    "a limit that is none",
    () => make({ limits: { memory: 5 } }),
    "limits has no option memory; there are timeoutMs, steps, depth, resultBytes, httpResponseBytes",
  ],
  [
    "a name of Object.prototype",
    () => make({ limits: JSON.parse('{"__proto__": 1}') }),
    "limits has no option __proto__; there are timeoutMs,",
  ],
  ["a text for a number", () => make({ limits: { steps: "10" } }), 'steps of limits must be a whole number, 0 or more but is "10"'],
  [
    "a negative number",
    () => make({ limits: { timeoutMs: -1 } }),
    "timeoutMs of limits must be a number of milliseconds, 0 or more but is -1",
  ],
  ["no number", () => make({ limits: { depth: Number.NaN } }), "depth of limits must be a whole number, 0 or more but is NaN"],
  ["a fraction", () => make({ limits: { resultBytes: 1.5 } }), "resultBytes of limits must be a whole number, 0 or more but is 1.5"],
  ["null for limits", () => make({ limits: null }), "limits of Engine must be an object but is null"],
  [
    "a text for a choice",
    () => make({ generateCode: "never" }),
    'generateCode of Engine must be one of true, false, "always" but is "never"',
  ],
  ["a host that is none", () => make({ host: {} }), "host of Engine must be a host with nowNs and randomBytes but is an object"],
  ["options that are none", () => prepare("x"), 'the options of prepare must be an object but are "x"'],
  ["an option of a call", () => evaluate({ rawValue: true }), "an evaluation has no option rawValue; did you mean rawValues?"],
  ["a limit of a call", () => evaluate({ limits: { steps: -5 } }), "steps of limits must be a whole number, 0 or more but is -5"],
  ["a signal that is none", () => evaluate({ signal: {} }), "signal of an evaluation must be an AbortSignal but is an object"],
  ["a callback that is none", () => evaluate({ onSteps: 1 }), "onSteps of an evaluation must be a function but is 1"],
  ["an option of a query", () => prepare({ pkg: "a" }), "prepare has no option pkg; there are package, imports"],
  [
    "an option of compilePolicy",
    () => compile({ includeDate: true }),
    "compilePolicy has no option includeDate; did you mean includeData?",
  ],
  ["a revision that is no text", () => compile({ revision: 1 }), "revision of compilePolicy must be a text but is 1"],
  ["imports that are no texts", () => prepare({ imports: [1] }), "imports of prepare must be an array of texts but is an array"],
];

describe("options", () => {
  it.each(refused)("refused: %s", (_, run, text) => {
    expect(run).toThrow(TypeError);
    expect(run).toThrow(text);
  });

  it.each([
    [{}],
    [{ limits: {} }],
    [{ limits: { timeoutMs: 0.5, steps: Number.POSITIVE_INFINITY, depth: undefined } }],
    [{ host: undefined, generateCode: undefined }],
  ])("accepted: %j", (options) => {
    expect(make(options).prepare("1 + 1").evaluateSync()).toBe(2);
  });

  it("are refused by a promise where the call is asynchronous", async () => {
    await expect(new Engine().prepare("1").evaluate(undefined, { timeout: 1 } as never)).rejects.toThrow(
      "an evaluation has no option timeout; there are rawValues",
    );
  });
});
