import { quoteString } from "../../values/go-quote.ts";
import { readIPv6 } from "../net/address.ts";
import { normalizePart, unescapePart } from "./escape.ts";
import type { Url, UserInfo } from "./url.ts";
import { UrlError } from "./url-error.ts";

/**
 * Parses a URL or a relative reference as Go's `url.Parse` does.
 *
 * @throws UrlError with Go's text: `parse "::": missing protocol scheme`
 */
export function parseUrl(text: string): Url {
  try {
    return parseReference(text);
  } catch (error) {
    throw error instanceof UrlError ? new UrlError(`parse ${quoteString(text)}: ${error.message}`, { cause: error }) : error;
  }
}

function parseReference(text: string): Url {
  const [, beforeFragment = "", fragment = ""] = /^([^#]*)#?(.*)$/s.exec(text) ?? [];
  // biome-ignore lint/suspicious/noControlCharactersInRegex: control characters are what is looked for
  if (/[\u0000-\u001f\u007f]/.test(beforeFragment)) throw new UrlError("net/url: invalid control character in URL");
  const [scheme, afterScheme] = splitScheme(beforeFragment);
  const emptyQuery = /^[^?]*\?$/.test(afterScheme);
  const [, hierarchy = "", query = ""] = /^([^?]*)\??(.*)$/s.exec(afterScheme) ?? [];
  const url = { scheme, opaque: "", user: undefined, host: "", path: "", query, emptyQuery, fragment: "", withoutHost: false };
  if (!hierarchy.startsWith("/")) {
    if (scheme !== "") return { ...url, opaque: hierarchy, fragment: normalizePart(fragment, "fragment") };
    if (/^[^/]*:/.test(hierarchy)) throw new UrlError("first path segment in URL cannot contain colon");
  }
  const [, authority, afterAuthority] = /^\/\/([^/]*)(.*)$/s.exec(hierarchy) ?? [];
  const hasAuthority = authority !== undefined && (scheme !== "" || !hierarchy.startsWith("///"));
  return {
    ...url,
    ...(hasAuthority ? parseAuthority(authority) : {}),
    withoutHost: scheme !== "" && hierarchy.startsWith("/") && !hasAuthority,
    path: normalizePart(hasAuthority ? (afterAuthority ?? "") : hierarchy, "path"),
    fragment: normalizePart(fragment, "fragment"),
  };
}

function splitScheme(text: string): readonly [scheme: string, rest: string] {
  if (text.startsWith(":")) throw new UrlError("missing protocol scheme");
  const [, scheme, rest] = /^([A-Za-z][A-Za-z0-9+.-]*):(.*)$/s.exec(text) ?? [];
  return scheme === undefined ? ["", text] : [scheme.toLowerCase(), rest ?? ""];
}

function parseAuthority(authority: string): { readonly user: UserInfo | undefined; readonly host: string } {
  const at = authority.lastIndexOf("@");
  const host = parseHost(authority.slice(at + 1));
  return { user: at < 0 ? undefined : parseUserInfo(authority.slice(0, at)), host };
}

function parseUserInfo(text: string): UserInfo {
  if (!/^[A-Za-z0-9\-._:~!$&'()*+,;=%@]*$/.test(text)) throw new UrlError("net/url: invalid userinfo");
  const [, name = "", password] = /^([^:]*)(?::(.*))?$/s.exec(text) ?? [];
  return { name: unescapePart(name), password: password === undefined ? undefined : unescapePart(password) };
}

function parseHost(text: string): string {
  if (text.indexOf("[") > 0) throw new UrlError("invalid IP-literal");
  const literal = text.startsWith("[");
  const end = text.lastIndexOf("]");
  if (literal && end < 0) throw new UrlError("missing ']' in host");
  const colon = text.indexOf(":");
  const port = literal ? text.slice(end + 1) : colon < 0 ? "" : text.slice(colon);
  if (!/^(?::\d*)?$/.test(port)) throw new UrlError(`invalid port ${quoteString(port)} after host`);
  return literal ? `[${parseAddressLiteral(text.slice(1, end))}]${port}` : unescapeHost(text);
}

function parseAddressLiteral(text: string): string {
  const [, address = "", zone] = /^(.*?)(%25.*)?$/s.exec(text) ?? [];
  const plain = unescapeHost(address);
  if (/^\d+\.\d+\.\d+\.\d+$/.test(plain)) throw new UrlError("invalid IP-literal");
  if (readIPv6(plain) === undefined) throw new UrlError(`invalid host: ParseAddr(${quoteString(plain)}): unable to parse IP`);
  return zone === undefined ? plain : plain + unescapePart(zone);
}

/** Of escapes a host may have only those of bytes beyond ASCII. */
function unescapeHost(text: string): string {
  const [ascii] = /%[0-7][\da-fA-F]/.exec(text) ?? [];
  if (ascii !== undefined) throw new UrlError(`invalid URL escape ${quoteString(ascii)}`);
  const plain = unescapePart(text);
  // biome-ignore lint/suspicious/noControlCharactersInRegex: all of ASCII but what a host may have
  const [forbidden] = /(?![A-Za-z0-9\-_.~!$&'()*+,;=:[\]<>"%])[\u0000-\u007f]/.exec(text) ?? [];
  if (forbidden !== undefined) throw new UrlError(`invalid character ${quoteString(forbidden)} in host name`);
  return plain;
}
