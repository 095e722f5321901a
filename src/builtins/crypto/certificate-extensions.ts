import { readLatin1 } from "./binary.ts";
import { CryptoError } from "./crypto-error.ts";
import { contextTag, DerReader, readSigned, tags } from "./der.ts";
import type { AlternativeNames } from "./general-names.ts";
import { readAlternativeNames, readIa5 } from "./general-names.ts";
import type { NameConstraints } from "./name-constraints.ts";
import { readNameConstraints } from "./name-constraints.ts";

/** An extension as it is written. */
export interface Extension {
  /** Its object identifier. */
  readonly type: string;
  readonly isCritical: boolean;
  readonly value: Uint8Array;
}

/** What a certificate's extensions say (RFC 5280, 4.2); undefined: there is no such extension. */
export interface CertificateExtensions {
  readonly keyUsage?: number;
  readonly basicConstraints?: { readonly isAuthority: boolean; readonly maximalPathLength: number | undefined };
  readonly alternativeNames?: AlternativeNames;
  readonly nameConstraints?: NameConstraints;
  readonly revocationLists?: readonly string[];
  readonly authorityKeyId?: Uint8Array;
  readonly subjectKeyId?: Uint8Array;
  /** Object identifiers. */
  readonly extendedKeyUsages?: readonly string[];
  readonly policies?: readonly string[];
  readonly policyMappings?: readonly (readonly [issuer: string, subject: string])[];
  readonly requireExplicitPolicy?: number;
  readonly inhibitPolicyMapping?: number;
  readonly inhibitAnyPolicy?: number;
  readonly ocspServers?: readonly string[];
  readonly issuingCertificates?: readonly string[];
  /** Critical ones that Go does not understand, by object identifier. */
  readonly unhandledCritical: readonly string[];
}

/** Reads the inside of an extension. Throws Go's words. */
export function readExtension(reader: DerReader): Extension {
  const type = reader.readObjectIdentifier();
  if (type === undefined) throw new CryptoError("x509: malformed extension OID field");
  const isCritical = reader.isNext(tags.boolean) ? reader.readBoolean() : false;
  if (isCritical === undefined) throw new CryptoError("x509: malformed extension critical field");
  const value = reader.readContents(tags.octetString);
  if (value === undefined) throw new CryptoError("x509: malformed extension value field");
  return { type, isCritical, value };
}

type Draft = { -readonly [Name in keyof CertificateExtensions]: CertificateExtensions[Name] };

/** Reads what Go understands of a certificate's extensions. Throws Go's words about a broken one. */
export function readExtensions(extensions: readonly Extension[]): CertificateExtensions {
  const draft: Draft = { unhandledCritical: [] };
  const unhandled: string[] = [];
  for (const { type, isCritical, value } of extensions) {
    const read = readers.get(type);
    const isHandled = read?.(new DerReader(value), draft, isCritical) ?? read !== undefined;
    if (isCritical && !isHandled) unhandled.push(type);
  }
  return { ...draft, unhandledCritical: unhandled };
}

/** Reads one extension into the draft; answers false when there is something in it that Go does not handle. */
type ExtensionReader = (reader: DerReader, draft: Draft, isCritical: boolean) => boolean | undefined;

const readers: ReadonlyMap<string, ExtensionReader> = new Map<string, ExtensionReader>([
  ["2.5.29.14", readSubjectKeyId],
  ["2.5.29.15", readKeyUsage],
  ["2.5.29.17", readSubjectAlternativeNames],
  ["2.5.29.19", readBasicConstraints],
  [
    "2.5.29.30",
    (reader, draft, isCritical) => {
      draft.nameConstraints = readNameConstraints(reader, isCritical);
      return !draft.nameConstraints.hasUnhandled;
    },
  ],
  ["2.5.29.31", readRevocationLists],
  ["2.5.29.32", readPolicies],
  ["2.5.29.33", readPolicyMappings],
  ["2.5.29.35", readAuthorityKeyId],
  ["2.5.29.36", readPolicyConstraints],
  ["2.5.29.37", readExtendedKeyUsages],
  ["2.5.29.54", readInhibitAnyPolicy],
  ["1.3.6.1.5.5.7.1.1", readInformationAccess],
]);

function expect<T>(found: T | undefined, problem: string): T {
  if (found === undefined) throw new CryptoError(`x509: ${problem}`);
  return found;
}

function readSubjectKeyId(reader: DerReader, draft: Draft, isCritical: boolean): undefined {
  if (isCritical) throw new CryptoError("x509: subject key identifier incorrectly marked critical");
  draft.subjectKeyId = expect(reader.readContents(tags.octetString), "invalid subject key identifier");
}

function readKeyUsage(reader: DerReader, draft: Draft): undefined {
  const [unused = 0, first = 0, second = 0] = expect(reader.readContents(tags.bitString), "invalid key usage");
  if (unused > 7) throw new CryptoError("x509: invalid key usage");
  // Go numbers the nine bits from the first one on.
  const bits = (first << 8) | second;
  draft.keyUsage = Array.from({ length: 9 }, (_, bit) => ((bits >> (15 - bit)) & 1) << bit).reduce((sum, each) => sum | each);
}

