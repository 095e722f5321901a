import { maximalTextLength } from "./text.ts";

/**
 * Replaces texts in one pass from left to right: at each place the first pair that fits. As in Go, an empty text fits between bytes:
 * a character of several bytes falls apart, and each of them shows as U+FFFD.
 *
 * @throws RangeError where the result would be too long
 */
export function replaceEach(text: string, pairs: readonly (readonly [string, string])[]): string {
  const replacements = new Map<string, string>();
  for (const [old, replacement] of pairs) {
    if (!replacements.has(old)) replacements.set(old, replacement);
  }
  const empty = replacements.get("");
  replacements.delete("");
  const fitting = compilePattern([...replacements.keys()]);
  const parts: string[] = [];
  let length = 0;
  let done = 0;
  for (const match of fitting === undefined ? [] : text.matchAll(fitting)) {
    const replacement = replacements.get(match[0]) ?? "";
    parts.push(spread(text.slice(done, match.index), empty), empty ?? "", replacement);
    length += replacement.length;
    if (length > maximalTextLength) throw new RangeError("text too long");
    done = match.index + match[0].length;
  }
  parts.push(spread(text.slice(done), empty), empty ?? "");
  return parts.join("");
}

/** Alternatives in their order; as these are plain texts, matching takes linear time. */
function compilePattern(texts: readonly string[]): RegExp | undefined {
  if (texts.length === 0) return undefined;
  return new RegExp(texts.map((text) => text.replace(/[\\^$.*+?()[\]{}|/-]/g, "\\$&")).join("|"), "g");
}

/** The text with the replacement of the empty text before each byte. */
function spread(text: string, replacement: string | undefined): string {
  if (replacement === undefined) return text;
  let result = "";
  if (text.length * replacement.length > maximalTextLength) throw new RangeError("text too long");
  for (const character of text)
    result += character < "\x80" ? replacement + character : `${replacement}\ufffd`.repeat(countBytes(character));
  return result;
}

function countBytes(character: string): number {
  const code = character.codePointAt(0) ?? 0;
  return code < 0x800 ? 2 : code < 0x10000 ? 3 : 4;
}
