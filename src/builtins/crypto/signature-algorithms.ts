import { equalsBytes } from "./binary.ts";
import { tags } from "./der.ts";
import type { SignatureScheme } from "./signature-scheme.ts";
import { hashLengths } from "./signature-scheme.ts";

/** How a certificate is signed: Go's number of the algorithm, and the scheme where Go still trusts it. */
export interface CertificateSignature {
  readonly number: number;
  readonly scheme: SignatureScheme | undefined;
}

const unknown: CertificateSignature = { number: 0, scheme: undefined };

const byIdentifier: ReadonlyMap<string, CertificateSignature> = new Map<string, CertificateSignature>([
  ["1.2.840.113549.1.1.4", { number: 2, scheme: undefined }],
  ["1.2.840.113549.1.1.5", { number: 3, scheme: undefined }],
  ["1.3.14.3.2.29", { number: 3, scheme: undefined }],
  ["1.2.840.113549.1.1.11", { number: 4, scheme: { kind: "rsa", hash: "SHA-256" } }],
  ["1.2.840.113549.1.1.12", { number: 5, scheme: { kind: "rsa", hash: "SHA-384" } }],
  ["1.2.840.113549.1.1.13", { number: 6, scheme: { kind: "rsa", hash: "SHA-512" } }],
  ["1.2.840.10040.4.3", { number: 7, scheme: undefined }],
  ["2.16.840.1.101.3.4.3.2", { number: 8, scheme: undefined }],
  ["1.2.840.10045.4.1", { number: 9, scheme: undefined }],
  ["1.2.840.10045.4.3.2", { number: 10, scheme: { kind: "ecdsa", hash: "SHA-256" } }],
  ["1.2.840.10045.4.3.3", { number: 11, scheme: { kind: "ecdsa", hash: "SHA-384" } }],
  ["1.2.840.10045.4.3.4", { number: 12, scheme: { kind: "ecdsa", hash: "SHA-512" } }],
]);

const ed25519Identifier = "1.3.101.112";
const pssIdentifier = "1.2.840.113549.1.1.10";

/** Finds an algorithm by its identifier and the element of its parameters. */
export function findSignatureAlgorithm(identifier: string, parameters: Uint8Array): CertificateSignature {
  if (identifier === ed25519Identifier) return parameters.length === 0 ? { number: 16, scheme: { kind: "ed25519" } } : unknown;
  if (identifier !== pssIdentifier) return byIdentifier.get(identifier) ?? unknown;
  return pssAlgorithms.find((each) => each.parameters.some((known) => equalsBytes(known, parameters)))?.signature ?? unknown;
}

/** The identifier of the mask generation function, encoded. */
const mgf1 = [tags.objectIdentifier, 9, 0x2a, 0x86, 0x48, 0x86, 0xf7, 0x0d, 0x01, 0x01, 0x08];

const pssHashes = [
  { number: 13, hash: "SHA-256", lastArc: 1 },
  { number: 14, hash: "SHA-384", lastArc: 2 },
  { number: 15, hash: "SHA-512", lastArc: 3 },
] as const;

/** PSS as Go takes it (RFC 8017, A.2.3): MGF1 with the same hash, a salt as long as the hash; the hashes' parameters NULL or absent. */
const pssAlgorithms = pssHashes.map(({ number, hash, lastArc }) => {
  const saltLength = hashLengths[hash];
  const signature: CertificateSignature = { number, scheme: { kind: "rsa-pss", hash, saltLength } };
  return { signature, parameters: [true, false].map((hasNull) => encodePssParameters(lastArc, saltLength, hasNull)) };
});

function encodePssParameters(lastArc: number, saltLength: number, hasNull: boolean): Uint8Array {
  const identifier = [tags.objectIdentifier, 9, 0x60, 0x86, 0x48, 0x01, 0x65, 0x03, 0x04, 0x02, lastArc];
  const hash = wrap(tags.sequence, [...identifier, ...(hasNull ? [tags.null, 0] : [])]);
  const mask = wrap(tags.sequence, [...mgf1, ...hash]);
  return Uint8Array.from(wrap(tags.sequence, [...wrap(0xa0, hash), ...wrap(0xa1, mask), ...wrap(0xa2, [tags.integer, 1, saltLength])]));
}

function wrap(tag: number, contents: readonly number[]): readonly number[] {
  return [tag, contents.length, ...contents];
}
