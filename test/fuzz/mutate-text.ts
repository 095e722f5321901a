import type { Random } from "../differential/policies/random.ts";

/** Pieces that have broken parsers before: numbers at their bounds, names of Object.prototype, halves of surrogate pairs, NUL, marks. */
const hostilePieces: readonly string[] = [
  "__proto__",
  "constructor",
  "toString",
  "hasOwnProperty",
  "1e1000000000",
  "-0",
  "0.1e-400",
  "9007199254740993",
  "18446744073709551616",
  "\ud800",
  "\udc00",
  "\u0000",
  "\ufeff",
  "\u2028",
  "\u00a0",
  "\u{1f600}",
  "\\u0000",
  "\\ud800",
  "\\",
  '"',
  "`",
  "\r",
  "\r\n",
  "\t",
  "[",
  "{",
  "(",
  "]",
  "}",
  ")",
  "#",
  "$",
  "%",
  "&a ",
  "*a",
  "<<: ",
  "!!binary ",
  "|2-\n",
  "---\n",
  "...\n",
  "? ",
  ": ",
  "- ",
];

/** Changes a text as bytes of noise would, one to eight times; it need not be of the language any more. */
export function mutateText(text: string, random: Random): string {
  let mutated = text;
  for (let left = random.between(1, 8); left > 0; left--) mutated = mutateOnce(mutated, random);
  return mutated;
}

function mutateOnce(text: string, random: Random): string {
  const at = random.below(text.length + 1);
  const other = random.below(text.length + 1);
  const [from, to] = [Math.min(at, other), Math.min(Math.max(at, other), Math.min(at, other) + 200)];
  const change = random.below(9);
  switch (change) {
    case 0:
      return text.slice(0, from) + text.slice(to);
    case 1:
      return text.slice(0, at) + random.pick(hostilePieces) + text.slice(at);
    case 2:
      return text.slice(0, at) + String.fromCharCode(random.below(128)) + text.slice(at + 1);
    case 3:
      return text.slice(0, at) + String.fromCharCode(random.below(65_536)) + text.slice(at + 1);
    case 4:
      return text.slice(0, from) + text.slice(from, to).repeat(random.between(2, 6)) + text.slice(to);
    case 5:
      return text.slice(0, at) + text.slice(from, to) + text.slice(at);
    case 6:
      return text.slice(0, at);
    case 7:
      return flipBit(text, at, random.below(8));
    default:
      return text.slice(0, at) + random.pick(hostilePieces).repeat(random.between(2, 40)) + text.slice(at);
  }
}

/** Flips a bit of the text's UTF-8, and reads it again: broken bytes become U+FFFD, as for a file. */
function flipBit(text: string, at: number, bit: number): string {
  const bytes = new TextEncoder().encode(text);
  if (bytes.length === 0) return text;
  const position = at % bytes.length;
  bytes[position] = (bytes[position] ?? 0) ^ (1 << bit);
  return new TextDecoder("utf-8", { ignoreBOM: true }).decode(bytes);
}
