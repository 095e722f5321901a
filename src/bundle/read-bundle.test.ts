import { describe, expect, test } from "vitest";
import { RegoErrors } from "../errors/rego-error.ts";
import type { ReadBundleOptions } from "./bundle-options.ts";
import type { BundleFiles } from "./collect-files.ts";
import { readBundle } from "./read-bundle.ts";
import { archiveOf } from "./testing/make-archive.ts";

/** What OPA 1.20.2 makes of these files: documents, modules with their versions. */
const sound: readonly (readonly [string, BundleFiles, object])[] = [
  ["nothing", {}, { data: {}, modules: [], roots: [""] }],
  ["documents by folder", { "data.json": '{"a": 1}', "b/c/data.json": "[2]" }, { data: { a: 1, b: { c: [2] } }, modules: [], roots: [""] }],
  [
    "YAML of both names",
    { "a/data.yaml": "x: yes", "b/data.yml": "z: 0o17" },
    { data: { a: { x: true }, b: { z: 15 } }, modules: [], roots: [""] },
  ],
  [
    "documents that meet in a folder",
    { "a/data.json": '{"x": {"y": 1}}', "a/x/data.yaml": "z: 2" },
    { data: { a: { x: { y: 1, z: 2 } } }, modules: [], roots: [""] },
  ],
  ["hidden folders", { "/.hid/x/data.json": "1", "/./.b/data.json": "2" }, { data: { hid: { x: 1 }, b: 2 }, modules: [], roots: [""] }],
  ["other files", { "a/other.json": "{", "readme.md": "x", "data.json.bak": "{" }, { data: {}, modules: [], roots: [""] }],
  [
    "keys of Object.prototype",
    { "__proto__/data.json": "1", "constructor/data.json": "2" },
    { data: JSON.parse('{"__proto__": 1, "constructor": 2}'), modules: [], roots: [""] },
  ],
  [
    "roots without their slashes, and folders on the way",
    { ".manifest": '{"roots": ["/a/b/", "c"]}', "data.json": '{"a": {"b": 1}}', "x.rego": "package a.b.c" },
    { data: { a: { b: 1 } }, modules: [["x.rego", 1]], roots: ["a/b", "c"] },
  ],
  ["a manifest of which only the first value counts", { ".manifest": '{"roots": ["a"]} x' }, { data: {}, modules: [], roots: ["a"] }],
  [
    "a file whose name ends with a slash",
    { "a/data.json/": '{"x": 1}', "x.rego/": "package x" },
    { data: { a: { "data.json": { x: 1 } } }, modules: [], roots: [""] },
  ],
  ["a manifest in a folder, of any name", { "a/x.manifest": '{"roots": ["a"]}' }, { data: {}, modules: [], roots: ["a"] }],
  [
    "versions of modules",
    {
      "/.manifest": '{"rego_version": 0, "file_rego_versions": {"/b/*.rego": 1, "*/c.rego": 0}}',
      "/a.rego": "package a\np { true }",
      "/b/x/b.rego": "package b\np if true",
      "/b/c.rego": "package c\np { true }",
    },
    {
      data: {},
      modules: [
        ["/a.rego", 0],
        ["/b/x/b.rego", 1],
        ["/b/c.rego", 0],
      ],
      roots: [""],
    },
  ],
  ["a patch without operations", { "patch.json": '{"data": []}' }, { data: {}, modules: [], roots: [""] }],
];

describe("reads", () => {
  test.each(sound)("%s", async (_, files, expected) => {
    const { data, manifest, modules } = await readBundle(files);
    expect({ data, modules: modules.map(({ path, regoVersion }) => [path, regoVersion]), roots: manifest.roots }).toStrictEqual(expected);
  });
});

const v = { entrypoint: "a/b", module: "/policy.wasm" };

