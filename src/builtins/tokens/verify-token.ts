import { encodeText } from "../bytes.ts";
import { equalsSecretBytes } from "../crypto/binary.ts";
import type { SignatureScheme } from "../crypto/signature-scheme.ts";
import { verifySignature } from "../crypto/verify-signature.ts";
import type { TokenAlgorithm } from "./algorithms.ts";
import { authenticate } from "./algorithms.ts";
import { readBase64Url } from "./base64url.ts";
import type { CompactToken } from "./compact-token.ts";
import { readHeader, signedText, splitToken } from "./compact-token.ts";
import { readTokenHeader } from "./token-header.ts";
import type { TokenKey } from "./token-keys.ts";

/** Whether a token is signed with a secret. Its header does not matter. Throws OPA's words about what is no token. */
export function verifyWithSecret(text: string, secret: string, algorithm: TokenAlgorithm & { readonly kind: "hmac" }): boolean {
  const token = splitToken(text);
  const signature = readBase64Url(token.signature);
  return equalsSecretBytes(authenticate(algorithm.hash, encodeText(secret), encodeText(signedText(token))), signature);
}

/** Whether a token is signed with one of the public keys. The algorithm in its header does not matter. Throws OPA's words. */
export async function verifyWithPublicKeys(
  token: CompactToken,
  keys: readonly TokenKey[],
  name: string,
  scheme: SignatureScheme,
): Promise<boolean> {
  const signature = readBase64Url(token.signature);
  const { keyId } = readTokenHeader(readHeader(token));
  const data = encodeText(signedText(token));
  for (const { material } of selectKeys(keys, keyId, name)) {
    if (material.kind === "secret" || material.key === undefined || material.fromPrivate) continue;
    if (await verifySignature(material.key, scheme, data, signature)) return true;
  }
  return false;
}

/** A token whose signature is to be verified as its header says. */
export interface SignedToken {
  readonly keyId: string;
  /** The algorithm as the header names it, and what it means; undefined for an unknown one. */
  readonly name: string;
  readonly algorithm: TokenAlgorithm | undefined;
  readonly signed: string;
  readonly signature: Uint8Array;
}

/** Whether the signature is that of one of the keys by the algorithm that the token's header names. */
export async function verifyByHeader(keys: readonly TokenKey[], token: SignedToken): Promise<boolean> {
  const { algorithm, signature } = token;
  if (algorithm === undefined || algorithm.kind === "hmac") return verifyBySecret(keys, token) === true;
  const data = encodeText(token.signed);
  for (const { material } of selectKeys(keys, token.keyId, token.name)) {
    if (material.kind === "secret" || material.key === undefined) continue;
    if (await verifySignature(material.key, algorithm, data, signature)) return true;
  }
  return false;
}

/** {@link verifyByHeader} for shared secrets; undefined where a public key would have to verify. */
export function verifyBySecret(keys: readonly TokenKey[], { keyId, name, algorithm, signed, signature }: SignedToken): boolean | undefined {
  if (algorithm === undefined) return false;
  if (algorithm.kind !== "hmac") return undefined;
  const data = encodeText(signed);
  return selectKeys(keys, keyId, name).some(
    ({ material }) => material.kind === "secret" && equalsSecretBytes(authenticate(algorithm.hash, material.secret, data), signature),
  );
}

/** The key that the token names if it is there, and otherwise all that are for its algorithm. */
function selectKeys(keys: readonly TokenKey[], keyId: string, algorithm: string): readonly TokenKey[] {
  const named = keyId === "" ? undefined : keys.find((key) => key.keyId === keyId);
  return named === undefined ? keys.filter((key) => key.algorithm === undefined || key.algorithm === algorithm) : [named];
}
