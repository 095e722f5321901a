/** A match of a regular expression. */
export interface RegexMatch {
  readonly start: number;
  readonly end: number;
  /** The texts of the whole match and of its groups; undefined where a group took no part. */
  readonly groups: readonly (string | undefined)[];
}

/** The matches that JavaScript's engine finds, one after the other as Go does: an empty one at the end of the one before is none. */
export function findNativeMatches(regex: RegExp, text: string, limit: number): readonly RegexMatch[] {
  const matches: RegexMatch[] = [];
  const most = limit < 0 ? Number.POSITIVE_INFINITY : limit;
  let lastEnd = -1;
  for (let at = 0; at <= text.length && matches.length < most; ) {
    regex.lastIndex = at;
    const groups = regex.exec(text);
    if (groups === null) break;
    const start = groups.index;
    const end = start + groups[0].length;
    if (end === at) at += (text.codePointAt(at) ?? 0) > 0xffff ? 2 : 1;
    else at = end;
    if (end > start || start !== lastEnd) matches.push({ start, end, groups });
    lastEnd = end;
  }
  return matches;
}

/** A match by the offsets of its groups: start and end of each, -1 where a group took no part. */
export function matchOfOffsets(text: string, offsets: readonly number[]): RegexMatch {
  const groups = Array.from({ length: offsets.length / 2 }, (_, group) => {
    const start = offsets[2 * group] ?? -1;
    return start < 0 ? undefined : text.slice(start, offsets[2 * group + 1]);
  });
  return { start: offsets[0] ?? 0, end: offsets[1] ?? 0, groups };
}
