import { quoteBytes } from "../../values/go-quote.ts";
import { decodeText, encodeText } from "../bytes.ts";
import { UrlError } from "./url-error.ts";

/** The part of a URL that a text stands in: each has its own characters that need no escape. */
export type UrlPart = "host" | "path" | "fragment" | "user";

/** What needs no escape where Go writes a part itself. */
const unescaped: Readonly<Record<UrlPart, RegExp>> = {
  host: /[A-Za-z0-9\-_.~!$&'()*+,;=:[\]<>"]/,
  path: /[A-Za-z0-9\-_.~$&+,/:;=@]/,
  fragment: /[A-Za-z0-9\-_.~$&+,/:;=?@!()*]/,
  user: /[A-Za-z0-9\-_.~$&+,;=]/,
};

/** What may also stand in a path or fragment as it was written. */
const tolerated = /^(?:[A-Za-z0-9\-_.~$&+,/:;=@!'()*[\]]|%[\da-fA-F]{2})*$/;

/** Escapes the bytes of a text. */
export function escapePart(text: string, part: UrlPart): string {
  const plain = unescaped[part];
  return Array.from(encodeText(text), (byte) => {
    const character = String.fromCharCode(byte);
    return plain.test(character) ? character : `%${byte.toString(16).toUpperCase().padStart(2, "0")}`;
  }).join("");
}

/** The first broken escape of a text, in quotes: three bytes, which may end inside a character. */
export function quoteBrokenEscape(text: string): string | undefined {
  const start = text.search(/%(?![\da-fA-F]{2})/);
  return start < 0 ? undefined : quoteBytes(encodeText(text.slice(start, start + 4)).subarray(0, 3));
}

/** Undoes escapes. @throws UrlError for a broken one. */
export function unescapePart(text: string): string {
  const broken = quoteBrokenEscape(text);
  if (broken !== undefined) throw new UrlError(`invalid URL escape ${broken}`);
  return text.replace(/(?:%[\da-fA-F]{2})+/g, (escapes) =>
    decodeText(Uint8Array.from(escapes.slice(1).split("%"), (byte) => Number.parseInt(byte, 16))),
  );
}

/** A path or fragment as it goes over the wire: as it was written if that will do, otherwise escaped afresh. @throws UrlError */
export function normalizePart(text: string, part: "path" | "fragment"): string {
  const plain = unescapePart(text);
  const isFine = tolerated.test(part === "fragment" ? text.replaceAll("?", "") : text);
  return isFine ? text : escapePart(plain, part);
}
