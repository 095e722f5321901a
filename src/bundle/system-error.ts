/** Go's words for the error codes that occur when files are read. */
const systemErrors: Readonly<Record<string, string>> = {
  ENOENT: "no such file or directory",
  EACCES: "permission denied",
  EISDIR: "is a directory",
  ENOTDIR: "not a directory",
  ELOOP: "too many levels of symbolic links",
};

/** Says what went wrong with a file in Go's words: `open x.json: no such file or directory`. */
export function describeSystemError(error: unknown, operation: string, path: string): string {
  const code = error instanceof Error && "code" in error ? String(error.code) : "";
  const reason = systemErrors[code] ?? (error instanceof Error ? error.message : String(error));
  return `${operation} ${path}: ${reason}`;
}
