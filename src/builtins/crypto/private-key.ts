import { readUnsigned } from "./binary.ts";
import { CryptoError, explain } from "./crypto-error.ts";
import { contextTag, DerReader, tags } from "./der.ts";
import { openWholeSequence } from "./go-asn1.ts";
import type { CurveName } from "./object-identifiers.ts";
import { curveNames, keyAlgorithms } from "./object-identifiers.ts";
import type { PemBlock } from "./pem.ts";

export interface RsaPrivateKey {
  readonly kind: "rsa";
  readonly modulus: bigint;
  readonly exponent: bigint;
  readonly privateExponent: bigint;
  readonly primes: readonly [bigint, bigint];
}

export interface EcdsaPrivateKey {
  readonly kind: "ecdsa";
  readonly curve: CurveName;
  readonly scalar: bigint;
  /** The public point as it stands in the key, unchecked; undefined when it was left out. */
  readonly point: Uint8Array | undefined;
}

/** A key of RFC 8032 or 7748: 32 bytes from which the public key follows. */
export interface OctetPrivateKey {
  readonly kind: "ed25519" | "x25519";
  readonly seed: Uint8Array;
}

/** A private key that Go knows. */
export type PrivateKey = RsaPrivateKey | EcdsaPrivateKey | OctetPrivateKey;

/** Reads the private key in a PEM block; undefined when the block holds none. Throws Go's words about a broken one. */
export function readPemPrivateKey({ type, bytes }: PemBlock): PrivateKey | undefined {
  switch (type) {
    case "RSA PRIVATE KEY":
      return readPkcs1(bytes);
    case "EC PRIVATE KEY":
      return readSec1(bytes);
    case "PRIVATE KEY":
      return readPkcs8(bytes);
    default:
      return undefined;
  }
}

/** Reads a private key in whichever format it is; undefined when it is in none. */
export function readAnyPrivateKey(bytes: Uint8Array): PrivateKey | undefined {
  for (const read of [readPkcs1, readPkcs8, readSec1]) {
    try {
      return read(bytes);
    } catch (error) {
      if (!(error instanceof CryptoError)) throw error;
    }
  }
  return undefined;
}

type KeyFormat = "PKCS8" | "PKCS1" | "EC";

const formatNames: Readonly<Record<KeyFormat, string>> = {
  PKCS8: "ParsePKCS8PrivateKey",
  PKCS1: "ParsePKCS1PrivateKey",
  EC: "ParseECPrivateKey",
};

/** Reads a private key in one of the three formats that PEM blocks hold. Says which other format it is in where it is. */
function readFormat<T>(bytes: Uint8Array, read: () => T, others: readonly KeyFormat[]): T {
  try {
    return read();
  } catch (error) {
    if (!(error instanceof CryptoError)) throw error;
    const other = others.find((format) => isFormat(bytes, format));
    if (other === undefined) throw error;
    throw new CryptoError(`x509: failed to parse private key (use ${formatNames[other]} instead for this key format)`, { cause: error });
  }
}

/** Whether the outline of the bytes is that of a format. */
function isFormat(bytes: Uint8Array, format: KeyFormat): boolean {
  const sequence = new DerReader(bytes).open(tags.sequence);
  if (sequence?.readInteger() === undefined) return false;
  switch (format) {
    case "PKCS8":
      return sequence.read(tags.sequence) !== undefined && sequence.read(tags.octetString) !== undefined;
    case "PKCS1":
      return sequence.readInteger() !== undefined && sequence.readInteger() !== undefined;
    case "EC":
      return sequence.read(tags.octetString) !== undefined;
  }
}

const broken = "asn1: syntax error: sequence truncated";

function readPkcs8(bytes: Uint8Array): PrivateKey {
  return readFormat(bytes, () => {
    const outer = openWholeSequence(bytes, "pkcs8", "asn1: syntax error: trailing data");
    const identifier = outer.readInteger() === undefined ? undefined : outer.open(tags.sequence);
    const algorithm = identifier?.readObjectIdentifier();
    const key = outer.readContents(tags.octetString);
    if (identifier === undefined || algorithm === undefined || key === undefined) throw new CryptoError(broken);
    return readWrappedKey(algorithm, identifier, key);
  }, ["EC", "PKCS1"]);
}

