import { defaultOptions, diffMain } from "diff-match-patch-es";

const GREEN = 32;
const RED = 31;

/** The second of two texts with what it adds in green, and what it lacks of the first in red, as terminals show it. */
export function showChanges(before: string, after: string): string {
  const changes = diffMain(before, after, { ...defaultOptions, diffTimeout: 0 }, false);
  return changes.map(([operation, text]) => (operation === 0 ? text : colour(text, operation > 0 ? GREEN : RED))).join("");
}

/** Colours end with each line. */
function colour(text: string, code: number): string {
  return text
    .split("\n")
    .map((line) => `\x1b[${code}m${line}\x1b[0m`)
    .join("\n");
}
