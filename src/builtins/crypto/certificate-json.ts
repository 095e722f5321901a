import { normalizeInteger } from "../../values/number.ts";
import { setOwn } from "../../values/object-builder.ts";
import type { PlainObject, Value } from "../../values/value.ts";
import { encodeBase64 } from "../base64.ts";
import { formatAddress } from "../net/address.ts";
import { escapePart, unescapePart } from "../url/escape.ts";
import { formatUrl } from "../url/format-url.ts";
import type { Url } from "../url/url.ts";
import type { Certificate } from "./certificate.ts";
import type { CertificateExtensions, Extension } from "./certificate-extensions.ts";
import type { CertificateRequest } from "./certificate-request.ts";
import type { NameAttribute } from "./distinguished-name.ts";
import { toIpAddress } from "./ip-address.ts";
import type { AddressRange } from "./name-constraints.ts";
import { keyAlgorithms } from "./object-identifiers.ts";
import type { PublicKey } from "./public-key.ts";

/** A certificate as Go's `encoding/json` writes `x509.Certificate`. */
export function describeCertificate(certificate: Certificate): PlainObject {
  const { extended } = certificate;
  return {
    ...describeExtended(extended),
    ...describeConstraints(extended),
    Extensions: describeList(certificate.extensions, describeExtension),
    ExtraExtensions: null,
    Issuer: describeName(certificate.issuer),
    NotAfter: describeTime(certificate.notAfter),
    NotBefore: describeTime(certificate.notBefore),
    PublicKey: describePublicKey(certificate.publicKey),
    PublicKeyAlgorithm: numberKeyAlgorithm(certificate.keyAlgorithm),
    Raw: encodeBytes(certificate.raw),
    RawIssuer: encodeBytes(certificate.rawIssuer),
    RawSubject: encodeBytes(certificate.rawSubject),
    RawSubjectPublicKeyInfo: encodeBytes(certificate.rawKeyInfo),
    RawTBSCertificate: encodeBytes(certificate.rawToBeSigned),
    SerialNumber: normalizeInteger(certificate.serialNumber),
    Signature: encodeBytes(certificate.signature),
    SignatureAlgorithm: certificate.signatureAlgorithm.number,
    Subject: describeName(certificate.subject),
    Version: certificate.version,
  };
}

/** What OPA adds to Go's certificate: the texts of the URIs. */
export function describeUriTexts({ extended }: Certificate): Value {
  return describeList(extended.alternativeNames?.uris, (uri) => formatUrl(uri));
}

/** A request as Go's `encoding/json` writes `x509.CertificateRequest`. */
export function describeCertificateRequest(request: CertificateRequest): PlainObject {
  const { IPAddresses, DNSNames, EmailAddresses, URIs } = describeExtended(request.extended);
  return {
    Attributes: describeList(request.attributes, ({ type, values }) => ({
      Type: describeIdentifier(type),
      Value: values.map((pairs) => pairs.map(({ type, value }) => ({ Type: describeIdentifier(type), Value: encodeBytes(value) }))),
    })),
    DNSNames: DNSNames ?? null,
    EmailAddresses: EmailAddresses ?? null,
    Extensions: describeList(request.extensions, describeExtension),
    ExtraExtensions: null,
    IPAddresses: IPAddresses ?? null,
    PublicKey: describePublicKey(request.publicKey),
    PublicKeyAlgorithm: numberKeyAlgorithm(request.keyAlgorithm),
    Raw: encodeBytes(request.raw),
    RawSubject: encodeBytes(request.rawSubject),
    RawSubjectPublicKeyInfo: encodeBytes(request.rawKeyInfo),
    RawTBSCertificateRequest: encodeBytes(request.rawToBeSigned),
    Signature: encodeBytes(request.signature),
    SignatureAlgorithm: request.signatureAlgorithm.number,
    Subject: describeName(request.subject),
    URIs: URIs ?? null,
    Version: request.version,
  };
}

