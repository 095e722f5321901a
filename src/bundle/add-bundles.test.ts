import { expect, test } from "vitest";
import { Engine } from "../engine.ts";
import { addBundles } from "./add-bundles.ts";
import type { Bundle } from "./bundle.ts";
import { mergeBundles, placeBelow } from "./merge-bundles.ts";
import { readBundle } from "./read-bundle.ts";

const old = await readBundle({
  "/.manifest": '{"roots": ["old", "shared/old"], "rego_version": 0, "revision": "7", "metadata": {"x": 1}}',
  "/rules.rego": "package old\nallow { data.shared.old.x == input }",
  "/shared/old/data.json": '{"x": 1}',
});
const fresh = await readBundle({
  "/.manifest": '{"roots": ["fresh", "shared/fresh"]}',
  "/rules.rego": "package fresh\nallow if data.old.allow",
  "/shared/fresh/data.json": "[2]",
});

test("modules of two versions, of one name, and documents that meet in a folder", () => {
  const engine = new Engine();
  addBundles(engine, { "old.tar.gz": old, "fresh.tar.gz": fresh });
  expect(engine.prepare("data").evaluateSync(1)).toStrictEqual({
    old: { allow: true },
    fresh: { allow: true },
    shared: { old: { x: 1 }, fresh: [2] },
  });
});

/** A bundle of one module, `package …` with what else is given. */
const bundleOf = (path: string, module: string, root: string): Promise<Bundle> =>
  readBundle({ "/.manifest": JSON.stringify({ roots: [root] }), [path]: `package ${module}` });

test.each<readonly [what: string, own: string, bundles: Readonly<Record<string, Bundle>>]>([
  [
    "names and places that join to the same",
    "own.rego",
    { a: await bundleOf("b/c.rego", "x\np := 1", "x"), "a/b": await bundleOf("c.rego", "y\np := 2", "y") },
  ],
  [
    "a module of the engine's own",
    "a/c.rego",
    { a: await bundleOf("c.rego", "x\np := 1", "x"), b: await bundleOf("c.rego", "y\np := 2", "y") },
  ],
  [
    "slashes, and names with none",
    "/c.rego",
    { "": await bundleOf("/c.rego", "x\np := 1", "x"), "/": await bundleOf("c.rego", "y\np := 2", "y") },
  ],
])("no module is lost: %s", (_, own, bundles) => {
  const engine = new Engine();
  engine.addModule(own, "package own\np := 0");
  addBundles(engine, bundles);
  const expected = { own: { p: 0 }, x: { p: 1 }, y: { p: 2 } };
  expect(engine.prepare("data").evaluateSync()).toStrictEqual(expected);
  expect(engine.clone().prepare("data").evaluateSync()).toStrictEqual(expected);
  expect(engine.parsedModules()).toHaveLength(3);
});

test("a bundle whose name was used before takes the place of that one; others stay", async () => {
  const engine = new Engine();
  engine.addModule("own.rego", "package own\np := 0");
  addBundles(engine, { a: await bundleOf("allow.rego", "x\nallow := true", "x"), b: await bundleOf("b.rego", "y\np := 2", "y") });
  const before = engine.clone();
  const prepared = engine.prepare("data.x");
  addBundles(engine, { a: await bundleOf("deny.rego", "x\ndeny := true", "x") });
  expect(engine.prepare("data").evaluateSync()).toStrictEqual({ own: { p: 0 }, x: { deny: true }, y: { p: 2 } });
  expect(prepared.evaluateSync()).toStrictEqual({ allow: true });
  expect(before.prepare("data.x").evaluateSync()).toStrictEqual({ allow: true });
});

test("errors name a module by its place in the bundle", async () => {
  const engine = new Engine();
  addBundles(engine, { "x.tar.gz": await bundleOf("/b/c.rego", "x\np := q", "x") });
  expect(() => engine.prepare("data")).toThrow("b/c.rego:2: rego_unsafe_var_error: var q is unsafe");
});

test("bundles that cannot be added leave the engine as it was", () => {
  const engine = new Engine({ capabilities: { features: ["rego_v1"] } });
  const before = engine.parsedModules();
  const broken = { ...fresh, modules: fresh.modules.map((module) => ({ ...module, regoVersion: 0 as const })) };
  expect(() => addBundles(engine, { fresh, old: { ...broken, manifest: old.manifest } }, { shared: 1 })).toThrow(
    "failed to insert data file",
  );
  expect(engine.parsedModules()).toStrictEqual(before);
});

test("documents beside bundles: what is in their roots falls away", () => {
  const engine = new Engine();
  addBundles(engine, { old }, { shared: { old: { y: 1 }, other: 2 }, fresh: 3 });
  expect(engine.prepare("data").evaluateSync(0)).toStrictEqual({ old: {}, shared: { old: { x: 1 }, other: 2 }, fresh: 3 });
});

test("a document where a folder on the way to a root should be", () => {
  expect(() => addBundles(new Engine(), { old }, { shared: 1 })).toThrow("failed to insert data file from path old");
});

test("roots that overlap", () => {
  expect(() => addBundles(new Engine(), { a: old, b: old })).toThrow(
    "detected overlapping roots in manifests for these bundles: [a, b] (root old is in multiple bundles, root shared/old is in multiple bundles)",
  );
});

test("rules that are WebAssembly are not evaluated", async () => {
  const wasm = await readBundle({ "/.manifest": '{"wasm": [{"entrypoint": "a/b", "module": "/policy.wasm"}]}', "/policy.wasm": "x" });
  expect(() => addBundles(new Engine(), { wasm })).toThrow(
    "failed to initialize wasm module for entrypoints '[data.a.b]': engine not found",
  );
});

test("the capabilities of the engine hold", () => {
  const engine = new Engine({ capabilities: { features: ["rego_v1"] } });
  expect(() => addBundles(engine, { fresh })).not.toThrow();
  expect(() => addBundles(new Engine({ capabilities: { features: [] } }), { fresh })).toThrow("rego_v1 feature required");
});

test("one bundle of two, as opa build merges them", () => {
  const merged = mergeBundles([placeBelow("old.tar.gz", old), placeBelow("fresh.tar.gz", fresh)]);
  expect(merged.manifest).toStrictEqual({
    revision: "",
    roots: ["old", "shared/old", "fresh", "shared/fresh"],
    wasm: [],
    regoVersion: 1,
    fileRegoVersions: { "/old.tar.gz/rules.rego": 0 },
    metadata: undefined,
  });
  expect(merged.modules.map(({ path }) => path)).toStrictEqual(["old.tar.gz/rules.rego", "fresh.tar.gz/rules.rego"]);
  expect(merged.data).toStrictEqual({ shared: { old: { x: 1 }, fresh: [2] } });
});

test("one bundle alone keeps what it says of itself", () => {
  expect(mergeBundles([old]).manifest).toStrictEqual({ ...old.manifest, fileRegoVersions: {} });
  expect(mergeBundles([fresh], { regoVersion: 0 }).manifest).toMatchObject({ regoVersion: 0, fileRegoVersions: { "/rules.rego": 1 } });
});

test("no bundle, and bundles that claim the same", () => {
  expect(() => mergeBundles([])).toThrow("expected at least one bundle");
  expect(() => mergeBundles([old, placeBelow("x", old)])).toThrow("failed to insert data file from path shared/old");
});
