import type { CurveName } from "./object-identifiers.ts";

export type HashName = "SHA-256" | "SHA-384" | "SHA-512";

/** The bytes of each hash. */
export const hashLengths: Readonly<Record<HashName, number>> = { "SHA-256": 32, "SHA-384": 48, "SHA-512": 64 };

/** How a signature is made. The length of a salt is a number of bytes, or any. */
export type SignatureScheme =
  | { readonly kind: "rsa"; readonly hash: HashName }
  | { readonly kind: "rsa-pss"; readonly hash: HashName; readonly saltLength: number | "any" }
  | { readonly kind: "ecdsa"; readonly hash: HashName }
  | { readonly kind: "ed25519" };

/** Go takes no shorter RSA keys. */
export const minimalRsaBits = 1024;
/** Longer ones would only keep the machine busy; OpenSSL has the same bound. */
export const maximalRsaBits = 16_384;

/** The JOSE algorithm under which jose imports a key of a curve. WebCrypto has no P-224. */
export const importNames: Readonly<Partial<Record<CurveName, string>>> = { "P-256": "ES256", "P-384": "ES384", "P-521": "ES512" };
