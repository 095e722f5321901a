import { hmac } from "@noble/hashes/hmac.js";
import { sha256, sha384, sha512 } from "@noble/hashes/sha2.js";
import type { HashName, SignatureScheme } from "../crypto/signature-scheme.ts";
import { hashLengths } from "../crypto/signature-scheme.ts";

/** How a token is signed: with a shared secret, or with a private key. */
export type TokenAlgorithm = { readonly kind: "hmac"; readonly hash: HashName } | SignatureScheme;

const hashNames: Readonly<Record<string, HashName>> = { "256": "SHA-256", "384": "SHA-384", "512": "SHA-512" };

/** The algorithms of RFC 7518 and 8037 by their names in a token's header, and RFC 9864's name of EdDSA. */
export const tokenAlgorithms: ReadonlyMap<string, TokenAlgorithm> = new Map<string, TokenAlgorithm>([
  ...Object.entries(hashNames).flatMap(([digits, hash]): [string, TokenAlgorithm][] => [
    [`HS${digits}`, { kind: "hmac", hash }],
    [`RS${digits}`, { kind: "rsa", hash }],
    [`PS${digits}`, { kind: "rsa-pss", hash, saltLength: hashLengths[hash] }],
    [`ES${digits}`, { kind: "ecdsa", hash }],
  ]),
  ["EdDSA", { kind: "ed25519" }],
  ["Ed25519", { kind: "ed25519" }],
]);

const hashes = { "SHA-256": sha256, "SHA-384": sha384, "SHA-512": sha512 } as const;

/** The message authentication code of a token. */
export function authenticate(hash: HashName, secret: Uint8Array, data: Uint8Array): Uint8Array {
  return hmac(hashes[hash], secret, data);
}
