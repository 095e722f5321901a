import { hasPairs } from "./text.ts";

/** Cuts characters of the set off the start. */
export function trimLeft(text: string, cutset: string): string {
  if (!hasPairs(cutset)) {
    let at = 0;
    while (at < text.length && cutset.includes(text.charAt(at))) at++;
    return text.slice(at);
  }
  const cut = new Set(cutset);
  let start = 0;
  for (const character of text) {
    if (!cut.has(character)) break;
    start += character.length;
  }
  return text.slice(start);
}

/** Cuts characters of the set off the end. */
export function trimRight(text: string, cutset: string): string {
  if (!hasPairs(cutset)) {
    let at = text.length;
    while (at > 0 && cutset.includes(text.charAt(at - 1))) at--;
    return text.slice(0, at);
  }
  const cut = new Set(cutset);
  let end = text.length;
  for (let last = lastCodePoint(text, end); last !== "" && cut.has(last); last = lastCodePoint(text, end)) end -= last.length;
  return text.slice(0, end);
}

/** What Go calls white space: other than JS has it, U+0085 is and U+FEFF is not. */
const space = /[\t-\r \u0085\u00a0\u1680\u2000-\u200a\u2028\u2029\u202f\u205f\u3000]/;

/** Cuts white space off both ends. */
export function trimSpace(text: string): string {
  let start = 0;
  let end = text.length;
  while (end > 0 && isSpace(text, end - 1)) end--;
  while (start < end && isSpace(text, start)) start++;
  return text.slice(start, end);
}

function isSpace(text: string, at: number): boolean {
  const code = text.charCodeAt(at);
  return code < 128 ? code === 32 || (code >= 9 && code <= 13) : space.test(text.charAt(at));
}

function lastCodePoint(text: string, end: number): string {
  const low = text.charCodeAt(end - 1);
  const high = text.charCodeAt(end - 2);
  const isPair = low >= 0xdc00 && low <= 0xdfff && high >= 0xd800 && high <= 0xdbff;
  return text.slice(Math.max(0, end - (isPair ? 2 : 1)), end);
}
