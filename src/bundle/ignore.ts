import micromatch from "micromatch";

/** Whether a file or folder name fits one of the patterns of `--ignore`, which are those of Go's `filepath.Match`: `*`, `?`, `[a-z]`, `[^a]`. */
export function isIgnored(name: string, patterns: readonly string[]): boolean {
  return patterns.some((pattern) => micromatch.isMatch(name, pattern, matchOptions));
}

/** Only what Go's patterns know; a leading dot is a character like any other. */
const matchOptions = { dot: true, nobrace: true, noextglob: true, noglobstar: true, nonegate: true } as const;
