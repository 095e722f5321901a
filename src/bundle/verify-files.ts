import { decodeText } from "../builtins/bytes.ts";
import { parseFirstJson } from "../values/json.ts";
import { JsonError } from "../values/json-reader.ts";
import { compareStrings } from "../values/string-order.ts";
import type { Signatures } from "./bundle.ts";
import { BundleError, bundleErrors } from "./bundle-error.ts";
import type { BundleFile } from "./bundle-file.ts";
import { hashFile } from "./file-hash.ts";
import { matchesName } from "./match-name.ts";
import { StructReader } from "./struct-reader.ts";
import { type SignedFile, type Verification, verifySignatures } from "./verify-signatures.ts";

/** Whether a file holds the signatures of a bundle, which are no part of what is signed. */
export function isSignaturesFile(path: string): boolean {
  return path.endsWith("signatures.json");
}

/** What the bundle's `.signatures.json` holds; undefined where there is none, or nothing in it. Throws BundleError. */
export function readSignatures(files: readonly BundleFile[]): Signatures | undefined {
  // Were there several, OPA would take the last.
  const file = files.findLast(({ path }) => isSignaturesFile(path));
  if (file === undefined) return undefined;
  try {
    const reader = StructReader.open(parseFirstJson(decodeText(file.bytes)), "bundle.SignaturesConfig", "SignaturesConfig");
    const tokens = reader.list("signatures", "[]string", (item, path) => reader.asText(item, path));
    const plugin = reader.text("plugin") ?? "";
    return tokens === undefined && plugin === "" ? undefined : { tokens: tokens ?? [], plugin };
  } catch (error) {
    if (error instanceof JsonError) throw bundleErrors.brokenSignatures(error);
    if (error instanceof BundleError && error.cause instanceof TypeError) throw bundleErrors.brokenSignatures(error.cause);
    throw error;
  }
}

/** What is to be verified. */
export interface VerifyOptions {
  readonly signatures: Signatures | undefined;
  readonly verification: Verification | undefined;
  readonly mayBeUnsigned: boolean;
  /** The name under which a file is signed, by its path in the bundle. */
  readonly nameOf: (path: string) => string;
}

/** Checks that all files of a bundle are signed, and that no signed file is missing. Throws BundleError. */
export async function verifyFiles(files: readonly BundleFile[], options: VerifyOptions): Promise<void> {
  const { signatures, verification, mayBeUnsigned, nameOf } = options;
  if (signatures === undefined) {
    if (verification !== undefined && !mayBeUnsigned) throw bundleErrors.notSigned();
    return;
  }
  if (verification === undefined) throw bundleErrors.noKey();
  const signed = new Map((await verifySignatures(signatures, verification)).map((file) => [file.name, file]));
  for (const file of files) {
    const name = nameOf(file.path).replace(/^\//, "");
    if (!(verification.exclude ?? []).some((pattern) => matchesName(name, pattern)))
      await verifyFile({ ...file, path: name }, signed.get(name));
    signed.delete(name);
  }
  if (signed.size > 0) throw bundleErrors.missingFiles([...signed.keys()].sort(compareStrings));
}

async function verifyFile(file: BundleFile, signed: SignedFile | undefined): Promise<void> {
  if (signed === undefined) throw bundleErrors.unsignedFile(file.path);
  if (signed.algorithm === "") throw bundleErrors.noHash(file.path);
  const found = await hashFile(file, signed.algorithm);
  const wanted = readHex(signed.hash);
  if (wanted !== found) throw bundleErrors.wrongHash(file.path, wanted, found);
}

/** Lower case. Throws BundleError, in Go's words, for what is no hex. */
function readHex(text: string): string {
  const foreign = /[^0-9a-fA-F]/u.exec(text)?.[0];
  if (foreign !== undefined) throw bundleErrors.brokenHash(`invalid byte: ${describeByte(foreign)}`);
  if (text.length % 2 === 1) throw bundleErrors.brokenHash("odd length hex string");
  return text.toLowerCase();
}

/** The first byte of a character, as Go shows it: `U+0078 'x'`. */
function describeByte(character: string): string {
  const byte = new TextEncoder().encode(character)[0] ?? 0;
  return `U+${byte.toString(16).toUpperCase().padStart(4, "0")} '${String.fromCharCode(byte)}'`;
}
