/** Names that are close to what was written, the closest first, as `"a", "b", or "c"`; undefined if there are none. */
function suggestNames(written: string, names: readonly string[]): string | undefined {
  const close = names
    .map((name) => ({ name, distance: lexicalDistance(written, name) }))
    .filter(({ name, distance }) => distance <= Math.max(1, Math.floor(Math.max(byteLength(written), byteLength(name)) / 2)));
  if (close.length === 0) return undefined;
  return quoteChoices(close.sort((left, right) => left.distance - right.distance).map(({ name }) => name));
}

/** At most five choices. */
export function quoteChoices(names: readonly string[]): string {
  const quoted = names.slice(0, 5).map((name) => `"${name}"`);
  if (quoted.length <= 2) return quoted.join(" or ");
  return `${quoted.slice(0, -1).join(", ")}, or ${quoted.at(-1)}`;
}

/** A sentence with {@link suggestNames} after a message; nothing if there are none. */
export function suggest(question: string, written: string, names: readonly string[]): string {
  const suggested = suggestNames(written, names);
  return suggested === undefined ? "" : ` ${question} ${suggested}?`;
}

function byteLength(text: string): number {
  return new TextEncoder().encode(text).length;
}

/** Names longer than this are far from all others: the distance takes time in proportion to both lengths. */
const maximalLength = 200;

/** How many characters must be inserted, removed, replaced or swapped; a change of case alone counts once. */
function lexicalDistance(written: string, name: string): number {
  if (written === name) return 0;
  const left = written.toLowerCase();
  const right = name.toLowerCase();
  if (left === right) return 1;
  if (left.length > maximalLength || right.length > maximalLength) return Number.POSITIVE_INFINITY;
  const rows: number[][] = [Array.from({ length: right.length + 1 }, (_, at) => at)];
  for (let i = 1; i <= left.length; i++) {
    const previous = rows[i - 1] as number[];
    const row = [i];
    rows.push(row);
    for (let j = 1; j <= right.length; j++) {
      const cost = left[i - 1] === right[j - 1] ? 0 : 1;
      let distance = Math.min((previous[j] ?? 0) + 1, (row[j - 1] ?? 0) + 1, (previous[j - 1] ?? 0) + cost);
      if (i > 1 && j > 1 && left[i - 1] === right[j - 2] && left[i - 2] === right[j - 1]) {
        distance = Math.min(distance, (rows[i - 2]?.[j - 2] ?? 0) + cost);
      }
      row.push(distance);
    }
  }
  return rows[left.length]?.[right.length] ?? 0;
}
