import type { BuiltinFailure } from "./context.ts";
import { fail } from "./failure.ts";

const standard = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
const urlSafe = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";

/** The two alphabets of RFC 4648. */
export type Base64Alphabet = "standard" | "url";

/** Bytes as base64, with padding. */
export function encodeBase64(bytes: Uint8Array, alphabet: Base64Alphabet): string {
  const characters = alphabet === "standard" ? standard : urlSafe;
  let text = "";
  for (let at = 0; at < bytes.length; at += 3) {
    const [first = 0, second, third] = bytes.subarray(at, at + 3);
    const group = (first << 16) | ((second ?? 0) << 8) | (third ?? 0);
    text += characters.charAt(group >> 18) + characters.charAt((group >> 12) & 63);
    text += second === undefined ? "=" : characters.charAt((group >> 6) & 63);
    text += third === undefined ? "=" : characters.charAt(group & 63);
  }
  return text;
}

/** Decodes padded base64 as Go does: line breaks do not count, and an error names the byte of the text where it is found. */
export function decodeBase64(text: string, alphabet: Base64Alphabet): Uint8Array | BuiltinFailure {
  return decodeUnbroken(text, alphabet, true) ?? decodeStepwise(text, alphabet);
}

/** Decodes base64 with its padding or, where there need not be any, without; undefined where there is anything else in it (bench: jwt-hs256). */
export function decodeUnbroken(text: string, alphabet: Base64Alphabet, isPadded: boolean): Uint8Array | undefined {
  const values = alphabet === "standard" ? standardTable : urlSafeTable;
  let end = text.length;
  if (isPadded) {
    if (end % 4 !== 0) return undefined;
    if (text.endsWith("=")) end -= text.endsWith("==") ? 2 : 1;
  }
  if (end % 4 === 1) return undefined;
  const output = new Uint8Array((end * 3) >> 2);
  let length = 0;
  let bits = 0;
  let count = 0;
  for (let at = 0; at < end; at++) {
    const value = values[text.charCodeAt(at)] ?? notSextet;
    if (value === notSextet) return undefined;
    bits = ((bits << 6) | value) & 0xffff;
    count += 6;
    if (count < 8) continue;
    count -= 8;
    output[length++] = (bits >> count) & 0xff;
  }
  return output;
}

function decodeStepwise(text: string, alphabet: Base64Alphabet): Uint8Array | BuiltinFailure {
  const input = new TextEncoder().encode(text);
  const values = alphabet === "standard" ? standardValues : urlSafeValues;
  const output: number[] = [];
  let position = 0;
  while (position < input.length) {
    const group = readGroup(input, position, values);
    if (typeof group === "number") return fail(`illegal base64 data at input byte ${group}`);
    output.push(...group.bytes);
    position = group.end;
  }
  return Uint8Array.from(output);
}

const standardValues = tabulate(standard);
const urlSafeValues = tabulate(urlSafe);
const padding = 0x3d;
const notSextet = 0xff;
const standardTable = listByCode(standardValues);
const urlSafeTable = listByCode(urlSafeValues);

/** The values by the codes of their characters. */
function listByCode(values: ReadonlyMap<number, number>): Uint8Array {
  return Uint8Array.from({ length: 128 }, (_, code) => values.get(code) ?? notSextet);
}

function tabulate(alphabet: string): ReadonlyMap<number, number> {
  return new Map(Array.from(alphabet, (character, value) => [character.charCodeAt(0), value]));
}

interface Group {
  readonly bytes: readonly number[];
  readonly end: number;
}

/** Reads four characters, or the place of the error. */
function readGroup(input: Uint8Array, start: number, values: ReadonlyMap<number, number>): Group | number {
  const sextets: number[] = [];
  let at = start;
  while (sextets.length < 4) {
    const character = input[at];
    if (character === undefined) return sextets.length === 0 ? { bytes: [], end: at } : at - sextets.length;
    at++;
    const value = values.get(character);
    if (value !== undefined) sextets.push(value);
    else if (!isLineBreak(character)) return character === padding ? readPadding(input, at, sextets) : at - 1;
  }
  return { bytes: joinSextets(sextets), end: at };
}

/** What follows the first padding character of the last group. */
function readPadding(input: Uint8Array, start: number, sextets: readonly number[]): Group | number {
  if (sextets.length < 2) return start - 1;
  let at = start;
  if (sextets.length === 2) {
    at = skipLineBreaks(input, at);
    if (at === input.length) return at;
    if (input[at] !== padding) return at - 1;
    at++;
  }
  at = skipLineBreaks(input, at);
  return at < input.length ? at : { bytes: joinSextets(sextets), end: at };
}

function joinSextets([first = 0, second = 0, third, fourth]: readonly number[]): readonly number[] {
  const bytes = [(first << 2) | (second >> 4)];
  if (third !== undefined) bytes.push(((second & 15) << 4) | (third >> 2));
  if (third !== undefined && fourth !== undefined) bytes.push(((third & 3) << 6) | fourth);
  return bytes;
}

function skipLineBreaks(input: Uint8Array, start: number): number {
  let at = start;
  while (at < input.length && isLineBreak(input[at] ?? 0)) at++;
  return at;
}

function isLineBreak(character: number): boolean {
  return character === 0x0a || character === 0x0d;
}
