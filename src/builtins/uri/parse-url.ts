import { quoteString } from "../../values/go-quote.ts";
import { familyOfAddress } from "./ip-literal.ts";
import { escapePath, isCanonicalPath, UrlError, unescapePart } from "./percent-encoding.ts";

/** A URL in its parts, as Go's `net/url` has them. What the text does not have is empty. */
export interface Url {
  readonly scheme: string;
  /** What follows the scheme when that is no path: `a@b` of `mailto:a@b`. */
  readonly opaque: string;
  /** Host and port. */
  readonly host: string;
  readonly path: string;
  /** The path as it was written, if that is not how Go would write it. */
  readonly rawPath: string;
  /** The path as it goes into a request. */
  readonly escapedPath: string;
  readonly rawQuery: string;
  readonly fragment: string;
}

/**
 * Reads a URL or a relative reference as Go's `url.Parse`.
 *
 * @throws UrlError with Go's text
 */
export function parseUrl(text: string): Url {
  const [main, fragment] = cut(text, "#");
  const url = inContext(main, () => parseMain(main));
  return fragment === "" ? url : { ...url, fragment: inContext(text, () => unescapePart(fragment, "fragment")) };
}

function inContext<T>(text: string, read: () => T): T {
  try {
    return read();
  } catch (error) {
    throw error instanceof UrlError ? new UrlError(`parse ${quoteString(text)}: ${error.message}`, { cause: error }) : error;
  }
}

function parseMain(text: string): Url {
  for (let at = 0; at < text.length; at++) {
    const unit = text.charCodeAt(at);
    if (unit < 0x20 || unit === 0x7f) throw new UrlError("net/url: invalid control character in URL");
  }
  const empty = { scheme: "", opaque: "", host: "", path: "", rawPath: "", escapedPath: "", rawQuery: "", fragment: "" };
  if (text === "*") return { ...empty, path: "*", escapedPath: "*" };
  if (text.startsWith(":")) throw new UrlError("missing protocol scheme");
  const scheme = /^([A-Za-z][A-Za-z0-9+.-]*):/.exec(text)?.[1] ?? "";
  const [beforeQuery, rawQuery] = cut(scheme === "" ? text : text.slice(scheme.length + 1), "?");
  const shared = { ...empty, scheme: scheme.toLowerCase(), rawQuery };
  if (!beforeQuery.startsWith("/")) {
    if (scheme !== "") return { ...shared, opaque: beforeQuery };
    if (cut(beforeQuery, "/")[0].includes(":")) throw new UrlError("first path segment in URL cannot contain colon");
  }
  const hasAuthority = beforeQuery.startsWith("//") && (scheme !== "" || !beforeQuery.startsWith("///"));
  if (!hasAuthority) return { ...shared, ...readPath(beforeQuery) };
  const slash = beforeQuery.indexOf("/", 2);
  const authority = slash < 0 ? beforeQuery.slice(2) : beforeQuery.slice(2, slash);
  return { ...shared, host: readAuthority(authority, shared.scheme), ...readPath(slash < 0 ? "" : beforeQuery.slice(slash)) };
}

function readPath(text: string): Pick<Url, "path" | "rawPath" | "escapedPath"> {
  return { path: unescapePart(text, "path"), rawPath: isCanonicalPath(text) ? "" : text, escapedPath: escapePath(text) };
}

const userInformation = /^[A-Za-z0-9\-._:~!$&'()*+,;=%@]*$/;

function readAuthority(text: string, scheme: string): string {
  const at = text.lastIndexOf("@");
  const host = readHost(text.slice(at + 1), scheme);
  const user = text.slice(0, Math.max(at, 0));
  if (!userInformation.test(user)) throw new UrlError("net/url: invalid userinfo");
  unescapePart(user, "userinfo");
  return host;
}

function readHost(text: string, scheme: string): string {
  const bracket = text.lastIndexOf("[");
  if (bracket > 0) throw new UrlError("invalid IP-literal");
  if (bracket === 0) return readBracketed(text);
  // Go looks closer where it is going to connect.
  const colon = scheme === "http" || scheme === "https" ? text.indexOf(":") : text.lastIndexOf(":");
  if (colon >= 0) checkPort(text.slice(colon));
  return unescapePart(text, "host");
}

function readBracketed(text: string): string {
  const close = text.lastIndexOf("]");
  if (close < 0) throw new UrlError("missing ']' in host");
  const port = text.slice(close + 1);
  checkPort(port);
  const inner = text.slice(1, close);
  const zone = inner.indexOf("%25");
  const address =
    zone < 0 ? unescapePart(inner, "host") : unescapePart(inner.slice(0, zone), "host") + unescapePart(inner.slice(zone), "zone");
  if (familyOfAddress(address) === 4) throw new UrlError("invalid IP-literal");
  return `[${address}]${port}`;
}

const portPattern = /^(?::[0-9]*)?$/;

function checkPort(text: string): void {
  if (!portPattern.test(text)) throw new UrlError(`invalid port ${quoteString(text)} after host`);
}

/** Host and port of {@link Url.host}, without the brackets of an IPv6 address. */
export function splitHost(host: string): readonly [name: string, port: string] {
  const colon = host.lastIndexOf(":");
  const hasPort = colon >= 0 && portPattern.test(host.slice(colon));
  const name = hasPort ? host.slice(0, colon) : host;
  return [name.startsWith("[") && name.endsWith("]") ? name.slice(1, -1) : name, hasPort ? host.slice(colon + 1) : ""];
}

function cut(text: string, separator: string): readonly [string, string] {
  const at = text.indexOf(separator);
  return at < 0 ? [text, ""] : [text.slice(0, at), text.slice(at + 1)];
}
