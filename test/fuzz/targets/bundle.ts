import { isDeepStrictEqual } from "node:util";
import { gzipSync } from "node:zlib";
import type { Bundle } from "../../../src/bundle/bundle.ts";
import { BundleError } from "../../../src/bundle/bundle-error.ts";
import { readBundle } from "../../../src/bundle/read-bundle.ts";
import { writeTar } from "../../../src/bundle/tar-writer.ts";
import { writeBundle } from "../../../src/bundle/write-bundle.ts";
import { stringifyJson } from "../../../src/values/json.ts";
import type { Random } from "../../differential/policies/random.ts";
import { mutateText } from "../mutate-text.ts";
import type { Finding, FuzzCase, FuzzTarget } from "../target.ts";

/** The bytes of an archive, a character for each. */
const ARCHIVE = "archive.latin1";

/** Archives with changed bytes: refused with a BundleError, or bundles that are written and read again as the same. */
export const bundleTarget: FuzzTarget = { name: "bundle", make: makeArchive, check: checkArchive };

const names = [
  "data.json",
  "data.yaml",
  "policy.rego",
  "a/data.json",
  "a/b/data.yml",
  "a/b/policy_test.rego",
  ".manifest",
  ".signatures.json",
  "policy.wasm",
  "plan.json",
  "patch.json",
  "readme.md",
  "../outside.rego",
  "/absolute/data.json",
  "a//b/./c/data.json",
  "__proto__/data.json",
  "constructor/data.json",
  "é/日本/data.json",
  `${"deep/".repeat(60)}data.json`,
  `${"n".repeat(120)}.rego`,
];

const contents: readonly string[] = [
  "{}",
  '{"a": {"b": 1}}',
  '{"__proto__": {"x": 1}, "toString": 2}',
  "a: 1\nb: [x, y]\n",
  "a: &a [1]\nb: *a\n",
  "package a.b\n\nallow if input.x == data.a.b\n",
  "package a\n\nallow {\n\ttrue\n}\n",
  '{"roots": ["a"], "revision": "1"}',
  '{"roots": [""], "rego_version": 0, "file_rego_versions": {"/*.rego": 1}}',
  '{"roots": ["a", "a/b"], "metadata": {"k": [1, null]}}',
  '{"roots": ["../x"], "wasm": [{"entrypoint": "a/b", "module": "/policy.wasm"}]}',
  '{"signatures": ["eyJhbGciOiJIUzI1NiJ9.eyJmaWxlcyI6W119.AAAA"]}',
  '{"data": [{"op": "upsert", "path": "/", "value": {}}]}',
  "",
  "\u0000asm\u0001\u0000\u0000\u0000",
];

function makeArchive(random: Random): FuzzCase {
  const files = random.repeat(random.between(0, 6), () => {
    const content = random.pick(contents);
    return { path: random.pick(names), bytes: new TextEncoder().encode(random.chance(0.3) ? mutateText(content, random) : content) };
  });
  const tar = Uint8Array.from(writeTar(files));
  if (random.chance(0.6)) mutateBytes(tar, random);
  let bytes: Uint8Array = random.chance(0.05) ? tar : gzipSync(random.chance(0.1) ? tar.subarray(0, random.below(tar.length + 1)) : tar);
  if (random.chance(0.25)) {
    bytes = Uint8Array.from(bytes);
    mutateBytes(bytes, random);
  }
  return { texts: { [ARCHIVE]: Array.from(bytes, (byte) => String.fromCharCode(byte)).join("") }, regoVersion: 1 };
}

/** Changes up to six bytes, most of them to what tar headers are made of. */
function mutateBytes(bytes: Uint8Array, random: Random): void {
  for (let left = random.between(1, 6); left > 0 && bytes.length > 0; left--) {
    // Headers are where the meaning is.
    const header = 512 * random.below(Math.ceil(bytes.length / 512));
    const at = random.chance(0.7) ? Math.min(bytes.length - 1, header + random.below(345)) : random.below(bytes.length);
    bytes[at] = random.chance(0.5)
      ? random.pick([0, 0x20, 0x2f, 0x2e, 0x30, 0x31, 0x35, 0x37, 0x4c, 0x67, 0x78, 0x80, 0xff])
      : random.below(256);
  }
}

const limits = { fileBytes: 1 << 20, totalBytes: 4 << 20, files: 100 };

async function checkArchive({ texts, regoVersion }: FuzzCase): Promise<Finding | undefined> {
  const bytes = Uint8Array.from(texts[ARCHIVE] ?? "", (character) => character.charCodeAt(0));
  const bundle = await read(bytes, regoVersion);
  if (bundle === undefined) return undefined;
  const outside = bundle.modules.find(({ path }) => path.split("/").includes(".."));
  if (outside !== undefined) return { sort: "a path that leads outside", details: outside.path };
  const again = await read(await writeBundle({ ...bundle, signatures: undefined }), regoVersion);
  if (again === undefined) return { sort: "what was written is refused", details: describe(bundle) };
  return isDeepStrictEqual(again.data, bundle.data) && describe(again) === describe(bundle)
    ? undefined
    : { sort: "what was written is another bundle", details: `${describe(bundle)}\n${describe(again)}` };
}

async function read(bytes: Uint8Array, regoVersion: 0 | 1): Promise<Bundle | undefined> {
  try {
    return await readBundle(bytes, { limits, verification: false, regoVersion });
  } catch (error) {
    if (error instanceof BundleError) return undefined;
    throw error;
  }
}

function describe({ data, manifest, modules }: Bundle): string {
  return `${stringifyJson(data)} ${JSON.stringify(manifest)} ${modules
    .map(({ path }) => path.replace(/^\//, ""))
    .sort()
    .join()}`;
}
