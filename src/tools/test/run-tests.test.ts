import { describe, expect, test } from "vitest";
import type { EngineOptions } from "../../engine.ts";
import { RegoErrors } from "../../errors/rego-error.ts";
import { SchemaSet } from "../schema-set.ts";
import { runTests, type TestOptions } from "./run-tests.ts";

const policy = `package authz
allow if input.user in data.admins`;

const tests = `package authz_test
import data.authz
test_admin if authz.allow with input.user as "ines"
test_other if authz.allow with input.user as "tom"
test_users[name] if {
	some name in ["ines", "tom"]
	print("user", name)
	authz.allow with input.user as name
}
test_same := true
test_same := true
c := 1
c := 2 if input.x == 1
test_conflict if c == 1 with input.x as 1
todo_test_later if false`;

const sources = { modules: { "authz.rego": policy, "authz_test.rego": tests }, data: { admins: ["ines"] } };

async function summarize(options: TestOptions = {}): Promise<readonly unknown[]> {
  const results = await runTests(sources, options);
  return results.map(({ cases, errors, location, name, output, status }) => ({
    name,
    row: location.row,
    status,
    ...(output !== "" && { output }),
    ...(errors.length > 0 && { code: errors[0]?.code }),
    ...(cases !== undefined && { cases: [...cases].map(([one, { status: result }]) => `${one}: ${result}`) }),
  }));
}

describe("runTests", () => {
  test("results in the order of the text", async () => {
    expect(await summarize()).toStrictEqual([
      { name: "test_admin", row: 3, status: "pass" },
      { name: "test_other", row: 4, status: "fail" },
      { name: "test_users", row: 5, status: "fail", output: "user ines\nuser tom\n", cases: ["ines: pass", "tom: fail"] },
      { name: "test_same", row: 10, status: "pass" },
      { name: "test_same#01", row: 11, status: "pass" },
      { name: "test_conflict", row: 14, status: "error", code: "eval_conflict_error" },
      { name: "todo_test_later", row: 15, status: "skip" },
    ]);
  });

  test("tests by name", async () => {
    expect(await summarize({ run: /_test\.test_(admin|other)$/ })).toStrictEqual([
      { name: "test_admin", row: 3, status: "pass" },
      { name: "test_other", row: 4, status: "fail" },
    ]);
  });

  test("in parallel and one by one the results are the same", async () => {
    expect(await summarize({ parallel: 4, trace: "values" })).toStrictEqual(await summarize());
  });

  test("traces of tests that fail", async () => {
    const results = await runTests(sources, { run: /test_other|test_admin/, trace: "events" });
    expect(results.map(({ trace }) => trace.filter(({ op }) => op === "Fail").length)).toStrictEqual([0, 3]);
  });

  test("a test that takes too long", async () => {
    const modules = { "slow_test.rego": "package s\ntest_slow if count([1 | numbers.range(1, 9999)[_]; numbers.range(1, 9999)[_]]) > 0" };
    const [result] = await runTests({ modules }, { timeoutMs: 20 });
    expect(result?.errors).toStrictEqual([{ code: "eval_cancel_error", message: "context deadline exceeded" }]);
  });

  test.each<[name: string, engine: EngineOptions, messages: readonly string[]]>([
    [
      "a schema of the input",
      { schemas: new SchemaSet({ type: "object", properties: { name: { type: "string" } } }) },
      ["undefined ref: input.user", "undefined ref: input.x"],
    ],
    [
      "less is allowed",
      { capabilities: { features: ["rego_v1"], builtins: [{ name: "eq" }, { name: "equal" }, { name: "internal.print" }] } },
      ["undefined function internal.member_2"],
    ],
    [
      "few errors are wanted",
      { maxErrors: 1, schemas: new SchemaSet({ type: "number" }) },
      ["undefined ref: input.user", "error limit reached"],
    ],
  ])("the engine's options hold: %s", async (_, engine, messages) => {
    const run = runTests({ ...sources, engine }, {});
    await expect(run).rejects.toBeInstanceOf(RegoErrors);
    const found = await run.then(
      () => [],
      (error: RegoErrors) => error.errors.map(({ message }) => message),
    );
    expect(found).toStrictEqual(messages);
  });

  test("modules that do not compile", async () => {
    await expect(runTests({ modules: { "a.rego": "package a\ntest_a if x" } })).rejects.toBeInstanceOf(RegoErrors);
  });
});
