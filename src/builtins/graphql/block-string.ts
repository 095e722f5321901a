/** The value of a block string: without the indentation that all lines share (the first one keeps it), and without blank lines at its ends. */
export function blockStringValue(raw: string): string {
  const lines = raw.split("\n");
  let shared = Number.POSITIVE_INFINITY;
  for (const line of lines) {
    const indent = countIndent(line);
    if (indent < line.length) shared = Math.min(shared, indent);
  }
  const trimmed = lines.map((line, index) => (index === 0 || shared === Number.POSITIVE_INFINITY ? line : line.slice(shared)));
  while (trimmed.length > 0 && isBlank(trimmed[0] as string)) trimmed.shift();
  while (trimmed.length > 0 && isBlank(trimmed.at(-1) as string)) trimmed.pop();
  return trimmed.join("\n");
}

function countIndent(line: string): number {
  return /^[ \t]*/.exec(line)?.[0].length ?? 0;
}

function isBlank(line: string): boolean {
  return countIndent(line) === line.length;
}
