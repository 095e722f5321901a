import { describe, expect, test, vi } from "vitest";
import { glob } from "../builtins/groups/glob.ts";
import { arg, defineBuiltin, numberType, stringType } from "../core.ts";
import { createPolicyHandler } from "./create-policy-handler.ts";
import { loadPolicy, type PolicyOptions, type PolicySource } from "./load-policy.ts";

const length = defineBuiltin({
  name: "acme.length",
  args: [arg("text", stringType, "")],
  result: arg("length", numberType, ""),
  async: true,
  implementation: async (text) => String(text).length,
});

test.each<[title: string, source: PolicySource, options: PolicyOptions, input: unknown, value: unknown]>([
  ["a module", "package p\nallow if input.a", {}, { a: true }, true],
  ["a rule that is undefined", "package p\nallow if input.a", {}, {}, undefined],
  ["a default rule", "package p\ndefault allow := false", {}, {}, false],
  ["a package with a name in brackets", 'package a["b-c"].d\nallow := "yes"', {}, {}, "yes"],
  ["a partial decision", "package p\nallow contains 2\nallow contains 1", {}, {}, [1, 2]],
  ["modules of one package", { "a.rego": "package p\nallow if ready", "b.rego": "package p\nready := true" }, {}, {}, true],
  ["a query", { "a.rego": "package p\nx := 1", "b.rego": "package q\nx := data.p.x + 1" }, { query: "data.q.x" }, {}, 2],
  ["a query that is false", "package p\nx := 1", { query: "data.p.x == 2" }, {}, false],
  ["data", "package p\nallow if input.a in data.known", { data: { known: ["x"] } }, { a: "x" }, true],
  ["groups", 'package p\nallow if glob.match("a*", [], input.a)', { builtins: [glob] }, { a: "ab" }, true],
  ["builtins of one's own", "package p\nallow if acme.length(input.a) == 2", { ownBuiltins: [length] }, { a: "ab" }, true],
  ["Rego v0", "package p\nallow { input.a }", { regoVersion: 0 }, { a: 1 }, true],
])("%s", async (_, source, options, input, value) => {
  expect(await loadPolicy(source, options).evaluate(input)).toStrictEqual(value);
});

describe("what cannot be loaded", () => {
  test.each<[title: string, source: unknown, options: PolicyOptions, message: string]>([
    ["nothing", undefined, {}, "policy must be the text of a module, or an object with the texts of modules by file"],
    ["no modules", {}, {}, "policy must be the text of a module, or an object with the texts of modules by file"],
    ["a list", ["package p"], {}, "policy must be the text of a module, or an object with the texts of modules by file"],
    ["no text", { "a.rego": 1 }, {}, "policy: a.rego must be a text"],
    ["an empty text", "", {}, "1 error occurred: policy.rego:0: rego_parse_error: empty module"],
    [
      "two packages",
      { a: "package p\nallow := true", b: "package q" },
      {},
      "the modules have several packages (data.p, data.q): name the query",
    ],
    ["no decision", "package p\nallowed := true", {}, "data.p has no rule allow: name the query"],
    ["a function", "package p\nallow(x) := x", {}, "data.p has no rule allow: name the query"],
    ["a decision that is a package", "package p\nallow.x := true", {}, "data.p has no rule allow: name the query"],
    ["data that is no object", "package p\nallow := true", { data: [] }, "data: must be an object"],
    ["data that is no JSON", "package p\nallow := true", { data: { a: new Date(0) } }, "data.a: an instance of Date is not JSON"],
    [
      "a group that is missing",
      'package p\nallow if glob.match("", [], "")',
      {},
      '1 error occurred: policy.rego:2: rego_type_error: glob.match is not in this engine: import { glob } from "rego-ts/builtins/glob" and give it to the engine: new Engine({ builtins: [glob] })',
    ],
  ])("%s", (_, source, options, message) => {
    expect(() => loadPolicy(source as PolicySource, options)).toThrow(expect.objectContaining({ message }));
  });
});

describe("queries that hold where what they name does not", () => {
  const modules = "package p\nallow := true\ndeny := false\nother := true\nchecks := [false, true]\nf(x) := x";
  test.each([
    "x := data.p.deny",
    "x = data.p.deny",
    "data.p.allow; data.p.other",
    "data.p[name]",
    "data.p[_]",
    "data.p.checks[_]",
    "some x in [false, true]",
    "",
  ])("%s", (query) => {
    const message = `the query ${query} must have one expression and bind no variables`;
    expect(() => loadPolicy(modules, { query })).toThrow(new TypeError(message));
  });

  test.each([
    ["data.p.alow", "data.p.alow"],
    ["not data.p.denyy", "data.p.denyy"],
    ["data.q.allow == true", "data.q.allow"],
    ["data.roles.admin", "data.roles.admin"],
  ])("%s names nothing", (query, named) => {
    const message = `the query ${query} names ${named}: there is no rule and no document of that name`;
    expect(() => loadPolicy(modules, { query, data: { roles: {} } })).toThrow(new TypeError(message));
  });

  test.each<[query: string, value: unknown]>([
    ["data.p.allow", true],
    ["not data.p.deny", true],
    ["data.p.allow == true", true],
    ["count([x | x := data.p.checks[_]; x]) == 1", true],
    ["data.p.f(data.p.allow)", true],
    ["data.roles", {}],
    ["input.x == 1", true],
  ])("%s is one that can be asked", async (query, value) => {
    expect(await loadPolicy(modules, { query, data: { roles: {} } }).evaluate({ x: 1 })).toStrictEqual(value);
  });
});

describe("options that do not exist", () => {
  test.each<[title: string, options: object, message: string]>([
    ["a misspelt one", { quer: "data.p.deny" }, "createPolicyHandler has no option quer; did you mean query?"],
    ["one in a text", { onAllow: "yes" }, "onAllow of a handler of requests must be a function"],
    ["a limit", { limit: {} }, "createPolicyHandler has no option limit; did you mean limits?"],
  ])("%s", (_, options, message) => {
    expect(() => createPolicyHandler({ policy: "package p\nallow := true", ...options })).toThrow(message);
  });
});

test("limits and failures of builtins", async () => {
  const steps = loadPolicy("package p\nallow if { some x in numbers.range(1, 5000); x < 0 }", { limits: { steps: 100 } });
  await expect(steps.evaluate({})).rejects.toThrow("evaluation exceeded its limit of 100 steps");
  const onBuiltinError = vi.fn();
  const failing = loadPolicy("package p\nallow if to_number(input.a) == 1", { onBuiltinError });
  expect(await failing.evaluate({ a: "x" })).toBe(undefined);
  expect(onBuiltinError.mock.calls.map(([{ code, message }]) => [code, message])).toStrictEqual([
    ["eval_builtin_error", 'to_number: strconv.ParseFloat: parsing "x": invalid syntax'],
  ]);
  const strict = loadPolicy("package p\nallow if to_number(input.a) == 1", { strictBuiltinErrors: true });
  await expect(strict.evaluate({ a: "x" })).rejects.toThrow("invalid syntax");
});

test("a handler of policy, input and answer", async () => {
  const handle = createPolicyHandler({
    policy: 'package p\nallow if input.parsed_path == ["a b"]',
    onAllow: ({ url }) => new Response(url),
  });
  expect(await (await handle(new Request("http://a.example/a%20b"), {}, {})).text()).toBe("http://a.example/a%20b");
  expect((await handle(new Request("http://a.example/a"), {}, {})).status).toBe(403);
});