function describeExtended(extended: CertificateExtensions): PlainObject {
  const { basicConstraints, alternativeNames, extendedKeyUsages } = extended;
  const known = extendedKeyUsages?.flatMap((usage) => extendedUsageNumbers.get(usage) ?? []);
  const unknown = extendedKeyUsages?.filter((usage) => !extendedUsageNumbers.has(usage));
  return {
    AuthorityKeyId: describeBytes(extended.authorityKeyId),
    BasicConstraintsValid: basicConstraints !== undefined,
    CRLDistributionPoints: describeList(extended.revocationLists, (text) => text),
    DNSNames: describeList(alternativeNames?.hosts, (host) => host),
    EmailAddresses: describeList(alternativeNames?.emails, (email) => email),
    ExtKeyUsage: describeList(known, (usage) => usage),
    IPAddresses: describeList(alternativeNames?.addresses, describeAddress),
    InhibitAnyPolicy: extended.inhibitAnyPolicy ?? 0,
    InhibitAnyPolicyZero: extended.inhibitAnyPolicy === 0,
    InhibitPolicyMapping: extended.inhibitPolicyMapping ?? 0,
    InhibitPolicyMappingZero: extended.inhibitPolicyMapping === 0,
    IsCA: basicConstraints?.isAuthority ?? false,
    IssuingCertificateURL: describeList(extended.issuingCertificates, (text) => text),
    KeyUsage: extended.keyUsage ?? 0,
    MaxPathLen: basicConstraints === undefined ? 0 : (basicConstraints.maximalPathLength ?? -1),
    MaxPathLenZero: basicConstraints?.maximalPathLength === 0,
    OCSPServer: describeList(extended.ocspServers, (text) => text),
    Policies: describeList(extended.policies, (policy) => policy),
    PolicyIdentifiers: describeList(extended.policies, describeIdentifier),
    PolicyMappings: describeList(extended.policyMappings, ([issuer, subject]) => ({
      IssuerDomainPolicy: issuer,
      SubjectDomainPolicy: subject,
    })),
    RequireExplicitPolicy: extended.requireExplicitPolicy ?? 0,
    RequireExplicitPolicyZero: extended.requireExplicitPolicy === 0,
    SubjectKeyId: describeBytes(extended.subjectKeyId),
    URIs: describeList(alternativeNames?.uris, describeUri),
    UnhandledCriticalExtensions: describeList(extended.unhandledCritical, describeIdentifier),
    UnknownExtKeyUsage: describeList(unknown, describeIdentifier),
  };
}

function describeConstraints({ nameConstraints }: CertificateExtensions): PlainObject {
  const { permitted, excluded } = nameConstraints ?? {};
  return {
    ExcludedDNSDomains: describeList(excluded?.hosts, (host) => host),
    ExcludedEmailAddresses: describeList(excluded?.emails, (email) => email),
    ExcludedIPRanges: describeList(excluded?.addresses, describeRange),
    ExcludedURIDomains: describeList(excluded?.uris, (uri) => uri),
    PermittedDNSDomains: describeList(permitted?.hosts, (host) => host),
    PermittedDNSDomainsCritical: nameConstraints?.isCritical ?? false,
    PermittedEmailAddresses: describeList(permitted?.emails, (email) => email),
    PermittedIPRanges: describeList(permitted?.addresses, describeRange),
    PermittedURIDomains: describeList(permitted?.uris, (uri) => uri),
  };
}

/** Go's numbers of the usages that it knows (RFC 5280, 4.2.1.12, and those of Microsoft and Netscape). */
const extendedUsageNumbers: ReadonlyMap<string, number> = new Map([
  ["2.5.29.37.0", 0],
  ["1.3.6.1.5.5.7.3.1", 1],
  ["1.3.6.1.5.5.7.3.2", 2],
  ["1.3.6.1.5.5.7.3.3", 3],
  ["1.3.6.1.5.5.7.3.4", 4],
  ["1.3.6.1.5.5.7.3.5", 5],
  ["1.3.6.1.5.5.7.3.6", 6],
  ["1.3.6.1.5.5.7.3.7", 7],
  ["1.3.6.1.5.5.7.3.8", 8],
  ["1.3.6.1.5.5.7.3.9", 9],
  ["1.3.6.1.4.1.311.10.3.3", 10],
  ["2.16.840.1.113730.4.1", 11],
  ["1.3.6.1.4.1.311.2.1.22", 12],
  ["1.3.6.1.4.1.311.61.1.1", 13],
]);

