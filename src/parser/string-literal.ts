/** The value of a string literal from its source, quotes included: `"…"` with JSON's escapes, or `` `…` `` as it stands. */
export function readString(text: string, start: number, end: number): string {
  const inner = text.slice(start + 1, end - 1);
  if (text.charCodeAt(start) === BACKQUOTE || !inner.includes("\\")) return inner;
  return decodeEscapes(inner);
}

/** The value of a literal part of a template string. `\{` stands for `{`; other escapes only where the template is not a raw one. */
export function readTemplateText(source: string, raw: boolean): string {
  if (!source.includes("\\")) return source;
  return raw ? source.replaceAll("\\{", "{") : decodeEscapes(source);
}

/** Whether the `\u` escapes of a string literal have their four digits. The scanner has checked all else. */
export function isString(text: string, start: number, end: number): boolean {
  if (text.charCodeAt(start) === BACKQUOTE) return true;
  const source = text.slice(start, end);
  for (let at = source.indexOf("\\"); at >= 0; at = source.indexOf("\\", at + 2)) {
    if (source.charAt(at + 1) === "u" && !FOUR_DIGITS.test(source.slice(at + 2, at + 6))) return false;
  }
  return true;
}

const FOUR_DIGITS = /^[0-9a-fA-F]{4}$/;

const ESCAPE = /\\(?:u([0-9a-fA-F]{4})|([^u]))/g;

const SIMPLE: ReadonlyMap<string, string> = new Map([
  ["b", "\b"],
  ["f", "\f"],
  ["n", "\n"],
  ["r", "\r"],
  ["t", "\t"],
]);

function decodeEscapes(source: string): string {
  const value = source.replace(ESCAPE, (_match, hex: string | undefined, character: string | undefined) =>
    hex === undefined ? (SIMPLE.get(character ?? "") ?? character ?? "") : String.fromCharCode(Number.parseInt(hex, 16)),
  );
  // A surrogate without its partner is no character: Go writes U+FFFD for it.
  return value.replace(/\p{Surrogate}/gu, "\ufffd");
}

const BACKQUOTE = 0x60;
