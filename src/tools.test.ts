/** What each command does, done by a program with `rego-ts/tools`. */
import { resolve } from "node:path";
import { build } from "esbuild";
import { describe, expect, test } from "vitest";
import { Engine, type TraceEvent } from "./index.ts";
import * as tools from "./tools.ts";

const authz = `# METADATA
# title: Who may do what
package authz

import data.admins

# METADATA
# description: Administrators may do everything.
# entrypoint: true
allow if input.user in admins # all of them
allow if regex.match("^/public/", input.path)
`;
const test1 = `package authz_test
import data.authz
test_admin if authz.allow with input as {"user": "ines", "path": "/"} with data.admins as ["ines"]
test_other if authz.allow with input as {"user": "tom", "path": "/"} with data.admins as ["ines"]
`;
const modules = [
  { file: "authz.rego", text: authz },
  { file: "authz_test.rego", text: test1 },
];

function makeEngine(): Engine {
  const engine = new Engine();
  engine.addModule("authz.rego", authz);
  engine.setData({ admins: ["ines"] });
  return engine;
}

test("check", () => {
  expect(tools.checkModules(modules)).toStrictEqual([]);
  expect(tools.checkModules([...modules, { file: "x.rego", text: "package x\np if upper(1)" }])).toStrictEqual([
    expect.objectContaining({
      code: "rego_type_error",
      message: "upper: invalid argument(s)",
      location: { file: "x.rego", row: 2, col: 6 },
    }),
  ]);
});

test("check with a schema and with capabilities", () => {
  const schemas = new tools.SchemaSet({ type: "object", properties: { user: { type: "string" } }, additionalProperties: false });
  expect(tools.checkModules(modules.slice(0, 1), { schemas }).map(({ message }) => message)).toStrictEqual(["undefined ref: input.path"]);
  const capabilities = tools.capabilitiesOfVersion("v1.0.0");
  expect(tools.checkModules(modules, { capabilities })).toStrictEqual([]);
});

test("parse", () => {
  const module = tools.parse("authz.rego", authz);
  expect(tools.printTree(module).split("\n").slice(0, 5)).toStrictEqual(["module", " package", "  ref", "   data", '   "authz"']);
  expect(tools.treeToJson(module, { locations: true, comments: false })).toMatchObject({
    package: { location: { file: "authz.rego", row: 3, col: 1, text: btoa("package") } },
  });
});

test("fmt", () => {
  expect(tools.format("a.rego", "package a\np:=1 # one")).toBe("package a\n\np := 1 # one\n");
});

test("test", async () => {
  const results = await tools.runTests({ modules: Object.fromEntries(modules.map(({ file, text }) => [file, text])) });
  expect(results.map(({ name, status }) => `${name}: ${status}`)).toStrictEqual(["test_admin: pass", "test_other: fail"]);
  expect(tools.formatTestResults(results, { verbose: false, values: false, explanation: "fails" })).toContain("PASS: 1/2\nFAIL: 1/2\n");
  expect(tools.testResultsToJson(results)).toMatchObject([{ name: "test_admin" }, { name: "test_other", fail: true }]);
});

describe("eval", () => {
  const input = { user: "ines", path: "/" };

  test("--explain", () => {
    const events: TraceEvent[] = [];
    makeEngine()
      .prepare("data.authz.allow")
      .evaluateSync(input, { tracer: { trace: (event) => void events.push(event) } });
    const lines = tools.formatTrace(tools.selectEvents(events, "full"));
    expect(lines.slice(0, 5)).toStrictEqual([
      "query:1           Enter data.authz.allow = _",
      "query:1           | Eval data.authz.allow = _",
      "query:1           | Index data.authz.allow (matched 2 rules, early exit)",
      "authz.rego:11     | Enter data.authz.allow",
      "authz.rego:11     | | Eval __local0__ = input.path",
    ]);
    expect(events.map(tools.eventToJson)).toHaveLength(events.length);
  });

  test("--profile", () => {
    const profiler = new tools.Profiler();
    makeEngine().prepare("data.authz.allow").evaluateSync(input, { tracer: profiler });
    profiler.finish();
    expect(profiler.report(["line"]).map(({ location, num_eval }) => [location.file, location.row, num_eval])).toStrictEqual([
      ["", 1, 1],
      ["authz.rego", 10, 3],
      ["authz.rego", 11, 2],
    ]);
  });

  test("--coverage", async () => {
    const engine = makeEngine();
    const query = engine.prepare("data.authz.allow");
    const report = await tools.measureCoverage(engine.parsedModules(), [], async (tracer) => {
      await query.evaluate(input, { tracer });
    });
    expect(report).toMatchObject({
      files: { "authz.rego": { covered_lines: 2, not_covered_lines: 1, not_covered: [{ start: { row: 11, col: 1 } }] } },
    });
  });
});

test("inspect", () => {
  const { annotations, capabilities, namespaces } = tools.inspectModules(modules, {
    documents: [{ file: "data.json", path: ["admins"] }],
  });
  expect([...namespaces]).toStrictEqual([
    ["data.admins", ["data.json"]],
    ["data.authz", ["authz.rego"]],
    ["data.authz_test", ["authz_test.rego"]],
  ]);
  expect(annotations.map(({ annotations: fields, rule }) => [rule, fields])).toStrictEqual([
    ["", { scope: "package", title: "Who may do what" }],
    ["allow", { description: "Administrators may do everything.", entrypoint: true, scope: "document" }],
  ]);
  expect(capabilities.builtins?.map(({ name }) => name)).toStrictEqual(["eq", "internal.member_2", "regex.match"]);
  expect(() => tools.inspectModules([{ file: "a.rego", text: 'package a\np := 1 + "a"' }])).toThrow("plus: invalid argument(s)");
});

test("capabilities", () => {
  expect(tools.currentCapabilities().builtins).toHaveLength(206);
  expect(tools.capabilitiesOfVersion("v0.17.0")?.features).toBeUndefined();
  expect(tools.capabilitiesOfVersion("v9")).toBeUndefined();
});

test("deps", () => {
  expect(tools.queryDependencies("data.authz.allow", modules)).toStrictEqual({
    base: [
      ["data", "admins"],
      ["input", "path"],
      ["input", "user"],
    ],
    virtual: [["data", "authz", "allow"]],
  });
});

test("nothing in it needs Node, so that pages can use it", async () => {
  const { metafile } = await build({
    stdin: { contents: 'export * from "./src/tools.ts"; export * from "./src/index.ts";', resolveDir: resolve(import.meta.dirname, "..") },
    bundle: true,
    platform: "neutral",
    mainFields: ["browser", "module", "main"],
    write: false,
    metafile: true,
    logLevel: "silent",
  });
  expect(Object.values(metafile.inputs).flatMap(({ imports }) => imports.filter(({ external }) => external))).toStrictEqual([]);
});
