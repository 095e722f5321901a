import { quoteString } from "../../values/go-quote.ts";

/** Go's `strconv.Quote`, or `QuoteToASCII`. */
export function quote(text: string, onlyAscii: boolean): string {
  const quoted = quoteString(text);
  return onlyAscii ? quoted.replace(/[^\0-\x7f]/gu, escapeCode) : quoted;
}

/** Go's `strconv.QuoteRune`, or `QuoteRuneToASCII`. */
export function quoteRune(character: string, onlyAscii: boolean): string {
  if (character === "'") return "'\\''";
  if (character === '"') return "'\"'";
  return `'${quote(character, onlyAscii).slice(1, -1)}'`;
}

/** Whether Go's `%#U` shows the character. */
export function isPrintable(character: string): boolean {
  return character === '"' || character === "\\" || quoteString(character) === `"${character}"`;
}

/** Whether a text can be written between backquotes on one line. */
export function canBackquote(text: string): boolean {
  // Control characters but the tab, the delete character, the backquote and the byte order mark cannot.
  for (let at = 0; at < text.length; at++) {
    const unit = text.charCodeAt(at);
    if ((unit < 0x20 && unit !== 0x09) || unit === 0x7f || unit === 0x60 || unit === 0xfeff) return false;
  }
  return true;
}

function escapeCode(character: string): string {
  const code = character.codePointAt(0) ?? 0;
  return code > 0xffff ? `\\U${code.toString(16).padStart(8, "0")}` : `\\u${code.toString(16).padStart(4, "0")}`;
}
