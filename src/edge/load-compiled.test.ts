import { describe, expect, test } from "vitest";
import { core } from "../builtins/core-group.ts";
import { glob } from "../builtins/groups/glob.ts";
import { CompiledPolicyError } from "../compiled/codec.ts";
import { Engine } from "../engine.ts";
import { compilePolicy } from "../tools/compile-policy.ts";
import { createPolicyHandler as createCompiledHandler } from "./create-compiled-handler.ts";
import { createPolicyHandler } from "./create-policy-handler.ts";
import { type CompiledPolicyOptions, loadCompiledPolicy } from "./load-compiled.ts";
import { loadPolicy } from "./load-policy.ts";

const engine = new Engine();
engine.addModule(
  "authz.rego",
  `package authz
default allow := false
allow if glob.match("/public/**", ["/"], input.path)
allow if input.headers["x-team"] in data.teams
deny := count(input.query) > 3`,
);
const document = compilePolicy(engine, ["authz/allow"]);
const several = compilePolicy(engine, ["authz/allow", "authz/deny"]);
const builtins = [core, glob];
const onAllow = () => new Response("passed");

test.each<
  [title: string, policy: Parameters<typeof loadCompiledPolicy>[0], options: CompiledPolicyOptions, input: unknown, value: unknown]
>([
  ["a document", document, { builtins }, { path: "/public/a" }, true],
  ["its text", JSON.stringify(document), { builtins }, { path: "/a" }, false],
  ["data", document, { builtins, data: { teams: ["core"] } }, { path: "/a", headers: { "x-team": "core" } }, true],
  ["a named entrypoint", several, { builtins, query: "authz/deny" }, { query: {} }, false],
])("%s", async (_, policy, options, input, value) => {
  expect(await loadCompiledPolicy(policy, options).evaluate(input)).toBe(value);
});

describe("what cannot be loaded", () => {
  test.each<[title: string, policy: Parameters<typeof loadCompiledPolicy>[0], options: CompiledPolicyOptions, error: Error]>([
    ["no policy", "{}", {}, new CompiledPolicyError("not a compiled policy: it has no format, or another one")],
    [
      "a group that is missing",
      document,
      { builtins: [core] },
      new CompiledPolicyError(
        'the policy calls glob.match: import { glob } from "rego-ts/builtins/glob" and give it, as { builtins: [glob] }',
      ),
    ],
    [
      "several entrypoints",
      several,
      { builtins },
      new TypeError("the policy has several entrypoints (authz/allow, authz/deny): name one as the query"),
    ],
    ["no such entrypoint", document, { builtins, query: "authz" }, new RangeError("no entrypoint authz: there are authz/allow")],
  ])("%s", (_, policy, options, error) => {
    expect(() => loadCompiledPolicy(policy, options)).toThrow(error);
  });
});

test("handlers of compiled policies, with the compiler beside it and without", async () => {
  for (const handle of [
    createCompiledHandler({ policy: document, builtins, onAllow }),
    createPolicyHandler({ policy: document, builtins: [glob], onAllow }),
  ]) {
    expect(await (await handle(new Request("http://a.example/public/a"), {}, {})).text()).toBe("passed");
    expect((await handle(new Request("http://a.example/a"), {}, {})).status).toBe(403);
  }
});

test("options that only a compiler heeds, and misspelt ones, are refused", () => {
  expect(() => loadPolicy(document, { builtins: [glob], capabilities: { allow_net: [] } })).toThrow(
    new TypeError("capabilities means nothing for a compiled policy: compile it with that"),
  );
  expect(() => createCompiledHandler({ policy: document, builtins, limit: {} } as never)).toThrow(
    /createPolicyHandler has no option limit; did you mean limits\?/,
  );
});

test("the core's builtins need not be given where the engine is there", async () => {
  expect(await loadPolicy(document, { builtins: [glob] }).evaluate({ path: "/public/a" })).toBe(true);
});
