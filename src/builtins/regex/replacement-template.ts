/** A literal text, or a group by its number or name. */
export type ReplacementPart = string | { readonly name: string; readonly index: number | undefined };

/** `$$`, `${name}`, `$name` with as long a name as possible; any other `$` stands for itself. */
const reference = /\$(?:\$|\{([\p{L}\p{Nd}_]+)\}|([\p{L}\p{Nd}_]+))/gu;
/** Go takes neither leading zeros nor so large numbers for numbers. */
const groupNumber = /^(?:0|[1-9]\d{0,7})$/;

/** Reads a replacement as Go's `Regexp.Expand` does. */
export function parseReplacement(replacement: string): readonly ReplacementPart[] {
  const parts: ReplacementPart[] = [];
  let copied = 0;
  for (const match of replacement.matchAll(reference)) {
    const name = match[1] ?? match[2];
    parts.push(replacement.slice(copied, match.index));
    parts.push(name === undefined ? "$" : { name, index: groupNumber.test(name) ? Number(name) : undefined });
    copied = match.index + match[0].length;
  }
  parts.push(replacement.slice(copied));
  return parts;
}
