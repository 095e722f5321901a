import { expect, test } from "vitest";
import { foldersOf, joinPath } from "./archive-path.ts";
import { matchesName } from "./match-name.ts";
import { checkRootsOfBundles } from "./roots.ts";

/** What Go's `filepath.Match` answers. */
test.each<[string, string, boolean]>([
  ["a/b.json", "a/*", true],
  ["a/b/c", "a/*", false],
  ["a/b", "*", false],
  ["ab", "a?", true],
  ["a/", "a?", false],
  ["b", "[a-c]", true],
  ["b", "[^a-c]", false],
  ["-", "[a\\-c]", true],
  ["b", "[a\\-c]", false],
  ["*", "\\*", true],
  ["a.rego", "a.rego", true],
  ["axrego", "a.rego", false],
  ["a", "[", false],
  ["a", "[]a]", false],
  ["a", "a\\", false],
  ["é", "?", true],
  ["b", "[c-a]", false],
])("%s fits %s: %s", (path, pattern, expected) => {
  expect(matchesName(path, pattern)).toBe(expected);
});

test.each<[string, readonly string[]]>([
  ["data.json", []],
  ["/a/b/data.json", ["a", "b"]],
  ["./a//b/data.json", ["a", "b"]],
  [".hid/x/data.json", ["hid", "x"]],
  ["a/.b/data.json", ["a", ".b"]],
])("the folders of %s", (path, expected) => {
  expect(foldersOf(path)).toStrictEqual(expected);
});

test.each<[string, string, string]>([
  ["p", "/a/x.rego", "p/a/x.rego"],
  ["./p/", "/x.rego", "p/x.rego"],
  ["../p", "x", "../p/x"],
  ["/tmp/../b", "x", "/b/x"],
  [".", "/x", "x"],
])("%s and %s are %s", (folder, path, expected) => {
  expect(joinPath(folder, path)).toBe(expected);
});

/** What OPA says of bundles that are used together. */
test.each<[Readonly<Record<string, readonly string[]>>, string | undefined]>([
  [{ p: ["a"], q: ["b"] }, undefined],
  [{ p: ["a"], q: ["ab"] }, undefined],
  [{ p: ["a"], q: ["a/b", "c"] }, "detected overlapping roots in manifests for these bundles: [p, q] (a overlaps a/b)"],
  [
    { p: ["a", "c"], q: ["a"], r: ["c/d"] },
    "detected overlapping roots in manifests for these bundles: [p, q, r] (c overlaps c/d, root a is in multiple bundles)",
  ],
  [
    { p: [""], q: ["a"] },
    "bundles [p, q] have overlapping roots and cannot be activated simultaneously because bundle(s) [p] specify empty root paths ('') which overlap with any other bundle root",
  ],
])("roots %j", (roots, message) => {
  const check = (): void => checkRootsOfBundles(new Map(Object.entries(roots)));
  if (message === undefined) expect(check).not.toThrow();
  else expect(check).toThrow(message);
});
