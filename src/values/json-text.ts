/** A string as Go's `encoding/json` writes it: `<`, `>`, `&`, U+2028 and U+2029 are escaped, as in OPA's output. */
export function quoteJson(text: string): string {
  const quoted = JSON.stringify(text);
  return needsEscape.test(quoted) ? quoted.replace(allEscapes, escapeCharacter) : quoted;
}

const needsEscape = /[<>&\u2028\u2029]|\\ud[89a-f]/;
/** An escaped backslash is skipped as a whole; `JSON.stringify` writes half a surrogate pair as `\\ud800`, which Go replaces. */
const allEscapes = /\\\\|\\ud[89a-f][0-9a-f]{2}|[<>&\u2028\u2029]/g;

function escapeCharacter(matched: string): string {
  if (matched === "\\\\") return matched;
  if (matched.length > 1) return "\ufffd";
  return `\\u${matched.charCodeAt(0).toString(16).padStart(4, "0")}`;
}
