import { decodeBase64 } from "../base64.ts";
import { BuiltinFailure } from "../context.ts";

/** A block of a PEM text (RFC 7468, as Go's `encoding/pem` reads it). */
export interface PemBlock {
  /** `CERTIFICATE`, `PRIVATE KEY` and so on. */
  readonly type: string;
  readonly bytes: Uint8Array;
  /** The text after the block. */
  readonly rest: string;
}

const beginLine = /(?:^|\n)-----BEGIN ([^\n]*?)-----[ \t\r]*(?:\n|$)/g;

/** The first well-formed block of a text; broken ones are passed over. `undefined` when there is none. */
export function readPemBlock(text: string): PemBlock | undefined {
  beginLine.lastIndex = 0;
  for (let begin = beginLine.exec(text); begin !== null; begin = beginLine.exec(text)) {
    const type = begin[1] ?? "";
    const block = readBody(text, begin.index + begin[0].length, type);
    if (block !== undefined) return block;
    // The line break that ended this line may also start the next one.
    beginLine.lastIndex = begin.index + 1;
  }
  return undefined;
}

/** All blocks of a text. */
export function readPemBlocks(text: string): readonly PemBlock[] {
  const blocks: PemBlock[] = [];
  for (let block = readPemBlock(text); block !== undefined; block = readPemBlock(block.rest)) blocks.push(block);
  return blocks;
}

/** Reads headers, base64 and the end line of a block. */
function readBody(text: string, start: number, type: string): PemBlock | undefined {
  const body = skipHeaders(text, start);
  const marker = findDashes(text, body);
  const ending = `-----END ${type}-----`;
  if (marker === undefined || !text.startsWith(ending, marker)) return undefined;
  const lineEnd = text.indexOf("\n", marker);
  const line = lineEnd < 0 ? text.slice(marker) : text.slice(marker, lineEnd);
  if (line.trimEnd() !== ending) return undefined;
  const bytes = decodeBase64(text.slice(body, marker).replace(/[ \t\r\n]/g, ""), "standard");
  if (bytes instanceof BuiltinFailure) return undefined;
  return { type, bytes, rest: lineEnd < 0 ? "" : text.slice(lineEnd + 1) };
}

/** Where the next row of dashes is, which starts a line. Base64 has no dashes: the row ends the block, or breaks it. */
function findDashes(text: string, start: number): number | undefined {
  const found = text.indexOf("-----", start);
  return found < 0 || (found > start && text[found - 1] !== "\n") ? undefined : found;
}

const headerLine = /[^\n:]*:[^\n]*(?:\n|$)/y;

/** Passes over lines with a colon. */
function skipHeaders(text: string, start: number): number {
  let position = start;
  for (;;) {
    headerLine.lastIndex = position;
    const line = headerLine.exec(text)?.[0];
    if (line === undefined) return position;
    position += line.length;
  }
}
