import { md5, sha1 } from "@noble/hashes/legacy.js";
import { sha224, sha256, sha384, sha512, sha512_224, sha512_256 } from "@noble/hashes/sha2.js";
import { decodeText, encodeHex } from "../builtins/bytes.ts";
import { JsonError } from "../values/json-reader.ts";
import { isArray, isMap, isNumber, isObject } from "../values/kind.ts";
import { numberToText } from "../values/number.ts";
import { sortedKeys } from "../values/object.ts";
import type { Value } from "../values/value.ts";
import { YamlError } from "../values/yaml-error.ts";
import { baseName } from "./archive-path.ts";
import { bundleErrors } from "./bundle-error.ts";
import type { BundleFile } from "./bundle-file.ts";
import { parseJsonOrYaml } from "./json-or-yaml.ts";
import { parseYaml } from "./read-yaml.ts";
import type { SignedFile } from "./verify-signatures.ts";

/** The hash that new signatures have. */
const defaultHash = "SHA-256";

/** The hashes that signatures may name. */
const hashes: ReadonlyMap<string, (bytes: Uint8Array) => Uint8Array> = new Map([
  ["MD5", md5],
  ["SHA-1", sha1],
  ["SHA-224", sha224],
  ["SHA-256", sha256],
  ["SHA-384", sha384],
  ["SHA-512", sha512],
  ["SHA-512-224", sha512_224],
  ["SHA-512-256", sha512_256],
]);

/** Files that are hashed by what they say, however it is written. `data.yml` is none of them, as in OPA. */
const structured = ["data.json", "data.yaml", "signatures.json", ".manifest"];

/** The hash of a file, in hex, as signatures hold it: of its bytes or, for documents, of their JSON with keys in order. Throws BundleError. */
export async function hashFile({ path, bytes }: BundleFile, algorithm: string): Promise<string> {
  const hash = hashes.get(algorithm);
  if (hash === undefined) throw bundleErrors.unknownHash(algorithm);
  return encodeHex(hash(structured.includes(baseName(path)) ? await canonicalBytes(bytes) : bytes));
}

/** The hashes of files, as a signature names them. Throws BundleError for a document that cannot be read. */
export async function hashFiles(files: readonly BundleFile[]): Promise<readonly SignedFile[]> {
  const hash = async (file: BundleFile): Promise<SignedFile> => ({
    name: file.path.replace(/^\//, ""),
    hash: await hashFile(file, defaultHash),
    algorithm: defaultHash,
  });
  return await Promise.all(files.map(hash));
}

async function canonicalBytes(bytes: Uint8Array): Promise<Uint8Array> {
  try {
    return new TextEncoder().encode(canonicalJson(await parseJsonOrYaml(decodeText(bytes), parseYaml)));
  } catch (error) {
    if (error instanceof JsonError || error instanceof YamlError) throw bundleErrors.unreadableFile(error);
    throw error;
  }
}

/** JSON without blanks, with keys in order and numbers as they are written; `<`, `>` and `&` stay as they are. */
function canonicalJson(value: Value): string {
  if (typeof value === "string") return quote(value);
  if (value === null || typeof value === "boolean") return String(value);
  if (isNumber(value)) return numberToText(value);
  if (isArray(value)) return `[${value.map(canonicalJson).join(",")}]`;
  if (!isObject(value) || isMap(value)) throw new TypeError("only JSON has a hash");
  const keys = sortedKeys(value) as readonly string[];
  return `{${keys.map((key) => `${quote(key)}:${canonicalJson(value[key] as Value)}`).join(",")}}`;
}

/** As Go's encoder, which escapes two line separators. */
function quote(text: string): string {
  return JSON.stringify(text).replaceAll("\u2028", "\\u2028").replaceAll("\u2029", "\\u2029");
}
