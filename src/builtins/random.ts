import type { Host } from "./context.ts";

/** A random number from 0 to below the limit. Twice as many bytes as needed make the bias of the remainder negligible. */
export function randomBelow(host: Host, limit: bigint): bigint {
  const bytes = host.randomBytes(limit.toString(16).length + 8);
  let number = 0n;
  for (const byte of bytes) number = (number << 8n) | BigInt(byte);
  return number % limit;
}
