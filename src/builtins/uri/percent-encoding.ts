import { quoteString } from "../../values/go-quote.ts";

/** A part of a URL, each with its own rules for escapes. */
export type UrlPart = "path" | "fragment" | "userinfo" | "host" | "zone";

/** A text that is not a URL, in the words of Go's `net/url`. */
export class UrlError extends Error {
  override readonly name = "UrlError";
}

/** An escape, also a broken one: as much as the three bytes that Go looks at. */
const escapes = /%(?:[\0-\x7f]{1,2}|[\x80-\u07ff])?/;
const validEscape = /^%[0-9a-fA-F]{2}$/;
/** ASCII that a host may not hold; brackets of IP addresses and some more Go lets pass. */
const notInHost = /[^A-Za-z0-9\-_.~!$&'()*+,;=:[\]<>"%\u0080-\uffff]/;
const anyEscape = new RegExp(escapes, "g");
const escapeOrNotInHost = new RegExp(`${escapes.source}|${notInHost.source}`, "g");

/**
 * Undoes the escapes of a part.
 *
 * @throws UrlError for a broken escape, or one that the part may not have
 */
export function unescapePart(text: string, part: UrlPart): string {
  const isHost = part === "host" || part === "zone";
  for (const [found] of text.matchAll(isHost ? escapeOrNotInHost : anyEscape)) {
    if (!found.startsWith("%")) throw new UrlError(`invalid character ${quoteString(found)} in host name`);
    if (!validEscape.test(found) || !isAllowed(found, part)) throw new UrlError(`invalid URL escape ${quoteString(found)}`);
  }
  return text.replace(/(?:%[0-9a-fA-F]{2})+/g, (run) => decodeBytes(run.slice(1).split("%").map(parseHexadecimal)));
}

/** A host may escape what is not ASCII, and the sign that begins a zone; a zone also a blank and what needs no escape. */
function isAllowed(escaped: string, part: UrlPart): boolean {
  if ((part !== "host" && part !== "zone") || escaped === "%25") return true;
  const byte = parseHexadecimal(escaped.slice(1));
  if (part === "host") return byte >= 0x80;
  return byte === 0x20 || (byte < 0x80 && byte !== 0x25 && !notInHost.test(String.fromCharCode(byte)));
}

function parseHexadecimal(digits: string): number {
  return Number.parseInt(digits, 16);
}

/** The sequences of bytes that UTF-8 has, or one byte that is none. */
const sequences =
  /[\0-\x7f]+|[\xc2-\xdf][\x80-\xbf]|(?:\xe0[\xa0-\xbf]|[\xe1-\xec\xee\xef][\x80-\xbf]|\xed[\x80-\x9f])[\x80-\xbf]|(?:\xf0[\x90-\xbf]|[\xf1-\xf3][\x80-\xbf]|\xf4[\x80-\x8f])[\x80-\xbf]{2}|[\s\S]/g;

/** Reads UTF-8 as Go does: each byte that is no part of a character becomes U+FFFD. */
function decodeBytes(bytes: readonly number[]): string {
  const text = Array.from(bytes, (byte) => String.fromCharCode(byte)).join("");
  const decoder = new TextDecoder();
  return text.replace(sequences, (sequence) =>
    sequence.length === 1 && sequence > "\x7f" ? "\ufffd" : decoder.decode(Uint8Array.from(sequence, (byte) => byte.charCodeAt(0))),
  );
}

const plainInPath = /^[A-Za-z0-9\-_.~$&+,/:;=@]$/;

/** Whether a path has escapes wherever Go writes them, and nowhere else. */
export function isCanonicalPath(text: string): boolean {
  if (/[^A-Za-z0-9\-_.~$&+,/:;=@%]/.test(text)) return false;
  for (const [found] of text.matchAll(anyEscape)) {
    if (found !== found.toUpperCase() || plainInPath.test(String.fromCharCode(parseHexadecimal(found.slice(1))))) return false;
  }
  return true;
}

const wellEncoded = /^[A-Za-z0-9\-_.~$&+,/:;=@!'()*[\]%]*$/;

/** A path as it goes into a request: as it was written, if all that must be escaped is; else escaped as Go does. */
export function escapePath(text: string): string {
  return wellEncoded.test(text) ? text : text.replace(/%[0-9a-fA-F]{2}|[^A-Za-z0-9\-_.~$&+,/:;=@]/gu, escapeInPath);
}

function escapeInPath(found: string): string {
  if (found.length === 3 && found.startsWith("%")) {
    const character = String.fromCharCode(parseHexadecimal(found.slice(1)));
    return plainInPath.test(character) ? character : found.toUpperCase();
  }
  return Array.from(new TextEncoder().encode(found), (byte) => `%${byte.toString(16).toUpperCase().padStart(2, "0")}`).join("");
}
