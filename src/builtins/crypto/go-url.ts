/** A URL in the parts that Go's `net/url` makes of it. */
export interface GoUrl {
  readonly scheme: string;
  readonly opaque: string;
  readonly hasUser: boolean;
  readonly host: string;
  readonly path: string;
  /** The path as it is written, where that is not the usual way to write it. */
  readonly rawPath: string;
  readonly forceQuery: boolean;
  readonly rawQuery: string;
  readonly fragment: string;
  readonly rawFragment: string;
  readonly omitHost: boolean;
}

const parts = /^(?:([a-zA-Z][a-zA-Z0-9+.-]*):)?([^?#]*)(\?[^#]*)?(?:#(.*))?$/s;

/** Takes a URL apart; answers Go's words about a wrong one. */
export function parseGoUrl(text: string): GoUrl | string {
  const quoted = JSON.stringify(text);
  // biome-ignore lint/suspicious/noControlCharactersInRegex: they are what Go refuses.
  if (/[\0-\x1f\x7f]/.test(text)) return `parse ${quoted}: net/url: invalid control character in URL`;
  if (text.startsWith(":")) return `parse ${quoted}: missing protocol scheme`;
  const [, scheme = "", rest = "", query, rawFragment = ""] = parts.exec(text) ?? [];
  const wrongEscape = /%(?![0-9a-fA-F]{2}).{0,2}/.exec(`${rest}${rawFragment}`)?.[0];
  if (wrongEscape !== undefined) return `parse ${quoted}: invalid URL escape ${JSON.stringify(wrongEscape)}`;
  const forceQuery = query === "?";
  const rawQuery = query?.slice(1) ?? "";
  const fragment = unescapePercent(rawFragment);
  const base = { scheme: scheme.toLowerCase(), forceQuery, rawQuery, fragment, rawFragment: keepUnusual(fragment, rawFragment) };
  if (scheme !== "" && rest !== "" && !rest.startsWith("/")) {
    return { ...base, opaque: rest, hasUser: false, host: "", path: "", rawPath: "", omitHost: false };
  }
  const hasAuthority = rest.startsWith("//") && (scheme !== "" || !rest.startsWith("///"));
  const pathAt = hasAuthority ? (/(?<=^\/\/[^/]*)(?:\/|$)/.exec(rest)?.index ?? 0) : 0;
  const authority = hasAuthority ? rest.slice(2, pathAt) : "";
  const writtenPath = rest.slice(pathAt);
  const userEnd = authority.lastIndexOf("@");
  const host = authority.slice(userEnd + 1);
  if (!/:\d*$/.test(host) && /^[^[]*:/.test(host))
    return `parse ${quoted}: invalid port ${JSON.stringify(host.slice(host.indexOf(":")))} after host`;
  const path = unescapePercent(writtenPath);
  const rawPath = keepUnusual(path, writtenPath);
  const omitHost = scheme !== "" && !hasAuthority && writtenPath.startsWith("/");
  return { ...base, opaque: "", hasUser: userEnd >= 0, host: unescapePercent(host), path, rawPath, omitHost };
}

/** Whether a host (with a port, perhaps) is a domain or an address, as a certificate's URI must have it. */
export function isHostName(host: string): boolean {
  const name = host.startsWith("[") ? "address" : host.replace(/:\d*$/, "");
  return /^[^.\s]+(?:\.[^.\s]+)*$/.test(name);
}

function unescapePercent(text: string): string {
  return text.includes("%") ? new TextDecoder().decode(percentBytes(text)) : text;
}

function percentBytes(text: string): Uint8Array {
  const escaped = new TextEncoder().encode(text);
  const bytes: number[] = [];
  for (let at = 0; at < escaped.length; at++) {
    const byte = escaped[at] ?? 0;
    if (byte === 0x25) {
      bytes.push(Number.parseInt(String.fromCharCode(escaped[at + 1] ?? 0, escaped[at + 2] ?? 0), 16));
      at += 2;
    } else bytes.push(byte);
  }
  return Uint8Array.from(bytes);
}

/** The written form where escaping the plain one would not give it. */
function keepUnusual(plain: string, written: string): string {
  const usual = Array.from(new TextEncoder().encode(plain), escapeByte).join("");
  return usual === written ? "" : written;
}

function escapeByte(byte: number): string {
  const character = String.fromCharCode(byte);
  return /[\w\-.~$&+,/:;=@!'()*]/.test(character) ? character : `%${byte.toString(16).toUpperCase().padStart(2, "0")}`;
}
