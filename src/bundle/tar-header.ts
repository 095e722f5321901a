import { bundleErrors } from "./bundle-error.ts";

/** Archives are made of blocks of so many bytes. */
export const blockLength = 512;

/** What an entry of an archive is. `name` and `pax` are about the entry that follows; an `old file` whose name ends with a slash is a folder. */
export type EntryKind = "file" | "old file" | "folder" | "name" | "link name" | "pax" | "global pax" | "foreign";

/** The header of an entry (POSIX ustar, with GNU's forms of numbers and long names). */
export interface TarHeader {
  readonly kind: EntryKind;
  readonly name: Uint8Array;
  /** Bytes of the content that follows. */
  readonly size: number;
  /** What a foreign entry is, for people: "a symbolic link". */
  readonly description: string;
}

/** Where the fields are (offset, length). */
const fields = { name: [0, 100], size: [124, 12], checksum: [148, 8], type: [156, 1], magic: [257, 8], prefix: [345, 155] } as const;

const kinds: Readonly<Record<string, EntryKind>> = {
  "0": "file",
  "\0": "old file",
  "5": "folder",
  L: "name",
  K: "link name",
  x: "pax",
  g: "global pax",
};

const descriptions: Readonly<Record<string, string>> = {
  "1": "a hard link",
  "2": "a symbolic link",
  "3": "a character device",
  "4": "a block device",
  "6": "a named pipe",
  "7": "a contiguous file",
  S: "a sparse file",
};

/** Reads a block as a header; undefined for one of zeros, which ends an archive. Throws BundleError where the checksum is not that of the block. */
export function readTarHeader(block: Uint8Array): TarHeader | undefined {
  if (block.every((byte) => byte === 0)) return undefined;
  const checksum = readNumber(field(block, "checksum"));
  if (checksum !== sumBlock(block, (byte) => byte) && checksum !== sumBlock(block, (byte) => (byte << 24) >> 24))
    throw bundleErrors.brokenHeader();
  const type = String.fromCharCode(block[fields.type[0]] as number);
  return {
    kind: kinds[type] ?? "foreign",
    name: readName(block),
    size: readNumber(field(block, "size")),
    description: descriptions[type] ?? `of the unknown type ${JSON.stringify(type)}`,
  };
}

function field(block: Uint8Array, name: keyof typeof fields): Uint8Array {
  const [start, length] = fields[name];
  return block.subarray(start, start + length);
}

/** A name may be cut in two; GNU's archives have other things where the second part would be. */
function readName(block: Uint8Array): Uint8Array {
  const name = cutAtZero(field(block, "name"));
  const prefix = cutAtZero(field(block, "prefix"));
  const isPosix = readAscii(field(block, "magic")).startsWith("ustar\0");
  return isPosix && prefix.length > 0 ? Uint8Array.from([...prefix, 0x2f, ...name]) : name;
}

function cutAtZero(bytes: Uint8Array): Uint8Array {
  const end = bytes.indexOf(0);
  return end < 0 ? bytes : bytes.subarray(0, end);
}

function readAscii(bytes: Uint8Array): string {
  return String.fromCharCode(...bytes);
}

/** Octal digits, or where the first bit is set a binary number. No entry has a size that is negative, or inexact as a double. */
function readNumber(bytes: Uint8Array): number {
  const first = bytes[0] as number;
  if ((first & 0x80) !== 0) {
    const number = bytes.subarray(1).reduce((value, byte) => value * 256 + byte, first & 0x3f);
    if ((first & 0x40) === 0 && Number.isSafeInteger(number)) return number;
    throw bundleErrors.brokenHeader();
  }
  const digits = readAscii(bytes)
    .replace(/^[ \0]+|[ \0]+$/g, "")
    .replace(/\0.*$/s, "");
  if (!/^[0-7]*$/.test(digits)) throw bundleErrors.brokenHeader();
  return digits === "" ? 0 : Number.parseInt(digits, 8);
}

/** The sum of all bytes, with blanks for the checksum itself. Some writers took bytes for signed. */
function sumBlock(block: Uint8Array, read: (byte: number) => number): number {
  const [start, length] = fields.checksum;
  return block.reduce((sum, byte, at) => sum + (at >= start && at < start + length ? 0x20 : read(byte)), 0);
}

/** Writes the header of a file, as Go does: owner and time are zero. `name` has at most 100 bytes, or can be cut at a slash. */
export function writeTarHeader(name: Uint8Array, size: number, type: "0" | "x"): Uint8Array {
  const block = new Uint8Array(blockLength);
  const put = (at: number, text: string): void => block.set(encodeAscii(text), at);
  const cut = cutName(name);
  block.set(cut.name, fields.name[0]);
  block.set(cut.prefix, fields.prefix[0]);
  // Permissions, owner, group.
  for (const [at, value] of [
    [100, type === "x" ? 0 : 0o600],
    [108, 0],
    [116, 0],
  ] as const)
    put(at, `${octal(value, 7)}\0`);
  put(fields.size[0], `${octal(size, 11)}\0`);
  put(136, `${octal(0, 11)}\0`);
  put(fields.type[0], type);
  put(fields.magic[0], "ustar\x0000");
  for (const at of [329, 337]) put(at, `${octal(0, 7)}\0`);
  put(
    fields.checksum[0],
    `${octal(
      sumBlock(block, (byte) => byte),
      6,
    )}\0 `,
  );
  return block;
}

/** Whether a header can hold a name. */
export function fitsHeader(name: Uint8Array): boolean {
  return cutName(name).name.length <= fields.name[1] && name.every((byte) => byte < 0x80);
}

/** A long name, cut at the last slash that leaves a prefix which fits. */
function cutName(name: Uint8Array): { readonly name: Uint8Array; readonly prefix: Uint8Array } {
  const whole = { name, prefix: new Uint8Array() };
  if (name.length <= fields.name[1]) return whole;
  const slash = name.subarray(0, fields.prefix[1] + 1).lastIndexOf(0x2f);
  return slash <= 0 || slash === name.length - 1 ? whole : { name: name.subarray(slash + 1), prefix: name.subarray(0, slash) };
}

function octal(value: number, digits: number): string {
  return value.toString(8).padStart(digits, "0");
}

function encodeAscii(text: string): Uint8Array {
  return Uint8Array.from(text, (character) => character.charCodeAt(0));
}
