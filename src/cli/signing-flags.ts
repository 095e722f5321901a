import { existsSync, readFileSync } from "node:fs";
import { isPlainObject } from "../bundle/merge-documents.ts";
import type { Signing } from "../bundle/sign-files.ts";
import { describeSystemError } from "../bundle/system-error.ts";
import type { Verification } from "../bundle/verify-signatures.ts";
import { parseJson } from "../values/json.ts";
import { JsonError } from "../values/json-reader.ts";
import type { PlainObject } from "../values/value.ts";

/** What keeps a bundle from being built or signed: printed as `error: …`; exit status 1. */
export class BuildError extends Error {
  override readonly name = "BuildError";
}

/** The flags about signatures that are to be made, by the names that they have in OPA. */
export interface SigningFlags {
  readonly claimsFile: string;
  readonly signingAlg: string;
  readonly signingKey: string;
  readonly signingPlugin: string;
}

/** The flags about signatures that are to be verified. */
export interface VerificationFlags {
  readonly excludeFilesVerify: readonly string[];
  readonly scope: string;
  readonly signingAlg: string;
  readonly verificationKey: string;
  readonly verificationKeyId: string;
}

/** Why nothing can be signed. */
export const noSigningKey = "specify the secret (HMAC) or path of the PEM file containing the private key (RSA and ECDSA)";

/** How to sign; undefined where nothing is to be signed. `keyId` names the key, where no claims say otherwise. Throws BuildError. */
export function readSigning({ claimsFile, signingAlg, signingKey, signingPlugin }: SigningFlags, keyId: string): Signing | undefined {
  if (signingKey === "") {
    if (claimsFile !== "" || signingPlugin !== "") throw new BuildError(noSigningKey);
    return undefined;
  }
  // Only the plugin that all have can be meant.
  if (signingPlugin !== "" && signingPlugin !== "_default") throw new BuildError(`no signer exists under id ${signingPlugin}`);
  const key = signingKey.startsWith("-----BEGIN") ? signingKey : readIfFile(signingKey);
  return { key, algorithm: signingAlg, ...(claimsFile === "" ? { keyId } : { claims: readClaims(claimsFile) }) };
}

/** How to verify; undefined where there is no key. Throws BuildError. */
export function readVerification(flags: VerificationFlags): Verification | undefined {
  const { excludeFilesVerify, scope, signingAlg, verificationKey, verificationKeyId } = flags;
  if (verificationKey === "") return undefined;
  const key = { key: readIfFile(verificationKey), algorithm: signingAlg, scope };
  return { keys: { [verificationKeyId]: key }, keyId: verificationKeyId, scope, exclude: excludeFilesVerify };
}

/** The text of a file or, where there is none of that name, what was given. */
function readIfFile(given: string): string {
  return existsSync(given) ? readText(given) : given;
}

function readClaims(path: string): PlainObject {
  try {
    const claims = parseJson(readText(path));
    if (claims !== null && isPlainObject(claims)) return claims;
    throw new BuildError(`${path}: claims must be an object`);
  } catch (error) {
    if (error instanceof JsonError) throw new BuildError(error.message, { cause: error });
    throw error;
  }
}

function readText(path: string): string {
  try {
    return readFileSync(path, "utf8");
  } catch (error) {
    throw new BuildError(describeSystemError(error, "open", path), { cause: error });
  }
}
