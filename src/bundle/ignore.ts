import { createRequire } from "node:module";

const require = createRequire(import.meta.url);

/** Whether a file or folder name fits one of the patterns of `--ignore`, which are those of Go's `filepath.Match`: `*`, `?`, `[a-z]`, `[^a]`. */
export function isIgnored(name: string, patterns: readonly string[]): boolean {
  if (patterns.length === 0) return false;
  // Loaded with the first pattern: it takes longer than most policies.
  const { isMatch }: Pick<typeof import("micromatch"), "isMatch"> = require("micromatch");
  return patterns.some((pattern) => isMatch(name, pattern, matchOptions));
}

/** Only what Go's patterns know; a leading dot is a character like any other. */
const matchOptions = { dot: true, nobrace: true, noextglob: true, noglobstar: true, nonegate: true } as const;
