/** The known name that was most likely meant: it differs by case, or by at most a third of its letters; undefined where none is near. */
export function findNearest(name: string, known: readonly string[]): string | undefined {
  let nearest: string | undefined;
  let least = Number.POSITIVE_INFINITY;
  // No name of ours is nearly as long, and distances of long texts take long.
  if (name.length > 60) return undefined;
  for (const candidate of known) {
    const distance = measureDistance(name.toLowerCase(), candidate.toLowerCase());
    if (distance < least && distance <= Math.max(1, Math.floor(candidate.length / 3))) [nearest, least] = [candidate, distance];
  }
  return nearest;
}

/** How many letters have to be inserted, dropped or replaced (Levenshtein). */
function measureDistance(left: string, right: string): number {
  let row = Array.from({ length: right.length + 1 }, (_, at) => at);
  for (let i = 1; i <= left.length; i++) {
    const next = [i];
    for (let j = 1; j <= right.length; j++) {
      const replaced = (row[j - 1] ?? 0) + (left[i - 1] === right[j - 1] ? 0 : 1);
      next.push(Math.min(replaced, (row[j] ?? 0) + 1, (next[j - 1] ?? 0) + 1));
    }
    row = next;
  }
  return row[right.length] ?? 0;
}
