import { type Address, toAddress } from "../net/address.ts";
import { readUnsigned } from "./binary.ts";

/** The address that four or sixteen bytes are; one that is mapped into IPv6 is that of IPv4. */
export function toIpAddress(bytes: Uint8Array): Address {
  const value = readUnsigned(bytes);
  return bytes.length === 4 ? { bits: 32, value } : toAddress(value);
}
