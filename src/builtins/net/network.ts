import type { Address } from "./address.ts";
import { formatAddress, parseAddress, readIPv6, toAddress } from "./address.ts";

/** A block of addresses: all that share the first bits with the base, whose other bits are zero. */
export interface Network {
  readonly base: Address;
  readonly prefix: number;
}

const cidrPattern = /^([^/]*)\/([0-9]{1,9})$/;

/** Reads an address with a prefix length as Go's `net.ParseCIDR`; bits beyond the prefix are dropped. */
export function parseNetwork(text: string): Network | undefined {
  const [, address = "", length = ""] = cidrPattern.exec(text) ?? [];
  const prefix = Number(length);
  if (address.includes(":")) {
    const value = readIPv6(address);
    return value === undefined || prefix > 128 ? undefined : networkOf(value, prefix);
  }
  const base = parseAddress(address);
  return base === undefined || prefix > 32 ? undefined : makeNetwork(base, prefix);
}

/** A block of IPv6 addresses; one of those that stand for IPv4 is a block of IPv4 addresses. */
export function networkOf(value: bigint, prefix: number): Network {
  const network = makeNetwork({ bits: 128, value }, prefix);
  const base = toAddress(network.base.value);
  return base.bits === 32 && prefix >= 96 ? { base, prefix: prefix - 96 } : network;
}

/** The block of the given prefix length that the address lies in. */
export function makeNetwork({ bits, value }: Address, prefix: number): Network {
  const rest = BigInt(bits - prefix);
  return { base: { bits, value: (value >> rest) << rest }, prefix };
}

/** The number of addresses. */
export function countAddresses({ base, prefix }: Network): bigint {
  return 1n << BigInt(base.bits - prefix);
}

export function lastAddress(network: Network): bigint {
  return network.base.value + countAddresses(network) - 1n;
}

export function containsAddress({ base, prefix }: Network, { bits, value }: Address): boolean {
  return base.bits === bits && value >> BigInt(bits - prefix) === base.value >> BigInt(bits - prefix);
}

/** Whether the first block contains all of the second one. */
export function containsNetwork(outer: Network, inner: Network): boolean {
  return outer.prefix <= inner.prefix && containsAddress(outer, inner.base);
}

export function formatNetwork({ base, prefix }: Network): string {
  return `${formatAddress(base)}/${prefix}`;
}
