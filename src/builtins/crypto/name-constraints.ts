import { readLatin1 } from "./binary.ts";
import { CryptoError } from "./crypto-error.ts";
import { contextTag, type DerReader, tags } from "./der.ts";
import { readIa5 } from "./general-names.ts";

/** A range of addresses: as many bytes of address as of mask. */
export interface AddressRange {
  readonly address: Uint8Array;
  readonly mask: Uint8Array;
}

/** Names that an authority may (or may not) certify. */
export interface NameSubtrees {
  readonly hosts: readonly string[];
  readonly addresses: readonly AddressRange[];
  readonly emails: readonly string[];
  readonly uris: readonly string[];
}

/** The extension of RFC 5280, 4.2.1.10. */
export interface NameConstraints {
  readonly permitted: NameSubtrees;
  readonly excluded: NameSubtrees;
  /** Whether there are names of a kind that Go does not know. */
  readonly hasUnhandled: boolean;
  readonly isCritical: boolean;
}

const problem = "x509: invalid NameConstraints extension";
const none: NameSubtrees = { hosts: [], addresses: [], emails: [], uris: [] };

/** Reads the extension. Throws Go's words. */
export function readNameConstraints(reader: DerReader, isCritical: boolean): NameConstraints {
  const inner = reader.open(tags.sequence);
  if (inner === undefined || !reader.isEmpty) throw new CryptoError(problem);
  const permittedList = inner.isNext(contextTag(0, true)) ? inner.open(contextTag(0, true)) : undefined;
  const excludedList = inner.isNext(contextTag(1, true)) ? inner.open(contextTag(1, true)) : undefined;
  if (!inner.isEmpty) throw new CryptoError(problem);
  if (permittedList === undefined && excludedList === undefined) throw new CryptoError("x509: empty name constraints extension");
  const permitted = permittedList && readSubtrees(permittedList);
  const excluded = excludedList && readSubtrees(excludedList);
  const hasUnhandled = permitted?.hasUnhandled === true || excluded?.hasUnhandled === true;
  return { permitted: permitted ?? none, excluded: excluded ?? none, hasUnhandled, isCritical };
}

function readSubtrees(list: DerReader): NameSubtrees & { readonly hasUnhandled: boolean } {
  const hosts: string[] = [];
  const addresses: AddressRange[] = [];
  const emails: string[] = [];
  const uris: string[] = [];
  let hasUnhandled = false;
  while (!list.isEmpty) {
    const name = list.open(tags.sequence)?.read();
    if (name === undefined) throw new CryptoError(problem);
    switch (name.tag) {
      case contextTag(1, false):
        emails.push(readConstraint(name.contents, "rfc822Name", isEmailConstraint));
        break;
      case contextTag(2, false):
        hosts.push(readConstraint(name.contents, "dnsName", isDomain));
        break;
      case contextTag(6, false):
        uris.push(readConstraint(name.contents, "URI", isDomain));
        break;
      case contextTag(7, false):
        addresses.push(readRange(name.contents));
        break;
      default:
        hasUnhandled = true;
    }
  }
  return { hosts, addresses, emails, uris, hasUnhandled };
}

function readConstraint(bytes: Uint8Array, what: string, isValid: (text: string) => boolean): string {
  const text = readIa5(bytes, `invalid constraint value: ${readLatin1(bytes)}`);
  if (!isValid(text)) throw new CryptoError(`x509: failed to parse ${what} constraint "${text}"`);
  return text;
}

/** A domain, perhaps with a leading dot; an empty one stands for all. */
function isDomain(text: string): boolean {
  return text === "" || /^\.?[^.\s]+(?:\.[^.\s]+)*$/.test(text);
}

function isEmailConstraint(text: string): boolean {
  const at = text.lastIndexOf("@");
  return at < 0 ? isDomain(text) : at > 0 && isDomain(text.slice(at + 1)) && !text.slice(at + 1).startsWith(".");
}

function readRange(bytes: Uint8Array): AddressRange {
  if (bytes.length !== 8 && bytes.length !== 32) {
    throw new CryptoError(`x509: IP constraint contained value of length ${bytes.length}`);
  }
  const mask = bytes.subarray(bytes.length / 2);
  if (!isMask(mask))
    throw new CryptoError(
      `x509: IP constraint contained invalid mask ${Array.from(mask, (byte) => byte.toString(16).padStart(2, "0")).join("")}`,
    );
  return { address: bytes.subarray(0, bytes.length / 2), mask };
}

/** Ones, then zeros. */
function isMask(mask: Uint8Array): boolean {
  return /^1*0*$/.test(Array.from(mask, (byte) => byte.toString(2).padStart(8, "0")).join(""));
}
