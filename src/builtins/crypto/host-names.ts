import { parseAddress } from "../net/address.ts";
import type { Certificate } from "./certificate.ts";
import { toIpAddress } from "./ip-address.ts";

/** Whether a certificate is for a host name (RFC 6125, as Go reads it) or an address, which may stand in brackets. */
export function matchesHost({ extended }: Certificate, host: string): boolean {
  const address = parseAddress(/^\[.*\]$/.test(host) ? host.slice(1, -1) : host);
  if (address !== undefined) {
    const addresses = extended.alternativeNames?.addresses.map(toIpAddress) ?? [];
    return addresses.some(({ bits, value }) => bits === address.bits && value === address.value);
  }
  const name = toLowerAscii(host);
  const isName = isValidHost(name, false);
  return extended.alternativeNames?.hosts.some((pattern) => matchesPattern(toLowerAscii(pattern), name, isName)) ?? false;
}

function matchesPattern(pattern: string, name: string, isName: boolean): boolean {
  if (!isName || !isValidHost(pattern, true)) return pattern === name && name !== "" && name !== ".";
  const labels = name.replace(/\.$/, "").split(".");
  const wanted = pattern.split(".");
  return labels.length === wanted.length && wanted.every((label, at) => (at === 0 && label === "*") || label === labels[at]);
}

/** Whether a text can be a host name; only a pattern may start with a star, and may not end with a dot. */
function isValidHost(text: string, isPattern: boolean): boolean {
  const name = isPattern ? text.replace(/^\*\./, "") : text.replace(/\.$/, "");
  return name !== "*" && name.split(".").every((label) => /^[a-zA-Z0-9_][a-zA-Z0-9_-]*$/.test(label));
}

function toLowerAscii(text: string): string {
  return text.replace(/[A-Z]/g, (letter) => letter.toLowerCase());
}
