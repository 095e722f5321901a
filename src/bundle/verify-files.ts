import { compareStrings } from "../values/string-order.ts";
import type { Signatures } from "./bundle.ts";
import { bundleErrors } from "./bundle-error.ts";
import type { BundleFile } from "./bundle-file.ts";
import { hashFile } from "./file-hash.ts";
import { matchesName } from "./match-name.ts";
import { type SignedFile, type Verification, verifySignatures } from "./verify-signatures.ts";

/** Checks that all files of a bundle are signed, and that no signed file is missing. `nameOf` gives the name under which one is. Throws BundleError. */
export async function verifyFiles(
  files: readonly BundleFile[],
  signatures: Signatures,
  verification: Verification,
  nameOf: (path: string) => string,
): Promise<void> {
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
