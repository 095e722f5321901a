import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import type { LoadedFile } from "./load.ts";
import { loadPaths } from "./load.ts";

const folder = mkdtempSync(join(tmpdir(), "rego-ts-"));
const here = process.cwd();
beforeAll(() => {
  process.chdir(folder);
  const files: Readonly<Record<string, string>> = {
    "p/data.json": '{"top": 1}',
    "p/a/data.json": '{"x": 1}',
    "p/a/b/other.json": '{"y": 12345678901234567890123}',
    "p/a/b/file.yaml": "z: yes",
    "p/.hidden.json": '{"h": 1}',
    "p/c/rules.rego": "package c",
    "p/c/list.yml": "[1]",
    "p/readme.txt": "hello",
    "bad.json": "{",
    "bad.yaml": "a: .inf",
    "list.json": "[1]",
  };
  for (const [file, text] of Object.entries(files)) {
    mkdirSync(dirname(file), { recursive: true });
    writeFileSync(file, text);
  }
  symlinkSync("nowhere", "dangling.json");
});
afterAll(() => {
  process.chdir(here);
  rmSync(folder, { recursive: true });
});

const rules = { kind: "module", file: "p/c/rules.rego", text: "package c" } as const;
const document = (file: string, content: object) => ({ kind: "document", file, document: content }) as LoadedFile;
const failure = (message: string) => ({ kind: "failure", message }) as const;
const inA = [document("p/a/b/file.yaml", { b: { z: true } }), document("p/a/b/other.json", { b: { y: 12345678901234567890123n } })];

const cases: readonly (readonly [string, readonly string[], readonly string[], readonly LoadedFile[]])[] = [
  ["a folder, documents placed by folder, in the order of names", ["p/a"], [], [...inA, document("p/a/data.json", { x: 1 })]],
  ["a folder with a prefix", ["r.s:p/c"], [], [document("p/c/list.yml", { r: { s: [1] } }), rules]],
  ["a prefix has no slashes to split at", ["r/s:p/a/data.json"], [], [document("p/a/data.json", { "r/s": { x: 1 } })]],
  ["a file of any kind", ["p/c/rules.rego", "p/a/data.json"], [], [rules, document("p/a/data.json", { x: 1 })]],
  ["names that are ignored", ["p"], ["a", ".*", "*.yml"], [rules, document("p/data.json", { top: 1 })]],
  ["documents that are not objects", ["list.json"], [], [failure("list.json: document must be of type object")]],
  ["a prefix makes an object of them", ["l:list.json"], [], [document("list.json", { l: [1] })]],
  ["a missing file", ["nope.json"], [], [failure("stat nope.json: no such file or directory")]],
  ["a dangling link", ["dangling.json"], [], [failure("stat dangling.json: no such file or directory")]],
  ["broken JSON", ["bad.json"], [], [failure("bad.json: unexpected EOF")]],
  ["broken YAML", ["bad.yaml"], [], [failure("bad.yaml: error converting YAML to JSON: json: unsupported value: +Inf")]],
  ["another scheme", ["http://x/y"], [], [failure("unsupported URL scheme: http://x/y")]],
];

describe("loadPaths", () => {
  test.each(cases)("%s", (_, paths, ignore, expected) => {
    expect(loadPaths(paths, { ignore })).toStrictEqual(expected);
  });

  test("names of the given path itself are not matched", () => {
    expect(loadPaths(["p/c/"], { ignore: ["c", "p", "*.yml"] })).toStrictEqual([rules]);
  });

  test("a file URL", () => {
    expect(loadPaths([`x:file://${folder}/p/a/data.json`])).toStrictEqual([document(`${folder}/p/a/data.json`, { x: { x: 1 } })]);
  });
});
