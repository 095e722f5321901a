import { readSignatureAlgorithm } from "./certificate.ts";
import type { CertificateExtensions, Extension } from "./certificate-extensions.ts";
import { readExtension, readExtensions } from "./certificate-extensions.ts";
import { CryptoError } from "./crypto-error.ts";
import { contextTag, DerReader, tags } from "./der.ts";
import type { NameAttribute } from "./distinguished-name.ts";
import { readName } from "./distinguished-name.ts";
import { checkHeader, openWholeSequence } from "./go-asn1.ts";
import type { PublicKey } from "./public-key.ts";
import { readKeyInfo, readPublicKey } from "./public-key.ts";
import type { CertificateSignature } from "./signature-algorithms.ts";

/** An attribute whose values are lists of typed values; the extensions are one. */
export interface RequestAttribute {
  readonly type: string;
  readonly values: readonly (readonly { readonly type: string; readonly value: Uint8Array }[])[];
}

/** A certificate signing request (RFC 2986). */
export interface CertificateRequest {
  readonly raw: Uint8Array;
  readonly rawToBeSigned: Uint8Array;
  readonly rawKeyInfo: Uint8Array;
  readonly rawSubject: Uint8Array;
  readonly version: number;
  readonly signatureAlgorithm: CertificateSignature;
  readonly signature: Uint8Array;
  readonly subject: readonly NameAttribute[];
  readonly keyAlgorithm: string;
  readonly publicKey: PublicKey | undefined;
  readonly attributes: readonly RequestAttribute[];
  readonly extensions: readonly Extension[];
  readonly extended: CertificateExtensions;
}

const broken = "asn1: syntax error: sequence truncated";
const extensionRequest = "1.2.840.113549.1.9.14";
/** Go looks at no other extension of a request. */
const subjectAlternativeName = "2.5.29.17";

/** Reads a request. Throws Go's words. */
export function parseCertificateRequest(bytes: Uint8Array): CertificateRequest {
  const outer = openWholeSequence(bytes, "certificateRequest");
  checkHeader(outer.rest, tags.sequence, "tbsCertificateRequest");
  const toBeSigned = expect(outer.read(tags.sequence));
  const inner = new DerReader(toBeSigned.contents);
  checkHeader(inner.rest, tags.integer, "int");
  const version = Number(expect(inner.readInteger()));
  const subject = expect(inner.read(tags.sequence));
  const keyInfo = expect(inner.read(tags.sequence));
  const info = readKeyInfo(new DerReader(keyInfo.contents), broken, broken);
  const attributeBytes = inner.isNext(contextTag(0, true)) ? expect(inner.readContents(contextTag(0, true))) : new Uint8Array();
  const signatureAlgorithm = readSignatureAlgorithm(expect(outer.read(tags.sequence)));
  const signature = expect(outer.readBytesOfBits());
  const subjectName = readName(subject.whole);
  const extensions = readRequestedExtensions(attributeBytes);
  return {
    raw: bytes,
    rawToBeSigned: toBeSigned.whole,
    rawKeyInfo: keyInfo.whole,
    rawSubject: subject.whole,
    version,
    signatureAlgorithm,
    signature,
    subject: subjectName,
    keyAlgorithm: info.algorithm,
    publicKey: readPublicKey(info),
    attributes: readAttributes(attributeBytes),
    extensions,
    extended: readExtensions(extensions.filter(({ type }) => type === subjectAlternativeName)),
  };
}

function expect<T>(found: T | undefined): T {
  if (found === undefined) throw new CryptoError(broken);
  return found;
}

/** Attributes of Go's one shape (`SET OF SEQUENCE OF AttributeTypeAndValue`); others are passed over. */
function readAttributes(bytes: Uint8Array): readonly RequestAttribute[] {
  const attributes: RequestAttribute[] = [];
  for (const { type, values } of listAttributes(bytes)) {
    const lists = values.map(readTypedValues);
    if (lists.every((list) => list !== undefined)) attributes.push({ type, values: lists });
  }
  return attributes;
}

function readTypedValues(sequence: Uint8Array): RequestAttribute["values"][number] | undefined {
  const list = new DerReader(sequence).open(tags.sequence);
  if (list === undefined) return undefined;
  const values: { readonly type: string; readonly value: Uint8Array }[] = [];
  while (!list.isEmpty) {
    const pair = list.open(tags.sequence);
    const type = pair?.readObjectIdentifier();
    const value = pair?.read(tags.octetString)?.contents;
    if (pair === undefined || type === undefined || value === undefined || !pair.isEmpty) return undefined;
    values.push({ type, value });
  }
  return values;
}

/** The extensions that a request asks for. */
function readRequestedExtensions(bytes: Uint8Array): readonly Extension[] {
  const found = listAttributes(bytes).find(({ type }) => type === extensionRequest);
  const [value] = found?.values ?? [];
  const list = value && new DerReader(value).open(tags.sequence);
  const extensions: Extension[] = [];
  while (list?.isEmpty === false) extensions.push(readExtension(expect(list.open(tags.sequence))));
  return extensions;
}

function listAttributes(bytes: Uint8Array): readonly { readonly type: string; readonly values: readonly Uint8Array[] }[] {
  const reader = new DerReader(bytes);
  const attributes: { readonly type: string; readonly values: readonly Uint8Array[] }[] = [];
  while (!reader.isEmpty) {
    const attribute = expect(reader.open(tags.sequence));
    const type = expect(attribute.readObjectIdentifier());
    const set = expect(attribute.open(tags.set));
    const values: Uint8Array[] = [];
    while (!set.isEmpty) values.push(expect(set.read()).whole);
    attributes.push({ type, values });
  }
  return attributes;
}