function readWrappedKey(algorithm: string, parameters: DerReader, key: Uint8Array): PrivateKey {
  switch (algorithm) {
    case keyAlgorithms.rsa:
      return explain("x509: failed to parse RSA private key embedded in PKCS#8", () => readPkcs1(key));
    case keyAlgorithms.ecdsa: {
      const curve = parameters.readObjectIdentifier();
      return explain("x509: failed to parse EC private key embedded in PKCS#8", () => readSec1(key, curve));
    }
    case keyAlgorithms.ed25519:
      return { kind: "ed25519", seed: readSeed(parameters, key, "Ed25519") };
    case keyAlgorithms.x25519:
      return { kind: "x25519", seed: readSeed(parameters, key, "X25519") };
    default:
      throw new CryptoError(`x509: PKCS#8 wrapping contained private key with unknown algorithm: ${algorithm}`);
  }
}

function readSeed(parameters: DerReader, key: Uint8Array, name: string): Uint8Array {
  if (!parameters.isEmpty) throw new CryptoError(`x509: invalid ${name} private key parameters`);
  const seed = new DerReader(key).readContents(tags.octetString);
  if (seed === undefined) throw new CryptoError(`x509: invalid ${name} private key: ${broken}`);
  if (seed.length !== 32) throw new CryptoError(`x509: invalid ${name} private key length: ${seed.length}`);
  return seed;
}

/** RFC 8017, A.1.2. */
function readPkcs1(bytes: Uint8Array): RsaPrivateKey {
  return readFormat(bytes, () => {
    const sequence = openWholeSequence(bytes, "pkcs1PrivateKey");
    const version = sequence.readInteger();
    const [modulus, exponent, privateExponent, p, q] = Array.from({ length: 5 }, () => sequence.readInteger());
    if (version === undefined || modulus === undefined || exponent === undefined) throw new CryptoError(broken);
    if (privateExponent === undefined || p === undefined || q === undefined) throw new CryptoError(broken);
    if (version > 1n) throw new CryptoError("x509: unsupported private key version");
    if ([modulus, privateExponent, p, q].some((number) => number <= 0n))
      throw new CryptoError("x509: private key contains zero or negative value");
    if (p * q !== modulus) throw new CryptoError("crypto/rsa: p * q != n");
    return { kind: "rsa", modulus, exponent, privateExponent, primes: [p, q] };
  }, ["PKCS8", "EC"]);
}

/** RFC 5915; inside PKCS #8 the curve is named outside. */
function readSec1(bytes: Uint8Array, outerCurve?: string): EcdsaPrivateKey {
  return readFormat(bytes, () => {
    const sequence = openWholeSequence(bytes, "ecPrivateKey", "x509: failed to parse EC private key: asn1: syntax error: trailing data");
    const version = sequence.readInteger();
    const secret = sequence.readContents(tags.octetString);
    if (version === undefined || secret === undefined) throw new CryptoError(`x509: failed to parse EC private key: ${broken}`);
    if (version !== 1n) throw new CryptoError(`x509: unknown EC private key version ${version}`);
    const innerCurve = sequence.isNext(contextTag(0, true)) ? sequence.open(contextTag(0, true))?.readObjectIdentifier() : undefined;
    const point = sequence.isNext(contextTag(1, true)) ? sequence.open(contextTag(1, true))?.readBytesOfBits() : undefined;
    const curve = curveNames.get(outerCurve ?? innerCurve ?? "");
    if (curve === undefined) throw new CryptoError("x509: unknown elliptic curve");
    return { kind: "ecdsa", curve, scalar: readUnsigned(secret), point };
  }, ["PKCS8", "PKCS1"]);
}
