import ipaddr from "ipaddr.js";

const { IPv4, IPv6 } = ipaddr;

/** An IP address. The IPv6 form of an IPv4 address (`::ffff:1.2.3.4`) is that IPv4 address, as in Go. */
export interface Address {
  readonly bits: 32 | 128;
  readonly value: bigint;
}

const octet = "(?:25[0-5]|2[0-4][0-9]|1[0-9]{2}|[1-9]?[0-9])";
const dotted = `${octet}(?:\\.${octet}){3}`;
const dottedEnd = /(\d+)\.(\d+)\.(\d+)\.(\d+)$/;
const strictIPv4 = new RegExp(`^${dotted}$`);
/** Whatever the library takes and Go does not is kept out: zones, long groups, octal octets. The library counts the groups. */
const strictIPv6 = new RegExp(`^(?:[0-9a-fA-F]{0,4}:){1,8}(?:[0-9a-fA-F]{0,4}|${dotted})$`);

/** Reads an address as Go's `net.ParseIP`: four plain decimal octets, or eight groups with one `::`; no zone. */
export function parseAddress(text: string): Address | undefined {
  if (strictIPv4.test(text)) return { bits: 32, value: joinBytes(IPv4.parse(text).toByteArray()) };
  const value = readIPv6(text);
  return value === undefined ? undefined : toAddress(value);
}

/** The 128 bits of an IPv6 address. */
export function readIPv6(text: string): bigint | undefined {
  if (!strictIPv6.test(text)) return undefined;
  const groups = text.replace(dottedEnd, toGroups);
  if (!hasRoom(groups) || !IPv6.isValid(groups)) return undefined;
  return joinBytes(IPv6.parse(groups).toByteArray());
}

/** The library reads `::1.2.3.4` as if it were `::ffff:1.2.3.4`, so it does not get to see the dots. */
function toGroups(_: string, first: string, second: string, third: string, fourth: string): string {
  const group = (high: string, low: string): string => (Number(high) * 256 + Number(low)).toString(16);
  return `${group(first, second)}:${group(third, fourth)}`;
}

/** Whether `::` stands for at least one group, which the library does not ask for. */
function hasRoom(text: string): boolean {
  const groups = text.split(/::?/).filter((group) => group !== "").length;
  return text.includes("::") ? groups < 8 : groups === 8;
}

const mappedPrefix = 0xffffn;

/** The address of 128 bits. */
export function toAddress(value: bigint): Address {
  return value >> 32n === mappedPrefix ? { bits: 32, value: value & 0xffffffffn } : { bits: 128, value };
}

/** The address as Go prints it: IPv6 as RFC 5952 has it. */
export function formatAddress({ bits, value }: Address): string {
  const bytes: number[] = [];
  for (let shift = BigInt(bits) - 8n; shift >= 0n; shift -= 8n) bytes.push(Number((value >> shift) & 0xffn));
  return bits === 32 ? bytes.join(".") : new IPv6(bytes).toRFC5952String();
}

function joinBytes(bytes: readonly number[]): bigint {
  let value = 0n;
  for (const byte of bytes) value = (value << 8n) | BigInt(byte);
  return value;
}
