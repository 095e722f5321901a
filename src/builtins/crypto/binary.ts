import { decodeBase64, encodeBase64 } from "../base64.ts";
import { BuiltinFailure } from "../context.ts";
import { CryptoError } from "./crypto-error.ts";

/** The bytes of a padded base64 text; throws Go's words about a wrong one. */
export function readBase64(text: string): Uint8Array {
  const bytes = decodeBase64(text, "standard");
  if (bytes instanceof BuiltinFailure) throw new CryptoError(bytes.message);
  return bytes;
}

/** Bytes in the URL alphabet without padding, as JOSE writes them. */
export function writeBase64Url(bytes: Uint8Array): string {
  return encodeBase64(bytes, "url").replace(/=+$/, "");
}

/** A big-endian unsigned integer. */
export function readUnsigned(bytes: Uint8Array): bigint {
  let digits = "0x0";
  for (const byte of bytes) digits += byte.toString(16).padStart(2, "0");
  return BigInt(digits);
}

/** A big-endian unsigned integer in so many bytes, or as few as it takes. The integer must fit. */
export function writeUnsigned(value: bigint, length = byteLength(value)): Uint8Array {
  const digits = value.toString(16).padStart(length * 2, "0");
  return Uint8Array.from({ length }, (_, at) => Number.parseInt(digits.slice(at * 2, at * 2 + 2), 16));
}

function byteLength(value: bigint): number {
  return value === 0n ? 0 : Math.ceil(bitLength(value) / 8);
}

/** How many bits an unsigned integer takes. */
export function bitLength(value: bigint): number {
  if (value === 0n) return 0;
  // All hexadecimal digits but the first have four bits.
  const digits = value.toString(16);
  return (digits.length - 1) * 4 + Number.parseInt(digits.charAt(0), 16).toString(2).length;
}

/** Whether two byte strings are equal. */
export function equalsBytes(left: Uint8Array, right: Uint8Array): boolean {
  return left.length === right.length && left.every((byte, at) => byte === right[at]);
}

/** Whether two byte strings are equal, in a time that depends on their lengths only. For message authentication codes. */
export function equalsSecretBytes(left: Uint8Array, right: Uint8Array): boolean {
  if (left.length !== right.length) return false;
  let difference = 0;
  for (let at = 0; at < left.length; at++) difference |= (left[at] ?? 0) ^ (right[at] ?? 0);
  return difference === 0;
}

/** The characters with the codes of the bytes. */
export function readLatin1(bytes: Uint8Array): string {
  let text = "";
  // In parts, since a call takes only so many arguments.
  for (let at = 0; at < bytes.length; at += 4096) text += String.fromCharCode(...bytes.subarray(at, at + 4096));
  return text;
}
