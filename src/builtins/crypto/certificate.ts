import { readAsn1Time } from "./asn1-values.ts";
import { equalsBytes } from "./binary.ts";
import type { CertificateExtensions, Extension } from "./certificate-extensions.ts";
import { readExtension, readExtensions } from "./certificate-extensions.ts";
import { CryptoError } from "./crypto-error.ts";
import type { DerElement } from "./der.ts";
import { contextTag, DerReader, tags } from "./der.ts";
import type { NameAttribute } from "./distinguished-name.ts";
import { readName } from "./distinguished-name.ts";
import type { PublicKey } from "./public-key.ts";
import { readKeyInfo, readPublicKey } from "./public-key.ts";
import type { CertificateSignature } from "./signature-algorithms.ts";
import { findSignatureAlgorithm } from "./signature-algorithms.ts";

/** An X.509 certificate (RFC 5280, 4.1). */
export interface Certificate {
  readonly raw: Uint8Array;
  readonly rawToBeSigned: Uint8Array;
  readonly rawKeyInfo: Uint8Array;
  readonly rawIssuer: Uint8Array;
  readonly rawSubject: Uint8Array;
  readonly version: number;
  readonly serialNumber: bigint;
  readonly signatureAlgorithm: CertificateSignature;
  readonly signature: Uint8Array;
  readonly issuer: readonly NameAttribute[];
  readonly subject: readonly NameAttribute[];
  /** Milliseconds since the epoch. */
  readonly notBefore: number;
  readonly notAfter: number;
  readonly keyAlgorithm: string;
  /** Undefined when Go does not know the key's algorithm. */
  readonly publicKey: PublicKey | undefined;
  readonly extensions: readonly Extension[];
  /** What the extensions say. */
  readonly extended: CertificateExtensions;
}

/** Reads the certificates that follow each other in the bytes. Throws Go's words. */
export function parseCertificates(bytes: Uint8Array): readonly Certificate[] {
  const certificates: Certificate[] = [];
  const reader = new DerReader(bytes);
  while (!reader.isEmpty) certificates.push(readCertificate(reader));
  return certificates;
}

/** Reads bytes that are one certificate. Throws Go's words. */
export function parseCertificate(bytes: Uint8Array): Certificate {
  const reader = new DerReader(bytes);
  const certificate = readCertificate(reader);
  if (!reader.isEmpty) throw new CryptoError("x509: trailing data");
  return certificate;
}

function readCertificate(reader: DerReader): Certificate {
  const whole = expect(reader.read(tags.sequence), "certificate");
  const outer = new DerReader(whole.contents);
  const toBeSigned = expect(outer.read(tags.sequence), "tbs certificate");
  const inner = new DerReader(toBeSigned.contents);
  const version = readVersion(inner);
  const serialNumber = readSerialNumber(inner);
  const innerAlgorithm = expect(inner.read(tags.sequence), "signature algorithm identifier");
  const outerAlgorithm = expect(outer.read(tags.sequence), "algorithm identifier");
  if (!equalsBytes(innerAlgorithm.contents, outerAlgorithm.contents)) {
    throw new CryptoError("x509: inner and outer signature algorithm identifiers don't match");
  }
  const signatureAlgorithm = readSignatureAlgorithm(innerAlgorithm);
  const issuer = expect(inner.read(tags.sequence), "issuer");
  const issuerName = readName(issuer.whole);
  const validity = expect(inner.open(tags.sequence), "validity");
  const notBefore = readAsn1Time(validity.read());
  const notAfter = readAsn1Time(validity.read());
  // Go names the issuer here, too.
  const subject = expect(inner.read(tags.sequence), "issuer");
  const subjectName = readName(subject.whole);
  const keyInfo = expect(inner.read(tags.sequence), "spki");
  const info = readKeyInfo(
    new DerReader(keyInfo.contents),
    "x509: malformed public key algorithm identifier",
    "x509: malformed subjectPublicKey",
  );
  // Go reads X25519 keys only where they stand alone.
  const publicKey = info.algorithm === "1.3.101.110" ? undefined : readPublicKey(info);
  const extensions = version > 1 ? readOptionalParts(inner, version) : [];
  const signature = expect(outer.readBytesOfBits(), "signature");
  return {
    raw: whole.whole,
    rawToBeSigned: toBeSigned.whole,
    rawKeyInfo: keyInfo.whole,
    rawIssuer: issuer.whole,
    rawSubject: subject.whole,
    version,
    serialNumber,
    signatureAlgorithm,
    signature,
    issuer: issuerName,
    subject: subjectName,
    notBefore,
    notAfter,
    keyAlgorithm: info.algorithm,
    publicKey,
    extensions,
    extended: readExtensions(extensions),
  };
}

function expect<T>(found: T | undefined, what: string): T {
  if (found === undefined) throw new CryptoError(`x509: malformed ${what}`);
  return found;
}

function readVersion(inner: DerReader): number {
  if (!inner.isNext(contextTag(0, true))) return 1;
  const version = expect(inner.open(contextTag(0, true))?.readInteger(), "version");
  if (version < 0n) throw new CryptoError("x509: malformed version");
  if (version > 2n) throw new CryptoError("x509: invalid version");
  return Number(version) + 1;
}

function readSerialNumber(inner: DerReader): bigint {
  const serialNumber = expect(inner.readInteger(), "serial number");
  if (serialNumber < 0n) throw new CryptoError("x509: negative serial number");
  return serialNumber;
}

/** Reads an AlgorithmIdentifier of a signature. */
export function readSignatureAlgorithm(element: DerElement): CertificateSignature {
  const reader = new DerReader(element.contents);
  const identifier = expect(reader.readObjectIdentifier(), "OID");
  const parameters = reader.isEmpty ? new Uint8Array() : expect(reader.read(), "parameters").whole;
  return findSignatureAlgorithm(identifier, parameters);
}

/** Passes over the unique identifiers and reads the extensions. */
function readOptionalParts(inner: DerReader, version: number): readonly Extension[] {
  if (inner.isNext(contextTag(1, false))) expect(inner.read(), "issuerUniqueID");
  if (inner.isNext(contextTag(2, false))) expect(inner.read(), "subjectUniqueID");
  if (version !== 3 || !inner.isNext(contextTag(3, true))) return [];
  const list = expect(inner.open(contextTag(3, true))?.open(tags.sequence), "extensions");
  const extensions = new Map<string, Extension>();
  while (!list.isEmpty) {
    const extension = readExtension(expect(list.open(tags.sequence), "extension"));
    if (extensions.has(extension.type)) {
      throw new CryptoError(`x509: certificate contains duplicate extension with OID "${extension.type}"`);
    }
    extensions.set(extension.type, extension);
  }
  return [...extensions.values()];
}
