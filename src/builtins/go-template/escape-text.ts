import { isPrintable } from "../go-format/quote.ts";

const htmlEscapes: Readonly<Record<string, string>> = {
  '"': "&#34;",
  "'": "&#39;",
  "&": "&amp;",
  "<": "&lt;",
  ">": "&gt;",
  "\0": "\ufffd",
};

/** Go's `template.HTMLEscapeString`. */
export function escapeHtml(text: string): string {
  return text.replace(/["'&<>\0]/g, (character) => htmlEscapes[character] ?? character);
}

/** Go's `template.JSEscapeString`. */
export function escapeJavaScript(text: string): string {
  return text.replace(/[^\p{L}\p{M}\p{N} ]/gu, (character) => {
    if (character === "\\" || character === "'" || character === '"') return `\\${character}`;
    if (!"<>&=".includes(character) && isPrintable(character)) return character;
    return `\\u${(character.codePointAt(0) ?? 0).toString(16).toUpperCase().padStart(4, "0")}`;
  });
}
