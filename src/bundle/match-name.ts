/**
 * Whether a whole path fits a pattern of Go's `path.Match`: `*` and `?` stop at slashes, `[a-z]` and `[^a]` are as in regular expressions, `\` takes
 * away the meaning of what follows. A pattern that is broken fits nothing.
 */
export function matchesName(path: string, pattern: string): boolean {
  const source = translate(pattern);
  return source !== undefined && new RegExp(`^${source}$`, "su").test(path);
}

/** The regular expression of a pattern; undefined for a broken one. */
function translate(pattern: string): string | undefined {
  let source = "";
  const parts = /\*+|\?|\[(\^?)((?:\\.|[^\]\\])+)\]|\\(.)|([^*?[\\])/suy;
  while (parts.lastIndex < pattern.length) {
    const [part, not, characters, escaped, plain] = parts.exec(pattern) ?? [];
    if (part === undefined) return undefined;
    if (part.startsWith("*")) source += "[^/]*";
    else if (part === "?") source += "[^/]";
    else if (characters === undefined) source += quote(escaped ?? plain ?? "");
    else {
      const list = translateList(characters);
      if (list === undefined) return undefined;
      source += `[${not ?? ""}${list}]`;
    }
  }
  return source;
}

/** Single characters and ranges. */
function translateList(characters: string): string | undefined {
  let list = "";
  const parts = /(\\.|[^-\\])(?:-(\\.|[^-\\]))?/suy;
  while (parts.lastIndex < characters.length) {
    const [part, low = "", high] = parts.exec(characters) ?? [];
    if (part === undefined) return undefined;
    const [from, to] = [low, high ?? low].map((each) => each.replace(/^\\/, "")) as [string, string];
    if ((from.codePointAt(0) ?? 0) <= (to.codePointAt(0) ?? 0)) list += `${quote(from)}-${quote(to)}`;
  }
  return list;
}

function quote(character: string): string {
  return `\\u{${(character.codePointAt(0) ?? 0).toString(16)}}`;
}
