import { readUnsigned } from "./binary.ts";
import { CryptoError } from "./crypto-error.ts";
import { curveOf, findPointProblem } from "./curves.ts";
import { DerReader, tags } from "./der.ts";
import { openWholeSequence } from "./go-asn1.ts";
import type { CurveName } from "./object-identifiers.ts";
import { curveNames, keyAlgorithms } from "./object-identifiers.ts";

export interface RsaPublicKey {
  readonly kind: "rsa";
  readonly modulus: bigint;
  readonly exponent: bigint;
}

export interface EcdsaPublicKey {
  readonly kind: "ecdsa";
  readonly curve: CurveName;
  readonly x: bigint;
  readonly y: bigint;
}

export interface DsaPublicKey {
  readonly kind: "dsa";
  readonly p: bigint;
  readonly q: bigint;
  readonly g: bigint;
  readonly y: bigint;
}

/** A key of RFC 8032 or 7748: its bytes are all there is to it. */
export interface OctetPublicKey {
  readonly kind: "ed25519" | "x25519";
  readonly bytes: Uint8Array;
}

/** A public key that Go knows. */
export type PublicKey = RsaPublicKey | EcdsaPublicKey | DsaPublicKey | OctetPublicKey;

/** A SubjectPublicKeyInfo (RFC 5280, 4.1.2.7) in its parts. */
export interface KeyInfo {
  readonly algorithm: string;
  /** The element of the algorithm's parameters, if there is one. */
  readonly parameters: Uint8Array | undefined;
  readonly key: Uint8Array;
}

/** Reads the algorithm and the bits of a SubjectPublicKeyInfo's contents; `what` is thrown where they are none. */
export function readKeyInfo(info: DerReader, algorithmProblem: string, keyProblem: string): KeyInfo {
  const identifier = info.open(tags.sequence);
  const algorithm = identifier?.readObjectIdentifier();
  if (identifier === undefined || algorithm === undefined) throw new CryptoError(algorithmProblem);
  const parameters = identifier.isEmpty ? undefined : identifier.rest;
  const key = info.readBytesOfBits();
  if (key === undefined) throw new CryptoError(keyProblem);
  return { algorithm, parameters, key };
}

/** Reads a PKIX public key, as in a `PUBLIC KEY` block. Throws Go's words. */
export function readPkixPublicKey(bytes: Uint8Array): PublicKey {
  const info = openWholeSequence(bytes, "publicKeyInfo", "x509: trailing data after ASN.1 of public-key");
  const key = readPublicKey(readKeyInfo(info, "asn1: syntax error: sequence truncated", "asn1: syntax error: sequence truncated"));
  if (key === undefined) throw new CryptoError("x509: unknown public key algorithm");
  return key;
}

/** The key in a SubjectPublicKeyInfo; undefined when Go does not know its algorithm. Throws Go's words about a broken one. */
export function readPublicKey(info: KeyInfo): PublicKey | undefined {
  switch (info.algorithm) {
    case keyAlgorithms.rsa:
      return readRsaKey(info);
    case keyAlgorithms.ecdsa:
      return readEcdsaKey(info);
    case keyAlgorithms.dsa:
      return readDsaKey(info);
    case keyAlgorithms.ed25519:
      return readOctetKey(info, "ed25519", "Ed25519");
    case keyAlgorithms.x25519:
      return readOctetKey(info, "x25519", "X25519");
    default:
      return undefined;
  }
}

function readRsaKey({ parameters, key }: KeyInfo): PublicKey {
  if (parameters?.length !== 2 || parameters[0] !== tags.null || parameters[1] !== 0) {
    throw new CryptoError("x509: RSA key missing NULL parameters");
  }
  const numbers = new DerReader(key).open(tags.sequence);
  if (numbers === undefined) throw new CryptoError("x509: invalid RSA public key");
  const modulus = numbers.readInteger();
  if (modulus === undefined) throw new CryptoError("x509: invalid RSA modulus");
  const exponent = numbers.readInteger();
  if (exponent === undefined || exponent >= 2n ** 63n) throw new CryptoError("x509: invalid RSA public exponent");
  if (modulus <= 0n) throw new CryptoError("x509: RSA modulus is not a positive number");
  if (exponent <= 0n) throw new CryptoError("x509: RSA public exponent is not a positive number");
  return { kind: "rsa", modulus, exponent };
}

function readEcdsaKey({ parameters, key }: KeyInfo): PublicKey {
  const identifier = parameters && new DerReader(parameters).readObjectIdentifier();
  if (identifier === undefined) throw new CryptoError("x509: invalid ECDSA parameters");
  const curve = curveNames.get(identifier);
  if (curve === undefined) throw new CryptoError("x509: unsupported elliptic curve");
  return { kind: "ecdsa", curve, ...readPoint(curve, key) };
}

/** The coordinates of an uncompressed point (SEC 1, 2.3.4). */
export function readPoint(curve: CurveName, bytes: Uint8Array): { readonly x: bigint; readonly y: bigint } {
  const { size } = curveOf(curve);
  const x = readUnsigned(bytes.subarray(1, 1 + size));
  const y = readUnsigned(bytes.subarray(1 + size));
  const isUncompressed = bytes[0] === 4 && bytes.length === 1 + 2 * size;
  const problem = isUncompressed ? findPointProblem(curve, x, y) : "ecdsa: invalid uncompressed public key";
  if (problem !== undefined) throw new CryptoError(problem);
  return { x, y };
}

function readDsaKey({ parameters, key }: KeyInfo): PublicKey {
  const y = new DerReader(key).readInteger();
  if (y === undefined) throw new CryptoError("x509: invalid DSA public key");
  const numbers = parameters && new DerReader(parameters).open(tags.sequence);
  const [p, q, g] = [numbers?.readInteger(), numbers?.readInteger(), numbers?.readInteger()];
  if (p === undefined || q === undefined || g === undefined) throw new CryptoError("x509: invalid DSA parameters");
  if (y <= 0n || p <= 0n || q <= 0n || g <= 0n) throw new CryptoError("x509: zero or negative DSA parameter");
  return { kind: "dsa", p, q, g, y };
}

function readOctetKey({ parameters, key }: KeyInfo, kind: OctetPublicKey["kind"], name: string): PublicKey {
  if (parameters !== undefined) throw new CryptoError(`x509: ${name} key encoded with illegal parameters`);
  if (key.length !== 32)
    throw new CryptoError(kind === "ed25519" ? "x509: wrong Ed25519 public key size" : "crypto/ecdh: invalid public key");
  return { kind, bytes: key };
}