function readBasicConstraints(reader: DerReader, draft: Draft): undefined {
  const problem = "invalid basic constraints";
  const inner = expect(reader.open(tags.sequence), problem);
  const isAuthority = inner.isNext(tags.boolean) ? expect(inner.readBoolean(), problem) : false;
  const length = inner.isNext(tags.integer) ? expect(inner.readInteger(), problem) : undefined;
  draft.basicConstraints = { isAuthority, maximalPathLength: length === undefined ? undefined : Number(length) };
}

function readSubjectAlternativeNames(reader: DerReader, draft: Draft): boolean {
  const names = readAlternativeNames(reader);
  draft.alternativeNames = names;
  return names.hosts.length + names.emails.length + names.addresses.length + names.uris.length > 0;
}

function readRevocationLists(reader: DerReader, draft: Draft): undefined {
  const points = expect(reader.open(tags.sequence), "invalid CRL distribution points");
  const lists: string[] = [];
  while (!points.isEmpty) {
    const point = expect(points.open(tags.sequence), "invalid CRL distribution point");
    if (!point.isNext(contextTag(0, true))) continue;
    const name = expect(point.open(contextTag(0, true)), "invalid CRL distribution point");
    if (!name.isNext(contextTag(0, true))) continue;
    const fullName = expect(name.open(contextTag(0, true)), "invalid CRL distribution point");
    while (fullName.isNext(contextTag(6, false))) {
      lists.push(
        readIa5(expect(fullName.readContents(contextTag(6, false)), "invalid CRL distribution point"), "invalid CRL distribution point"),
      );
    }
  }
  draft.revocationLists = lists;
}

function readPolicies(reader: DerReader, draft: Draft): undefined {
  const list = expect(reader.open(tags.sequence), "invalid certificate policies");
  const policies = new Set<string>();
  while (!list.isEmpty) {
    const policy = expect(list.open(tags.sequence)?.readObjectIdentifier(), "invalid certificate policies");
    if (policies.has(policy)) throw new CryptoError("x509: invalid certificate policies");
    policies.add(policy);
  }
  draft.policies = [...policies];
}

function readPolicyMappings(reader: DerReader, draft: Draft): undefined {
  const list = expect(reader.open(tags.sequence), "invalid policy mappings extension");
  const mappings: (readonly [string, string])[] = [];
  while (!list.isEmpty) {
    const mapping = expect(list.open(tags.sequence), "invalid policy mappings extension");
    const issuer = expect(mapping.readObjectIdentifier(), "invalid policy mappings extension");
    mappings.push([issuer, expect(mapping.readObjectIdentifier(), "invalid policy mappings extension")]);
  }
  draft.policyMappings = mappings;
}

function readAuthorityKeyId(reader: DerReader, draft: Draft, isCritical: boolean): undefined {
  if (isCritical) throw new CryptoError("x509: authority key identifier incorrectly marked critical");
  const inner = expect(reader.open(tags.sequence), "invalid authority key identifier");
  if (!inner.isNext(contextTag(0, false))) return;
  draft.authorityKeyId = expect(inner.readContents(contextTag(0, false)), "invalid authority key identifier");
}

function readPolicyConstraints(reader: DerReader, draft: Draft): undefined {
  const problem = "invalid policy constraints extension";
  const inner = expect(reader.open(tags.sequence), problem);
  const explicit = inner.isNext(contextTag(0, false))
    ? readSkippedCertificates(inner.readContents(contextTag(0, false)), problem)
    : undefined;
  const mapping = inner.isNext(contextTag(1, false))
    ? readSkippedCertificates(inner.readContents(contextTag(1, false)), problem)
    : undefined;
  if (explicit !== undefined) draft.requireExplicitPolicy = explicit;
  if (mapping !== undefined) draft.inhibitPolicyMapping = mapping;
}

function readSkippedCertificates(bytes: Uint8Array | undefined, problem: string): number {
  const count = expect(bytes && readSigned(bytes), problem);
  if (count < -(2n ** 63n) || count >= 2n ** 63n) throw new CryptoError(`x509: ${problem}`);
  return Number(count);
}

function readExtendedKeyUsages(reader: DerReader, draft: Draft): undefined {
  const list = expect(reader.open(tags.sequence), "invalid extended key usages");
  const usages: string[] = [];
  while (!list.isEmpty) usages.push(expect(list.readObjectIdentifier(), "invalid extended key usages"));
  draft.extendedKeyUsages = usages;
}

function readInhibitAnyPolicy(reader: DerReader, draft: Draft): undefined {
  const problem = "invalid inhibit any policy extension";
  draft.inhibitAnyPolicy = readSkippedCertificates(reader.readContents(tags.integer), problem);
}

function readInformationAccess(reader: DerReader, draft: Draft, isCritical: boolean): undefined {
  if (isCritical) throw new CryptoError("x509: authority info access incorrectly marked critical");
  const problem = "invalid authority info access";
  const list = expect(reader.open(tags.sequence), problem);
  const servers: string[] = [];
  const certificates: string[] = [];
  while (!list.isEmpty) {
    const description = expect(list.open(tags.sequence), problem);
    const method = expect(description.readObjectIdentifier(), problem);
    const location = expect(description.read(), problem);
    if (location.tag !== contextTag(6, false)) continue;
    const text = readLatin1(location.contents);
    if (method === "1.3.6.1.5.5.7.48.1") servers.push(text);
    else if (method === "1.3.6.1.5.5.7.48.2") certificates.push(text);
  }
  draft.ocspServers = servers;
  draft.issuingCertificates = certificates;
}
