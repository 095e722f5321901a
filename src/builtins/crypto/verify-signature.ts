import type { CryptoKey, JWK } from "jose";
import { bitLength, readUnsigned, writeBase64Url, writeUnsigned } from "./binary.ts";
import { curveOf } from "./curves.ts";
import { importJWK } from "./import-jwk.ts";
import { recoverSaltLength } from "./pss-salt.ts";
import type { EcdsaPublicKey, PublicKey, RsaPublicKey } from "./public-key.ts";
import type { SignatureScheme } from "./signature-scheme.ts";
import { importNames, maximalRsaBits, minimalRsaBits } from "./signature-scheme.ts";

/** How WebCrypto is asked to verify. */
interface Verification {
  /** Made for the first signature only: keys are remembered. */
  readonly makeJwk: () => JWK;
  /** The JOSE algorithm under which jose imports the key. */
  readonly algorithm: string;
  readonly parameters: { readonly name: string; readonly hash?: string; readonly saltLength?: number };
}

/**
 * Whether the signature is the key's, by WebCrypto. False also for a key of another kind, and for one that no implementation takes.
 * An ECDSA signature is r and s one after the other, each as long as the curve's coordinates.
 */
export async function verifySignature(key: PublicKey, scheme: SignatureScheme, data: Uint8Array, signature: Uint8Array): Promise<boolean> {
  const verification = planVerification(key, scheme, signature);
  if (verification === undefined) return false;
  try {
    const imported = await importKey(key, verification);
    return await crypto.subtle.verify(verification.parameters, imported, Uint8Array.from(signature), Uint8Array.from(data));
  } catch {
    // A key that WebCrypto refuses has signed nothing.
    return false;
  }
}

/** Imported keys, so that a remembered key set is imported once. */
const importedKeys = new WeakMap<PublicKey, Map<string, CryptoKey>>();

async function importKey(key: PublicKey, { makeJwk, algorithm }: Verification): Promise<CryptoKey> {
  const known = importedKeys.get(key)?.get(algorithm);
  if (known !== undefined) return known;
  const imported = await importJWK(makeJwk(), algorithm);
  const byAlgorithm = importedKeys.get(key) ?? new Map<string, CryptoKey>();
  byAlgorithm.set(algorithm, imported);
  importedKeys.set(key, byAlgorithm);
  return imported;
}

function planVerification(key: PublicKey, scheme: SignatureScheme, signature: Uint8Array): Verification | undefined {
  switch (scheme.kind) {
    case "rsa":
    case "rsa-pss":
      return key.kind === "rsa" ? planRsa(key, scheme, signature) : undefined;
    case "ecdsa":
      return key.kind === "ecdsa" ? planEcdsa(key, scheme.hash, signature) : undefined;
    case "ed25519": {
      if (key.kind !== "ed25519") return undefined;
      const makeJwk = (): JWK => ({ kty: "OKP", crv: "Ed25519", x: writeBase64Url(key.bytes) });
      return { makeJwk, algorithm: "EdDSA", parameters: { name: "Ed25519" } };
    }
  }
}

function planRsa(
  key: RsaPublicKey,
  scheme: SignatureScheme & { readonly kind: "rsa" | "rsa-pss" },
  signature: Uint8Array,
): Verification | undefined {
  const bits = bitLength(key.modulus);
  if (bits < minimalRsaBits || bits > maximalRsaBits || signature.length !== Math.ceil(bits / 8)) return undefined;
  const makeJwk = (): JWK => ({
    kty: "RSA",
    n: writeBase64Url(writeUnsigned(key.modulus)),
    e: writeBase64Url(writeUnsigned(key.exponent)),
  });
  const digits = scheme.hash.slice(4);
  if (scheme.kind === "rsa") return { makeJwk, algorithm: `RS${digits}`, parameters: { name: "RSASSA-PKCS1-v1_5" } };
  // WebCrypto has to be told what Go finds out.
  const saltLength = scheme.saltLength === "any" ? recoverSaltLength(key, scheme.hash, readUnsigned(signature)) : scheme.saltLength;
  return saltLength === undefined ? undefined : { makeJwk, algorithm: `PS${digits}`, parameters: { name: "RSA-PSS", saltLength } };
}

function planEcdsa(key: EcdsaPublicKey, hash: string, signature: Uint8Array): Verification | undefined {
  const { size } = curveOf(key.curve);
  const algorithm = importNames[key.curve];
  if (algorithm === undefined || signature.length !== 2 * size) return undefined;
  const write = (coordinate: bigint): string => writeBase64Url(writeUnsigned(coordinate, size));
  const makeJwk = (): JWK => ({ kty: "EC", crv: key.curve, x: write(key.x), y: write(key.y) });
  return { makeJwk, algorithm, parameters: { name: "ECDSA", hash } };
}