/** In OPA's words, but for what it reads and this does not. */
const refused: readonly (readonly [string, BundleFiles, string])[] = [
  ["JSON", { "/data.json": "{" }, "bundle load failed on /data.json: unexpected EOF"],
  ["YAML", { "/data.yaml": "a: [" }, "bundle load failed on /data.yaml: yaml: line 1: did not find expected node content"],
  ["YAML that is no JSON", { "/data.yml": "a: .inf" }, "bundle load failed on /data.yml: json: unsupported value: +Inf"],
  ["a root document that is no object", { "/data.json": "[1]" }, "bundle load failed on /data.json: root value must be object"],
  [
    "documents in each other's place",
    { "/data.json": '{"a": {"x": 1}}', "/a/x/data.json": "2" },
    "bundle load failed on /a/x/data.json: failed to insert data file from path a/x",
  ],
  ["no manifest", { "/.manifest": "" }, "bundle load failed on manifest decode: EOF"],
  [
    "a manifest that is no object",
    { "/.manifest": "[]" },
    "bundle load failed on manifest decode: json: cannot unmarshal array into Go value of type bundle.Manifest",
  ],
  [
    "roots of another type",
    { "/.manifest": '{"roots": "x"}' },
    "bundle load failed on manifest decode: json: cannot unmarshal string into Go struct field Manifest.roots of type []string",
  ],
  [
    "a root of another type",
    { "/.manifest": '{"roots": [1]}' },
    "bundle load failed on manifest decode: json: cannot unmarshal number into Go struct field Manifest.roots of type string",
  ],
  [
    "a version that is not whole",
    { "/.manifest": '{"rego_version": 1.5}' },
    "bundle load failed on manifest decode: json: cannot unmarshal number 1.5 into Go struct field Manifest.rego_version of type int",
  ],
  [
    "an entrypoint of another type",
    { "/.manifest": '{"wasm": [{"entrypoint": 1}]}' },
    "bundle load failed on manifest decode: json: cannot unmarshal number into Go struct field WasmResolver.wasm.entrypoint of type string",
  ],
  [
    "two manifests",
    { "/a/.manifest": "{}", "/x.manifest": "{}" },
    'bundle contains multiple manifest files: "/a/.manifest" and "/x.manifest"',
  ],
  ["a manifest in another form", { "/.manifest.pb": "" }, "manifests in the form of protocol buffers are not supported: /.manifest.pb"],
  ["roots in each other", { "/.manifest": '{"roots": ["a", "a/b"]}' }, "manifest has overlapped roots: 'a' and 'a/b'"],
  [
    "a module outside of the roots",
    { "/.manifest": '{"roots": ["a"]}', "/x.rego": "package b.c" },
    "manifest roots [a] do not permit 'package b.c' in module '/x.rego'",
  ],
  [
    "a document outside of the roots",
    { "/.manifest": '{"roots": ["q", "a/b"]}', "/a/c/data.json": "1" },
    "manifest roots [q a/b] do not permit data at path '/a/c' (hint: check bundle directory structure)",
  ],
  [
    "an unknown version",
    { "/.manifest": '{"rego_version": 2}', "/x.rego": "package b" },
    "unknown bundle rego-version 2 for file '/x.rego'",
  ],
  [
    "a broken glob",
    { "/.manifest": '{"file_rego_versions": {"[": 0}}', "/x.rego": "package b" },
    "failed to compile glob pattern [: unexpected end of input",
  ],
  [
    "a WebAssembly module that is not there",
    { "/.manifest": JSON.stringify({ wasm: [v] }) },
    "manifest references wasm module '/policy.wasm' but the module file does not exist",
  ],
  [
    "an entrypoint outside of the roots",
    { "/.manifest": JSON.stringify({ roots: ["c"], wasm: [v] }), "/policy.wasm": "" },
    "manifest roots [c] do not permit 'a/b' entrypoint for wasm module '/policy.wasm'",
  ],
  [
    "an entrypoint that comes twice",
    { "/.manifest": JSON.stringify({ wasm: [v, v] }), "/policy.wasm": "" },
    "entrypoint 'a/b' cannot be used by more than one wasm module",
  ],
  [
    "a delta bundle",
    { "/patch.json": '{"data": [{"op": "upsert", "path": "/a", "value": 1}]}' },
    "delta bundles are not supported: /patch.json",
  ],
  ["a signature without a key", { "/.signatures.json": '{"signatures": ["a.b.c"]}' }, "verification key not provided"],
  [
    "signatures of another type",
    { "/.signatures.json": '{"signatures": 1}' },
    "bundle load failed on signatures decode: json: cannot unmarshal number into Go struct field SignaturesConfig.signatures of type []string",
  ],
  ["a path that leads out", { "../data.json": "1" }, 'bundle read failed: archive entry "../data.json" leads out of the bundle'],
  [
    "a path of too many folders",
    { [`${"a/".repeat(20_000)}data.json`]: "{}" },
    `archive entry "${"a/".repeat(150)}…" has more than 1000 parts in its path`,
  ],
  ["a path that comes twice", { "a/data.json": "1", "/a/data.json": "2" }, 'bundle read failed: archive has "/a/data.json" twice'],
];

describe("refuses", () => {
  test.each(refused)("%s", async (_, files, message) => {
    await expect(readBundle(files)).rejects.toMatchObject({ name: "BundleError", message });
  });
});

test("the errors of a module are the cause", async () => {
  const error = await readBundle({ "/a.rego": "package a\np { true }" }).catch((thrown: unknown) => thrown);
  expect(error).toMatchObject({ name: "BundleError", code: "content" });
  const { cause } = error as Error;
  expect(cause).toBeInstanceOf(RegoErrors);
  expect((cause as RegoErrors).errors).toMatchObject([{ code: "rego_parse_error", location: { file: "/a.rego", row: 2, col: 1 } }]);
});

test.each<[string, ReadBundleOptions, string]>([
  ["limits of files", { limits: { fileBytes: 3 } }, "bundle file 'x.rego' size (9 bytes) exceeded max size (3 bytes)"],
  [
    "capabilities",
    { capabilities: { features: [] } },
    "1 error occurred: rego_parse_error: illegal capabilities: rego_v1 feature required for parsing v1 Rego",
  ],
])("%s", async (_, options, message) => {
  await expect(readBundle({ "x.rego": "package x" }, options)).rejects.toMatchObject({ message });
});

test("the same from files, bytes, a buffer and a stream", async () => {
  const files = { "/a/data.json": '{"x": 1}', "/a.rego": "package b" };
  const bytes = archiveOf(files);
  const expected = await readBundle(files);
  for (const source of [bytes, Uint8Array.from(bytes).buffer, new Blob([Uint8Array.from(bytes)]).stream()]) {
    expect(await readBundle(source)).toStrictEqual(expected);
  }
});
