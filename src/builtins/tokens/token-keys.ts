import { readUnsigned } from "../crypto/binary.ts";
import { parseCertificate } from "../crypto/certificate.ts";
import { CryptoError, explain } from "../crypto/crypto-error.ts";
import type { PemBlock } from "../crypto/pem.ts";
import { readPemBlock } from "../crypto/pem.ts";
import type { PublicKey } from "../crypto/public-key.ts";
import { readPkixPublicKey } from "../crypto/public-key.ts";
import type { JsonWebKey, KeyMaterial } from "./json-web-key.ts";
import { parseKeySet } from "./key-set.ts";

/** A key that may have signed a token. */
export interface TokenKey {
  /** Empty when the key has none. */
  readonly keyId: string;
  /** The one algorithm that it is for. */
  readonly algorithm: string | undefined;
  readonly material: TokenKeyMaterial;
}

/** A shared secret, a public key, or (undefined) one that verifies nothing. */
export type TokenKeyMaterial =
  | { readonly kind: "secret"; readonly secret: Uint8Array }
  | { readonly kind: "public"; readonly key: PublicKey | undefined; readonly fromPrivate: boolean };

/** The keys in a PEM certificate, a PEM public key, a JSON Web Key or a set of such. Throws OPA's words. */
export function readTokenKeys(text: string): readonly TokenKey[] {
  const block = readPemBlock(text);
  if (block !== undefined) return [readPemKey(block)];
  const keys = explain("failed to parse a JWK key (set): jwk.ParseString: failed to parse string", () => parseKeySet(text));
  return keys.map((key) => ({ keyId: key.keyId, algorithm: key.algorithm, material: exportKey(key) }));
}

/** A secret that was not given as a key. */
export function makeSecretKey(secret: Uint8Array): TokenKey {
  return { keyId: "", algorithm: undefined, material: { kind: "secret", secret } };
}

function readPemKey(block: PemBlock): TokenKey {
  if (block.rest !== "") throw new CryptoError("extra data after a PEM certificate block");
  return { keyId: "", algorithm: undefined, material: { kind: "public", key: readPemPublicKey(block), fromPrivate: false } };
}

function readPemPublicKey({ type, bytes }: PemBlock): PublicKey | undefined {
  switch (type) {
    case "CERTIFICATE":
      return explain("failed to parse a PEM certificate", () => parseCertificate(bytes)).publicKey;
    case "PUBLIC KEY":
      return explain("failed to parse a PEM public key", () => readPkixPublicKey(bytes));
    default:
      throw new CryptoError("failed to extract a Key from the PEM certificate");
  }
}

function exportKey({ form, material }: JsonWebKey): TokenKeyMaterial {
  if (material.kind === "symmetric") return { kind: "secret", secret: material.secret };
  const problem = findExportProblem(material);
  if (problem !== undefined) throw new CryptoError(`jwk.Export: failed to export jwk.Key to raw format: ${problem}`);
  return { kind: "public", key: toPublicKey(material), fromPrivate: form.endsWith("PrivateKey") };
}

/** What keeps the reference's JWK library from making a key of Go's of a JSON Web Key. */
export function findExportProblem(material: KeyMaterial): string | undefined {
  if (material.kind === "rsa" && material.secret !== undefined) {
    if (material.secret.q === undefined) return 'missing "q" value';
    return material.secret.p === undefined ? 'missing "p" value' : undefined;
  }
  if (material.kind !== "okp" || material.curve === "Ed25519" || material.curve === "X25519") return undefined;
  const problem = `invalid curve algorithm ${material.curve}`;
  return material.secret === undefined
    ? `jwk.OKPPublicKey: failed to build public key: ${problem}`
    : `jwk.OKPPrivateKey: failed to build private key: ${problem}`;
}

function toPublicKey(material: Exclude<KeyMaterial, { readonly kind: "symmetric" }>): PublicKey {
  switch (material.kind) {
    case "rsa":
      return { kind: "rsa", modulus: readUnsigned(material.n), exponent: readUnsigned(material.e) };
    case "ecdsa":
      return { kind: "ecdsa", curve: material.curve, x: readUnsigned(material.x), y: readUnsigned(material.y) };
    case "okp":
      return { kind: material.curve === "Ed25519" ? "ed25519" : "x25519", bytes: material.x };
  }
}
