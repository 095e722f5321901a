import type { Host } from "../builtins/context.ts";
import { fetchHttp } from "./web-http.ts";

/** `crypto.getRandomValues` fills no more at once. */
const randomChunk = 65_536;

/** The host of browsers, edge workers and any runtime with web standards: no environment, and `print` calls are not evaluated. */
export const webHost: Host = {
  nowNs: readClock,
  randomBytes: readRandomBytes,
  http: fetchHttp,
  timeZone: readTimeZone,
};

/** Nanoseconds since the epoch, as fine as the runtime's clock. */
export function readClock(): bigint {
  const milliseconds = performance.timeOrigin + performance.now();
  const whole = Math.floor(milliseconds);
  return BigInt(whole) * 1_000_000n + BigInt(Math.floor((milliseconds - whole) * 1e6));
}

/** So many random bytes, from the runtime's own source. */
export function readRandomBytes(length: number): Uint8Array {
  const bytes = new Uint8Array(length);
  for (let at = 0; at < length; at += randomChunk) crypto.getRandomValues(bytes.subarray(at, at + randomChunk));
  return bytes;
}

/** The IANA name of the runtime's own time zone. */
export function readTimeZone(): string {
  return new Intl.DateTimeFormat().resolvedOptions().timeZone;
}
