import { parseAddress } from "../net/address.ts";
import { hostNameOf, type Url } from "../url/url.ts";
import type { Certificate } from "./certificate.ts";
import type { AlternativeNames } from "./general-names.ts";
import type { AddressRange, NameConstraints } from "./name-constraints.ts";

/** More comparisons are not made: such a certificate is made to keep the machine busy. */
const maximalComparisons = 1_000_000;

/** Whether all names of a certificate are such as an authority with these constraints may certify (RFC 5280, 4.2.1.10). */
export function isNamePermitted({ extended }: Certificate, { permitted, excluded }: NameConstraints): boolean {
  const names = extended.alternativeNames;
  if (names === undefined) return true;
  if (countNames(names) * (countNames(permitted) + countNames(excluded)) > maximalComparisons) return false;
  return (
    names.hosts.every((host) => isWithin(host, permitted.hosts, excluded.hosts, isInDomain)) &&
    names.emails.every((email) => isWithin(email, permitted.emails, excluded.emails, isMailboxIn)) &&
    names.addresses.every((address) => isWithin(address, permitted.addresses, excluded.addresses, isInRange)) &&
    names.uris.every((uri) => isWithin(uri, permitted.uris, excluded.uris, isHostIn))
  );
}

function countNames({ hosts, emails, addresses, uris }: Readonly<Record<keyof AlternativeNames, readonly unknown[]>>): number {
  return hosts.length + emails.length + addresses.length + uris.length;
}

function isWithin<Name, Constraint>(
  name: Name,
  permitted: readonly Constraint[],
  excluded: readonly Constraint[],
  matches: (name: Name, constraint: Constraint) => boolean,
): boolean {
  if (excluded.some((constraint) => matches(name, constraint))) return false;
  return permitted.length === 0 || permitted.some((constraint) => matches(name, constraint));
}

/** A domain, or one below it; with a leading dot only one below it. */
function isInDomain(name: string, constraint: string): boolean {
  const domain = constraint.toLowerCase();
  const host = name.toLowerCase();
  if (domain === "") return true;
  if (domain.startsWith(".")) return host.endsWith(domain) && host.length > domain.length;
  return host === domain || host.endsWith(`.${domain}`);
}

function isMailboxIn(email: string, constraint: string): boolean {
  const [local, domain] = splitMailbox(email);
  if (!constraint.includes("@")) return isInDomain(domain, constraint);
  const [constraintLocal, constraintDomain] = splitMailbox(constraint);
  return local === constraintLocal && domain.toLowerCase() === constraintDomain.toLowerCase();
}

function splitMailbox(email: string): readonly [string, string] {
  const at = email.lastIndexOf("@");
  return [email.slice(0, at), email.slice(at + 1)];
}

/** A URI without a host, or with an address, is in no domain. */
function isHostIn(uri: Url, constraint: string): boolean {
  const name = hostNameOf(uri);
  return name !== "" && parseAddress(name) === undefined && isInDomain(name, constraint);
}

function isInRange(address: Uint8Array, range: AddressRange): boolean {
  const isSameKind = address.length === range.address.length;
  return isSameKind && address.every((byte, at) => (byte & (range.mask[at] ?? 0)) === ((range.address[at] ?? 0) & (range.mask[at] ?? 0)));
}
