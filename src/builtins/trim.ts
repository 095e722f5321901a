/** Cuts characters of the set off the start. */
export function trimLeft(text: string, cutset: string): string {
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
  const cut = new Set(cutset);
  let end = text.length;
  for (let last = lastCodePoint(text, end); last !== "" && cut.has(last); last = lastCodePoint(text, end)) end -= last.length;
  return text.slice(0, end);
}

/** What Go calls white space: other than JS has it, U+0085 is and U+FEFF is not. */
const spaces = "[\\t-\\r \\u0085\\u00a0\\u1680\\u2000-\\u200a\\u2028\\u2029\\u202f\\u205f\\u3000]";
const startingSpace = new RegExp(`^${spaces}+`);
const space = new RegExp(spaces);

/** Cuts white space off both ends. */
export function trimSpace(text: string): string {
  let end = text.length;
  while (end > 0 && space.test(text.charAt(end - 1))) end--;
  return text.slice(0, end).replace(startingSpace, "");
}

function lastCodePoint(text: string, end: number): string {
  const low = text.charCodeAt(end - 1);
  const high = text.charCodeAt(end - 2);
  const isPair = low >= 0xdc00 && low <= 0xdfff && high >= 0xd800 && high <= 0xdbff;
  return text.slice(Math.max(0, end - (isPair ? 2 : 1)), end);
}
