/** A text as the bytes of its UTF-8 form, one character for each. */
export function toByteText(text: string): string {
  return isAscii(text) ? text : Array.from(new TextEncoder().encode(text), (byte) => String.fromCharCode(byte)).join("");
}

/** A byte text (see {@link toByteText}) as Go's `time` quotes it: quotes and backslashes escaped, all but printable ASCII as bytes. */
export function quoteTimeText(bytes: string): string {
  return `"${bytes.replace(needsEscape, escapeByte)}"`;
}

const needsEscape = /["\\]|[^ -\x7f]/g;

function escapeByte(byte: string): string {
  return byte === '"' || byte === "\\" ? `\\${byte}` : `\\x${byte.charCodeAt(0).toString(16).padStart(2, "0")}`;
}

function isAscii(text: string): boolean {
  for (let at = 0; at < text.length; at++) {
    if (text.charCodeAt(at) > 0x7f) return false;
  }
  return true;
}
