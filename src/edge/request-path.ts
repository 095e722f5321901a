/** A request whose URL may mean one thing to the policy and another to who gets it next. */
export class RequestUrlError extends Error {
  override readonly name = "RequestUrlError";
}

/** `.` and `..`, escaped or not, between slashes of either kind. */
const dotSegment = /[/\\](?:\.|%2e){1,2}(?:[/\\?#]|$)/i;
/** The same where a slash is escaped: the next server may unescape it before it looks at segments. */
const escapedDotSegment = /(?:[/\\]|%2f|%5c)(?:\.|%2e){1,2}(?:[/\\?#]|%2f|%5c|$)/i;
const brokenEscape = /%(?![0-9a-f]{2})/i;

/**
 * Refuses what a URL parser changes in a path: runtimes may hand on the URL as it came, so that the next server would see another path than the
 * policy. Throws RequestUrlError.
 */
export function checkPath(url: string): void {
  const path = url.replace(/^[a-z][a-z0-9+.-]*:\/\/[^/\\?#]*/i, "").replace(/[?#].*$/s, "");
  if (path.includes("\\")) throw new RequestUrlError("the path of the request has a backslash");
  if (dotSegment.test(path)) throw new RequestUrlError("the path of the request has the segment . or ..");
  if (escapedDotSegment.test(path)) throw new RequestUrlError("the path of the request has the segment . or .. behind an escaped slash");
  if (brokenEscape.test(path)) throw new RequestUrlError("the path of the request has a % without two hexadecimal digits");
}

/**
 * The segments between the slashes of a path, unescaped, as the policies of OPA's server have them: `/a%20b/c` is `["a b", "c"]`, `/` is `[""]`, and
 * `/a/` is `["a", ""]`. Bytes that are not UTF-8 become U+FFFD.
 */
export function splitPath(path: string): readonly string[] {
  return path.slice(1).split("/").map(unescapeSegment);
}

function unescapeSegment(segment: string): string {
  if (!segment.includes("%")) return segment;
  const bytes: number[] = [];
  for (let at = 0; at < segment.length; at++) {
    if (segment[at] === "%") {
      bytes.push(Number.parseInt(segment.slice(at + 1, at + 3), 16));
      at += 2;
    } else bytes.push(segment.charCodeAt(at));
  }
  return new TextDecoder("utf-8", { ignoreBOM: true }).decode(Uint8Array.from(bytes));
}
