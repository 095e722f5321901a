import { gzipSync } from "node:zlib";
import { encodeText } from "../../builtins/bytes.ts";
import { joinBytes } from "../gzip.ts";

/** An entry of an archive as a test wants it, sound or not. */
export interface TestEntry {
  readonly name: string | Uint8Array;
  readonly content?: string | Uint8Array;
  /** Default: "0", a file. */
  readonly type?: string;
  /** What the header says of the size; default: the content's. Text as it stands in the header, or a number in binary form. */
  readonly size?: string | bigint;
  readonly prefix?: string;
  /** Default: POSIX. */
  readonly magic?: string;
  readonly link?: string;
  /** Is added to the right sum. */
  readonly wrongSum?: number;
  /** Sums bytes as signed, as some writers did. */
  readonly signedSum?: boolean;
}

/** A tar archive of entries, with its end. */
export function makeTar(entries: readonly TestEntry[], end: Uint8Array = new Uint8Array(1024)): Uint8Array {
  return joinBytes([...entries.flatMap(makeEntry), end]);
}

/** The same, compressed. */
export function makeArchive(entries: readonly TestEntry[], end?: Uint8Array): Uint8Array {
  return gzipSync(makeTar(entries, end));
}

/** Files by their names as an archive. */
export function archiveOf(files: Readonly<Record<string, string>>): Uint8Array {
  return makeArchive(Object.entries(files).map(([name, content]) => ({ name, content })));
}

/** A record about the entry that follows. */
export function paxEntry(records: string | Uint8Array): TestEntry {
  return { name: "PaxHeaders/x", type: "x", content: records };
}

function makeEntry(entry: TestEntry): readonly Uint8Array[] {
  const content = toBytes(entry.content ?? "");
  return [makeHeader(entry, content.length), content, new Uint8Array((512 - (content.length % 512)) % 512)];
}

function makeHeader(entry: TestEntry, length: number): Uint8Array {
  const block = new Uint8Array(512);
  const put = (at: number, bytes: Uint8Array | string): void => block.set(toBytes(bytes), at);
  put(0, toBytes(entry.name).subarray(0, 100));
  put(100, "0000644\0");
  put(124, sizeField(entry.size ?? `${length.toString(8).padStart(11, "0")}\0`));
  put(136, "00000000000\0");
  put(156, entry.type ?? "0");
  put(157, entry.link ?? "");
  put(257, entry.magic ?? "ustar\x0000");
  put(345, entry.prefix ?? "");
  put(148, "        ");
  const sum = block.reduce((total, byte) => total + (entry.signedSum === true ? (byte << 24) >> 24 : byte), entry.wrongSum ?? 0);
  put(148, `${sum.toString(8).padStart(6, "0")}\0 `);
  return block;
}

function sizeField(size: string | bigint): Uint8Array | string {
  if (typeof size === "string") return size;
  const bytes = Uint8Array.from({ length: 12 }, (_, at) => Number((size >> BigInt(8 * (11 - at))) & 0xffn));
  bytes[0] = (bytes[0] ?? 0) | 0x80;
  return bytes;
}

function toBytes(given: string | Uint8Array): Uint8Array {
  return typeof given === "string" ? encodeText(given) : given;
}
