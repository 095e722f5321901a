import { parseUrl } from "./parse-url.ts";
import type { Url } from "./url.ts";

/** The URL that a reference means where `base` is read (RFC 3986, section 5.2). @throws UrlError */
export function resolveUrl(base: Url, reference: string): Url {
  const target = parseUrl(reference);
  const scheme = target.scheme === "" ? base.scheme : target.scheme;
  if (target.scheme !== "" || target.host !== "" || target.user !== undefined) {
    return { ...target, scheme, path: resolvePath(target.path, "") };
  }
  const isSame = target.path === "" && !target.emptyQuery && target.query === "";
  return {
    ...target,
    scheme,
    user: base.user,
    host: base.host,
    query: isSame ? base.query : target.query,
    fragment: isSame && target.fragment === "" ? base.fragment : target.fragment,
    path: resolvePath(base.path, target.path),
  };
}

/** Joins two paths, and removes `.` and `..`. */
function resolvePath(base: string, reference: string): string {
  const full = reference === "" ? base : reference.startsWith("/") ? reference : base.slice(0, base.lastIndexOf("/") + 1) + reference;
  if (full === "") return "";
  const segments: string[] = [];
  const parts = full.replace(/^\//, "").split("/");
  for (const part of parts) {
    if (part === "..") segments.pop();
    else if (part !== ".") segments.push(part);
  }
  const last = parts.at(-1);
  if (last === "." || last === "..") segments.push("");
  return `/${segments.join("/")}`;
}
