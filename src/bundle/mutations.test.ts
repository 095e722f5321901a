import { gzipSync } from "node:zlib";
import fc from "fast-check";
import { expect, test } from "vitest";
import { BundleError } from "./bundle-error.ts";
import type { BundleLimits } from "./limits.ts";
import { readBundle } from "./read-bundle.ts";
import { archiveOf, makeTar, paxEntry } from "./testing/make-archive.ts";

const limits: BundleLimits = { fileBytes: 10_000, totalBytes: 20_000, files: 20 };
const files = {
  "/.manifest": '{"revision": "1", "roots": ["a", "b"], "file_rego_versions": {"/a/*.rego": 1}}',
  "/a/data.json": `{"x": [1, "${"long ".repeat(100)}"]}`,
  "/b/data.yaml": "x: [yes, {y: 1}]",
  "/a/p.rego": "# METADATA\n# title: x\npackage a.p\nallow if data.b.x",
  "/.signatures.json": '{"signatures": ["a.b.c"]}',
};
const archive = archiveOf(files);
const tar = makeTar([
  paxEntry("18 path=/a/q.rego\n"),
  { name: "x", content: "package a.q" },
  ...Object.entries(files).map(([name, content]) => ({ name, content })),
]);

/** Bytes that are changed, put in, taken out. */
const mutations = fc.array(
  fc.oneof(
    fc.record({ kind: fc.constant("change" as const), at: fc.nat(), byte: fc.nat(255) }),
    fc.record({ kind: fc.constant("insert" as const), at: fc.nat(), bytes: fc.uint8Array({ maxLength: 600 }) }),
    fc.record({ kind: fc.constant("remove" as const), at: fc.nat(), length: fc.nat(600) }),
    fc.record({ kind: fc.constant("repeat" as const), at: fc.nat(), length: fc.nat(2000) }),
    fc.record({ kind: fc.constant("cut" as const), at: fc.nat() }),
  ),
  { minLength: 1, maxLength: 4 },
);

type Mutation = (typeof mutations extends fc.Arbitrary<infer Changes> ? Changes : never)[number];

function mutate(bytes: Uint8Array, change: Mutation): Uint8Array {
  const at = change.at % (bytes.length + 1);
  const [before, after] = [bytes.subarray(0, at), bytes.subarray(at)];
  switch (change.kind) {
    case "change":
      return Buffer.concat([before, Uint8Array.of(change.byte), after.subarray(1)]);
    case "insert":
      return Buffer.concat([before, change.bytes, after]);
    case "remove":
      return Buffer.concat([before, after.subarray(change.length)]);
    case "repeat":
      return Buffer.concat([before, after.subarray(0, change.length), after]);
    case "cut":
      return before;
  }
}

/** Loads, or ends in a BundleError; whether it loaded. */
async function survives(bytes: Uint8Array): Promise<boolean> {
  try {
    const bundle = await readBundle(bytes, { limits, verification: false });
    const sizes = [...bundle.modules.map(({ text }) => text.length), JSON.stringify(bundle.data).length];
    expect(sizes.reduce((sum, size) => sum + size, 0)).toBeLessThan(20_000);
    return true;
  } catch (error) {
    if (error instanceof BundleError) return false;
    throw error;
  }
}

test("the archives themselves load", async () => {
  expect(await survives(archive)).toBe(true);
  expect(await survives(gzipSync(tar))).toBe(true);
});

test("whatever becomes of the compressed bytes, they load or end in a BundleError", async () => {
  await fc.assert(
    fc.asyncProperty(mutations, async (changes) => {
      await survives(changes.reduce(mutate, archive));
    }),
    { numRuns: 300 },
  );
}, 60_000);

test("whatever becomes of the tar, it loads or ends in a BundleError", async () => {
  let loaded = 0;
  await fc.assert(
    fc.asyncProperty(mutations, async (changes) => {
      if (await survives(gzipSync(changes.reduce(mutate, tar)))) loaded++;
    }),
    { numRuns: 700 },
  );
  // Not all of them are refused at the first byte.
  expect(loaded).toBeGreaterThan(20);
}, 60_000);

test("whatever files say, they load or end in a BundleError", async () => {
  const texts = fc.oneof(fc.string(), fc.json(), fc.constantFrom(...Object.values(files)), fc.string({ unit: "binary" }));
  const names = fc.oneof(fc.constantFrom(...Object.keys(files), "/data.yml", "patch.json", "policy.wasm", "/.manifest.pb"), fc.string());
  await fc.assert(
    fc.asyncProperty(fc.dictionary(names, texts, { maxKeys: 6 }), async (given) => {
      await survives(archiveOf(given));
    }),
    { numRuns: 500 },
  );
}, 60_000);
