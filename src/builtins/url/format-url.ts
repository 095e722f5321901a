import { escapePart } from "./escape.ts";
import type { Url, UserInfo } from "./url.ts";

/** How a URL is written. */
export interface UrlFormat {
  /** Puts `***` for a password, as error texts do. */
  readonly hidePassword?: boolean;
}

/** The text of a URL, as Go's `URL.String` has it. */
export function formatUrl(url: Url, { hidePassword = false }: UrlFormat = {}): string {
  const scheme = url.scheme === "" ? "" : `${url.scheme}:`;
  const query = url.emptyQuery || url.query !== "" ? `?${url.query}` : "";
  const fragment = url.fragment === "" ? "" : `#${url.fragment}`;
  const hierarchy = url.opaque === "" ? formatAuthority(url, hidePassword) + formatPath(url) : url.opaque;
  return scheme + hierarchy + query + fragment;
}

/** What stands in the first line of a request: path and query. */
export function requestTargetOf(url: Url): string {
  const query = url.emptyQuery || url.query !== "" ? `?${url.query}` : "";
  return (url.path.startsWith("/") ? url.path : `/${url.path}`) + query;
}

function formatAuthority({ scheme, user, host, path, withoutHost }: Url, hidePassword: boolean): string {
  if (scheme === "" && host === "" && user === undefined) return "";
  if (withoutHost || (host === "" && path === "" && user === undefined)) return "";
  return `//${user === undefined ? "" : `${formatUser(user, hidePassword)}@`}${escapePart(host, "host")}`;
}

function formatUser({ name, password }: UserInfo, hidePassword: boolean): string {
  if (password === undefined) return escapePart(name, "user");
  return `${escapePart(name, "user")}:${hidePassword ? "***" : escapePart(password, "user")}`;
}

function formatPath({ path, host }: Url): string {
  return path !== "" && !path.startsWith("/") && host !== "" ? `/${path}` : path;
}
