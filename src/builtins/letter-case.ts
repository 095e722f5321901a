/**
 * Go's upper and lower case map code point by code point, so that a text keeps its length: `ß` has no upper case, `İ` becomes `i`,
 * a final `Σ` becomes `σ`. JS maps whole texts (`ß` to `SS`), which is the same for ASCII only.
 */
const ascii = /^[\0-\x7f]*$/;

export function toUpperCase(text: string): string {
  return ascii.test(text) ? text.toUpperCase() : mapCodePoints(text, upperCodePoint);
}

export function toLowerCase(text: string): string {
  return ascii.test(text) ? text.toLowerCase() : mapCodePoints(text, lowerCodePoint);
}

function mapCodePoints(text: string, map: (character: string) => string): string {
  let result = "";
  for (const character of text) result += map(character);
  return result;
}

function upperCodePoint(character: string): string {
  const upper = character.toUpperCase();
  return isOneCodePoint(upper) ? upper : (titleCase(character) ?? character);
}

/** The Greek letters with iota subscript have a capital of their own, which JS spells out as two letters. */
function titleCase(character: string): string | undefined {
  const code = character.codePointAt(0) ?? 0;
  if (code >= 0x1f80 && code <= 0x1faf) return (code & 8) === 0 ? String.fromCodePoint(code + 8) : character;
  return code === 0x1fb3 || code === 0x1fc3 || code === 0x1ff3 ? String.fromCodePoint(code + 9) : undefined;
}

function lowerCodePoint(character: string): string {
  return character === "\u0130" ? "i" : character.toLowerCase();
}

function isOneCodePoint(text: string): boolean {
  return text.length === 1 || (text.length === 2 && (text.codePointAt(0) ?? 0) > 0xffff);
}