function numberKeyAlgorithm(algorithm: string): number {
  const numbered: readonly string[] = [keyAlgorithms.rsa, keyAlgorithms.dsa, keyAlgorithms.ecdsa, keyAlgorithms.ed25519];
  return numbered.indexOf(algorithm) + 1;
}

/** A public key as Go's `encoding/json` writes the key types. */
function describePublicKey(key: PublicKey | undefined): Value {
  switch (key?.kind) {
    case undefined:
      return null;
    case "rsa":
      return { N: normalizeInteger(key.modulus), E: normalizeInteger(key.exponent) };
    case "ecdsa":
      return { Curve: {}, X: normalizeInteger(key.x), Y: normalizeInteger(key.y) };
    case "dsa":
      return { P: normalizeInteger(key.p), Q: normalizeInteger(key.q), G: normalizeInteger(key.g), Y: normalizeInteger(key.y) };
    case "ed25519":
      return encodeBytes(key.bytes);
    case "x25519":
      return {};
  }
}

const listedAttributes: ReadonlyMap<string, string> = new Map([
  ["2.5.4.6", "Country"],
  ["2.5.4.7", "Locality"],
  ["2.5.4.8", "Province"],
  ["2.5.4.9", "StreetAddress"],
  ["2.5.4.10", "Organization"],
  ["2.5.4.11", "OrganizationalUnit"],
  ["2.5.4.17", "PostalCode"],
]);

const singleAttributes: ReadonlyMap<string, string> = new Map([
  ["2.5.4.3", "CommonName"],
  ["2.5.4.5", "SerialNumber"],
]);

function describeName(attributes: readonly NameAttribute[]): PlainObject {
  const name: { [key: string]: Value } = { ExtraNames: null };
  for (const [type, field] of listedAttributes) {
    name[field] = describeList(
      attributes.filter((attribute) => attribute.type === type),
      ({ value }) => value,
    );
  }
  for (const [type, field] of singleAttributes) name[field] = attributes.findLast((attribute) => attribute.type === type)?.value ?? "";
  setOwn(
    name,
    "Names",
    describeList(attributes, ({ type, value }) => ({ Type: describeIdentifier(type), Value: value })),
  );
  return name;
}

function describeUri(uri: Url): Value {
  return {
    ForceQuery: uri.emptyQuery,
    Fragment: unescapePart(uri.fragment),
    Host: uri.host,
    OmitHost: uri.withoutHost,
    Opaque: uri.opaque,
    Path: unescapePart(uri.path),
    RawFragment: keepUnusual(uri.fragment, "fragment"),
    RawPath: keepUnusual(uri.path, "path"),
    RawQuery: uri.query,
    Scheme: uri.scheme,
    User: uri.user === undefined ? null : {},
  };
}

/** The written form of a part where escaping the plain one would not give it. */
function keepUnusual(written: string, part: "path" | "fragment"): string {
  return escapePart(unescapePart(written), part) === written ? "" : written;
}

function describeAddress(bytes: Uint8Array): string {
  return formatAddress(toIpAddress(bytes));
}

function describeExtension({ type, isCritical, value }: Extension): Value {
  return { Critical: isCritical, Id: describeIdentifier(type), Value: encodeBytes(value) };
}

function describeRange({ address, mask }: AddressRange): Value {
  return { IP: describeAddress(address), Mask: encodeBytes(mask) };
}

function describeIdentifier(identifier: string): Value {
  return identifier.split(".").map(Number);
}

function describeTime(milliseconds: number): string {
  return `${new Date(milliseconds).toISOString().slice(0, 19)}Z`;
}

/** Go writes an empty list that was never made as `null`. */
function describeList<T>(items: readonly T[] | undefined, describe: (item: T) => Value): Value {
  return items === undefined || items.length === 0 ? null : items.map((item) => describe(item));
}

function describeBytes(bytes: Uint8Array | undefined): Value {
  return bytes === undefined ? null : encodeBytes(bytes);
}

function encodeBytes(bytes: Uint8Array): string {
  return encodeBase64(bytes, "standard");
}
