import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import { loadBundles } from "./load-bundles.ts";

const before = process.cwd();
const folder = mkdtempSync(join(tmpdir(), "rego-bundles-"));

beforeAll(() => {
  process.chdir(folder);
  for (const name of ["__proto__", "constructor", "b"]) {
    mkdirSync(name);
    writeFileSync(join(name, "a.rego"), "package a");
  }
});

afterAll(() => {
  process.chdir(before);
  rmSync(folder, { recursive: true });
});

test("bundles of any name", async () => {
  const bundles = await loadBundles(["__proto__", "constructor", "b"], {});
  expect(Object.entries(bundles).map(([name, { modules }]) => [name, modules.map(({ file }) => file)])).toStrictEqual([
    ["__proto__", ["__proto__/a.rego"]],
    ["constructor", ["constructor/a.rego"]],
    ["b", ["b/a.rego"]],
  ]);
});
