import { inspect } from "node:util";
import { expect, test } from "vitest";
import { formatError, formatErrors, type RegoError, RegoErrors } from "./rego-error.ts";

const location = { file: "policy.rego", row: 4, col: 8 };
const parseError: RegoError = {
  code: "rego_parse_error",
  message: "unexpected } token",
  location,
  details: { line: "\t\tx := }", idx: 7 },
};
const unsafe: RegoError = { code: "rego_unsafe_var_error", message: "var x is unsafe", location: { file: "", row: 1, col: 2 } };
const mismatch: RegoError = {
  code: "rego_type_error",
  message: "match error",
  location,
  details: { left: {}, lines: ["left  : number", "right : string"] },
};

test.each<[RegoError, string]>([
  [parseError, "policy.rego:4: rego_parse_error: unexpected } token\n\tx := }\n\t     ^"],
  [unsafe, "1:2: rego_unsafe_var_error: var x is unsafe"],
  [mismatch, "policy.rego:4: rego_type_error: match error\n\tleft  : number\n\tright : string"],
  [{ code: "eval_cancel_error", message: "caller cancelled query execution" }, "eval_cancel_error: caller cancelled query execution"],
])("%#", (error, text) => {
  expect(formatError(error)).toBe(text);
});

test("several errors are counted", () => {
  expect(formatErrors([unsafe])).toBe("1 error occurred: 1:2: rego_unsafe_var_error: var x is unsafe");
  const thrown = new RegoErrors([unsafe, { code: "eval_cancel_error", message: "caller cancelled query execution" }]);
  expect(thrown.message).toBe(
    "2 errors occurred:\n1:2: rego_unsafe_var_error: var x is unsafe\neval_cancel_error: caller cancelled query execution",
  );
  expect(thrown.errors.length).toBe(2);
});

test("what is thrown has the code, the place and the cause of its first error", () => {
  const cause = new Error("no such host");
  const failed: RegoError = { code: "eval_builtin_error", message: "acme.quota: no such host", location, cause };
  const thrown = new RegoErrors([failed, unsafe]);
  expect([thrown.code, thrown.location, thrown.cause]).toEqual(["eval_builtin_error", location, cause]);
  expect(thrown.cause).toBe(cause);
  expect(Object.hasOwn(new RegoErrors([unsafe]), "cause")).toBe(false);
});

test("as a text, and as JSON in OPA's form", () => {
  const thrown = new RegoErrors([
    parseError,
    { ...unsafe, cause: new Error("hidden"), expression: "hidden" },
    { code: "eval_cancel_error", message: "over" },
  ]);
  expect(String(new RegoErrors([unsafe]))).toBe("RegoErrors: 1 error occurred: 1:2: rego_unsafe_var_error: var x is unsafe");
  expect(JSON.parse(JSON.stringify(thrown))).toEqual({
    errors: [
      { message: "unexpected } token", code: "rego_parse_error", location, details: { line: "\t\tx := }", idx: 7 } },
      { message: "var x is unsafe", code: "rego_unsafe_var_error", location: { file: "", row: 1, col: 2 } },
      { message: "over", code: "eval_cancel_error" },
    ],
  });
  const [head, ...frames] = inspect(new RegoErrors([unsafe])).split("\n");
  expect(head).toBe("RegoErrors: 1 error occurred: 1:2: rego_unsafe_var_error: var x is unsafe");
  expect(frames.slice(-8).map((line) => line.trim())).toEqual([
    "errors: [",
    "{",
    "code: 'rego_unsafe_var_error',",
    "message: 'var x is unsafe',",
    "location: [Object]",
    "}",
    "]",
    "}",
  ]);
});
