import { CryptoError } from "./crypto-error.ts";
import { DerReader, tags } from "./der.ts";

/** The parameters that Go prints with a structure error, none of which such an element has. */
const noParameters =
  "{optional:false explicit:false application:false private:false defaultValue:<nil> tag:<nil> stringType:0 timeType:0 set:false omitEmpty:false}";

/** Opens the sequence that a whole text of bytes must be. Throws what Go's `encoding/asn1` says when it is none. */
export function openWholeSequence(bytes: Uint8Array, goType: string, trailing = "asn1: syntax error: trailing data"): DerReader {
  checkHeader(bytes, tags.sequence, goType);
  const outer = new DerReader(bytes);
  const inner = outer.open(tags.sequence);
  if (inner === undefined) throw new CryptoError("asn1: syntax error: data truncated");
  if (!outer.isEmpty) throw new CryptoError(trailing);
  return inner;
}

/** Throws what Go's `encoding/asn1` says where the first of the elements is not one with this tag. */
export function checkHeader(bytes: Uint8Array, tag: number, goType: string): void {
  const problem = findHeaderProblem(bytes, tag, goType);
  if (problem !== undefined) throw new CryptoError(`asn1: ${problem}`);
}

function findHeaderProblem(bytes: Uint8Array, tag: number, goType: string): string | undefined {
  const [identifier, first] = bytes;
  if (identifier === undefined) return "syntax error: sequence truncated";
  if (first === undefined || first > 0x84) return "syntax error: truncated tag or length";
  if (first === 0x80) return "syntax error: indefinite length found (not DER)";
  const digits = bytes.subarray(2, first > 0x80 ? 2 + (first & 0x7f) : 2);
  if (first > 0x80 && digits.length < (first & 0x7f)) return "syntax error: truncated tag or length";
  if (digits[0] === 0) return "structure error: superfluous leading zeros in length";
  const length = first < 0x80 ? first : digits.reduce((sum, digit) => sum * 256 + digit, 0);
  if (first > 0x80 && length < 0x80) return "structure error: non-minimal length";
  if (identifier === tag) return undefined;
  const found = `{class:${identifier >> 6} tag:${identifier & 0x1f} length:${length} isCompound:${(identifier & 0x20) !== 0}}`;
  return `structure error: tags don't match (${tag & 0x1f} vs ${found}) ${noParameters} ${goType} @${2 + digits.length}`;
}
