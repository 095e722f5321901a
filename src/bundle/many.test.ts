import { expect, test } from "vitest";
import { Engine } from "../engine.ts";
import { addBundles } from "./add-bundles.ts";
import { mergeBundles } from "./merge-bundles.ts";
import { readBundle } from "./read-bundle.ts";
import { Roots } from "./roots.ts";
import { archiveOf, makeArchive } from "./testing/make-archive.ts";

/** What takes time that grows with the square of these would take more than a minute. */
const [most, allowed] = [16_000, 10_000];
const numbers = Array.from({ length: most }, (_, index) => index);

test("many small documents", { timeout: allowed }, async () => {
  const { data } = await readBundle(archiveOf(Object.fromEntries(numbers.map((each) => [`f${each}/data.json`, "{}"]))));
  expect(data).toStrictEqual(Object.fromEntries(numbers.map((each) => [`f${each}`, {}])));
});

test("many roots, each with a document and a module", { timeout: 2 * allowed }, async () => {
  const roots = numbers.map((each) => `a/f${each}/x`);
  const bundle = await readBundle({
    ".manifest": JSON.stringify({ roots }),
    ...Object.fromEntries(numbers.slice(0, 1000).map((each) => [`${each}.rego`, `package a.f${each}.x.p`])),
    "data.json": JSON.stringify({ a: Object.fromEntries(numbers.map((each) => [`f${each}`, { x: each }])) }),
  });
  expect(Object.keys(mergeBundles([bundle, await readBundle({ ".manifest": '{"roots": ["b"]}' })]).data["a"] as object)).toHaveLength(most);
  const engine = new Engine();
  addBundles(engine, { bundle });
  expect(engine.prepare(`data.a.f${most - 1}.x`).evaluateSync()).toBe(most - 1);
});

test("many roots, of which the last two overlap", { timeout: allowed }, () => {
  const roots = [...numbers.map((each) => `f${each}`), "last/x", "last"];
  expect(() => new Roots(roots)).toThrow("manifest has overlapped roots: 'last/x' and 'last'");
});

test("many entries of folders", { timeout: allowed }, async () => {
  const folders = Array.from({ length: 3 * most }, (_, index) => ({ name: `${index}/`, type: "5" }));
  await expect(readBundle(makeArchive(folders), { limits: { files: most } })).rejects.toMatchObject({
    code: "limit",
    message: `bundle exceeds the limit of ${most} files`,
  });
});

test.each<[roots: readonly string[], message: string | undefined]>([
  [["a", "b"], undefined],
  [["a", "ab", "a-b", "a!"], undefined],
  [["a/b", "a/c", "a.b"], undefined],
  [[], undefined],
  [["a", "a"], "'a' and 'a'"],
  [["a/b", "c", "a"], "'a/b' and 'a'"],
  [["x", "a!", "a", "b", "a/b/c", "a/b"], "'a' and 'a/b/c'"],
  [["c", ""], "'c' and ''"],
  [["", "c"], "'' and 'c'"],
])("roots %j", (roots, message) => {
  if (message === undefined) expect(new Roots(roots).all).toBe(roots);
  else expect(() => new Roots(roots)).toThrow(`manifest has overlapped roots: ${message}`);
});

test.each<[roots: readonly string[], segments: readonly string[], expected: boolean]>([
  [[""], [], true],
  [[""], ["a"], true],
  [[], ["a"], false],
  [["a"], [], false],
  [["a"], ["a"], true],
  [["a", "a!", "a.b"], ["a", "z"], true],
  [["a", "b"], ["ab"], false],
  [["a/b", "a/d"], ["a", "c"], false],
  [["a/b", "a/d"], ["a", "b", ""], true],
  [["a/b"], ["a/b"], false],
  [["a"], ["a", "b/c"], true],
  [["é", "z"], ["é", "x"], true],
])("roots %j contain %j: %s", (roots, segments, expected) => {
  expect(new Roots(roots).contain(segments)).toBe(expected);
});
