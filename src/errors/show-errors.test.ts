import { describe, expect, test } from "vitest";
import { arg, defineBuiltin, Engine, numberType, type RegoError, RegoErrors, showErrors } from "../index.ts";

function thrownBy(run: () => unknown): RegoErrors {
  try {
    run();
  } catch (error) {
    if (error instanceof RegoErrors) return error;
    throw error;
  }
  throw new Error("nothing was thrown");
}

function prepare(text: string, query = "data.p"): () => unknown {
  return () => {
    const engine = new Engine({ strictBuiltinErrors: true });
    engine.addModule("p.rego", text);
    return engine.prepare(query).evaluateSync({});
  };
}

test.each<[string, () => unknown, string]>([
  [
    "compile errors, each with its line",
    prepare("package p\n\na if x > 1\nb if {\n\ttrue\n\t1 == y\n}"),
    "p.rego:3:6: rego_unsafe_var_error: var x is unsafe\n  3 | a if x > 1\n    |      ^\n\n" +
      "p.rego:6:2: rego_unsafe_var_error: var y is unsafe\n  6 | \t1 == y\n    | \t^",
  ],
  [
    "type errors with what there is and what there should be",
    prepare('package p\na if 1 == "1"'),
    'p.rego:2:6: rego_type_error: match error\n  2 | a if 1 == "1"\n    |      ^\n  left  : number\n  right : string',
  ],
  [
    "parse errors",
    prepare("package p\n\na := }"),
    ["unexpected } token", "unexpected } token: expected rule value term (e.g., a := <VALUE> { ... })"]
      .map((message) => `p.rego:3:6: rego_parse_error: ${message}\n  3 | a := }\n    |      ^`)
      .join("\n\n"),
  ],
  [
    "parse errors at the end show what was read last",
    prepare("package p\n\na := [1,\n\n"),
    ["unexpected eof token", "unexpected eof token: expected rule value term (e.g., a := <VALUE> { ... })"]
      .map((message) => `p.rego:5:0: rego_parse_error: ${message}\n   | a := [1,\n   |        ^`)
      .join("\n\n"),
  ],
  [
    "evaluation errors; columns are code points",
    prepare('package p\n\na := ["😀", 1 / 0]'),
    'p.rego:3:12: eval_builtin_error: div: divide by zero\n  3 | a := ["😀", 1 / 0]\n    |            ^',
  ],
  ["errors of a query", prepare("package p", "1 / 0"), "query:1:1: eval_builtin_error: div: divide by zero\n  1 | 1 / 0\n    | ^"],
])("%s", (_, run, text) => {
  expect(showErrors(thrownBy(run))).toBe(text);
});

test("anything else that may be caught is told by its own text", () => {
  expect([new TypeError("no policy"), "text", undefined].map((error) => showErrors(error))).toEqual([
    "TypeError: no policy",
    "text",
    "undefined",
  ]);
});

describe("errors that come from elsewhere", () => {
  const error: RegoError = { code: "rego_unsafe_var_error", message: "var x is unsafe", location: { file: "p.rego", row: 2, col: 6 } };

  test("are shown with the texts that are given", () => {
    expect(showErrors([error], { "p.rego": "package p\r\na if x > 1\r\n" })).toBe(
      "p.rego:2:6: rego_unsafe_var_error: var x is unsafe\n  2 | a if x > 1\n    |      ^",
    );
  });

  test("without a text, and without a place", () => {
    expect(showErrors([error, { code: "eval_cancel_error", message: "caller cancelled query execution" }])).toBe(
      "p.rego:2:6: rego_unsafe_var_error: var x is unsafe\n\neval_cancel_error: caller cancelled query execution",
    );
  });
});

test("what a builtin throws is the cause, in strict mode and for those who listen", async () => {
  const cause = new RangeError("no quota");
  const fail = (): never => {
    throw cause;
  };
  const amount = arg("amount", numberType, "");
  for (const strictBuiltinErrors of [true, false]) {
    const engine = new Engine({ strictBuiltinErrors });
    engine.addBuiltin(defineBuiltin({ name: "acme.now", args: [amount], result: amount, implementation: fail }));
    engine.addBuiltin(
      defineBuiltin({ name: "acme.later", args: [amount], result: amount, async: true, implementation: async () => fail() }),
    );
    for (const name of ["now", "later"]) {
      const heard: RegoError[] = [];
      const query = engine.prepare(`acme.${name}(1)`);
      const outcome = await query.evaluate({}, { onBuiltinError: (error) => heard.push(error) }).catch((error: unknown) => error);
      const expected = { code: "eval_builtin_error", message: `acme.${name}: no quota`, cause };
      if (strictBuiltinErrors) expect(outcome).toMatchObject({ code: expected.code, cause, errors: [expected] });
      else expect([outcome, heard]).toMatchObject([undefined, [expected]]);
    }
  }
});
