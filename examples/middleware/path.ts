/** An absolute form is of requests to proxies, but servers take it: `GET http://a.example/b HTTP/1.1`. */
const target = /^(?:[a-z][a-z0-9+.-]*:\/\/[^/?#\\]*)?\/([^?#]*)/i;

/**
 * The segments of the path of a URL or a request's target, unescaped; those that are empty are left out. `undefined` for paths that others may read in
 * another way, and that are to be refused: with dots for segments, backslashes, escaped slashes, escaped NULs, broken escapes, or bytes that URLs do not have.
 */
export function readPath(url: string): readonly string[] | undefined {
  const [, path] = target.exec(url) ?? [];
  if (path === undefined || /[^!-~]|%00/.test(path)) return undefined;
  try {
    const segments = path.split("/").map(decodeURIComponent);
    return segments.some((segment) => /^\.{1,2}$|[/\\]/.test(segment)) ? undefined : segments.filter((segment) => segment !== "");
  } catch {
    return undefined; // an escape that is broken, or bytes that are not UTF-8
  }
}
