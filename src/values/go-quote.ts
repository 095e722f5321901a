/** A string as Go's `strconv.Quote` writes it, which is how Rego texts show strings: unprintable characters are escaped. */
export function quoteString(text: string): string {
  return plainText.test(text) ? `"${text}"` : `"${text.replace(needsEscape, escapeCharacter)}"`;
}

/** Bytes as `strconv.Quote` writes a string of them: those that are no UTF-8 one by one. */
export function quoteBytes(bytes: Uint8Array): string {
  const text = new TextDecoder("utf-8", { ignoreBOM: true }).decode(bytes);
  if (!text.includes("\ufffd")) return quoteString(text);
  const parts = Array.from(bytes, (byte) =>
    byte < 0x80 ? quoteString(String.fromCharCode(byte)).slice(1, -1) : `\\x${byte.toString(16)}`,
  );
  return `"${parts.join("")}"`;
}

/** The character at an offset as Go's JSON reader names it: the first byte of its UTF-8 form, in single quotes. */
export function quoteByte(text: string, offset: number): string {
  const code = text.codePointAt(offset) ?? 0;
  if (code === 0x27) return "'\\''";
  if (code === 0x22) return "'\"'";
  return `'${quoteString(String.fromCharCode(firstByte(code))).slice(1, -1)}'`;
}

const plainText = /^[ !#-[\]-~]*$/;
/** All but what Go's `unicode.IsPrint` calls printable, and the two characters that end or escape. */
const needsEscape = /["\\]|[^\p{L}\p{M}\p{N}\p{P}\p{S} ]/gu;

const shortEscapes: Readonly<Record<string, string>> = {
  '"': '\\"',
  "\\": "\\\\",
  "\u0007": "\\a",
  "\b": "\\b",
  "\f": "\\f",
  "\n": "\\n",
  "\r": "\\r",
  "\t": "\\t",
  "\v": "\\v",
};

function escapeCharacter(character: string): string {
  const short = shortEscapes[character];
  if (short !== undefined) return short;
  const code = character.codePointAt(0) ?? 0;
  if (code >= 0xd800 && code <= 0xdfff) return "\ufffd";
  if (code < 0x20 || code === 0x7f) return `\\x${code.toString(16).padStart(2, "0")}`;
  return code > 0xffff ? `\\U${code.toString(16).padStart(8, "0")}` : `\\u${code.toString(16).padStart(4, "0")}`;
}

function firstByte(code: number): number {
  if (code < 0x80) return code;
  if (code < 0x800) return 0xc0 | (code >> 6);
  return code < 0x10000 ? 0xe0 | (code >> 12) : 0xf0 | (code >> 18);
}
