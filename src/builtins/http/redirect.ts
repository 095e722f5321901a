import { quoteString } from "../../values/go-quote.ts";
import { formatUrl } from "../url/format-url.ts";
import { parseUrl } from "../url/parse-url.ts";
import { resolveUrl } from "../url/resolve-url.ts";
import { hostNameOf, type Url } from "../url/url.ts";
import { UrlError } from "../url/url-error.ts";
import type { HeaderMap } from "./headers.ts";
import { networkProblem } from "./send-problem.ts";
import type { HttpResponse } from "./transport.ts";

/** One request of those that redirects make of one. */
export interface Hop {
  readonly method: string;
  readonly url: Url;
  readonly headers: HeaderMap;
  readonly body: Uint8Array | undefined;
}

/** Not sent on to other hosts. */
const sensitive: ReadonlySet<string> = new Set(["Authorization", "Www-Authenticate", "Cookie", "Cookie2"]);
/** Said of a body that is not sent on. */
const aboutBody: ReadonlySet<string> = new Set(["Content-Encoding", "Content-Language", "Content-Location", "Content-Type"]);

/**
 * What to ask next where a response redirects, by the rules of Go's client: 307 and 308 keep method and body, the others become GET;
 * credentials go only to the same host and hosts below it; `Host` is kept for references without a scheme.
 *
 * @throws SendProblem for a `Location` that is no URL
 */
export function nextHop({ method, url, headers, body }: Hop, response: HttpResponse): Hop | undefined {
  const location = response.headers.find(([name]) => name === "location")?.[1] ?? "";
  if (location === "" || ![301, 302, 303, 307, 308].includes(response.statusCode)) return undefined;
  const target = readLocation(method, url, location);
  const keepsBody = response.statusCode >= 307;
  const isCrossing = !isSameOrBelow(hostNameOf(target), hostNameOf(url));
  const isAbsolute = parseUrl(location).scheme !== "";
  const kept = [...headers].filter(
    ([name]) => !(isCrossing && sensitive.has(name)) && !(!keepsBody && aboutBody.has(name)) && !(isAbsolute && name === "Host"),
  );
  const next = new Map(kept);
  const referrer = headers.get("Referer") ?? formatUrl({ ...url, user: undefined });
  if (url.scheme === "https" && target.scheme === "http") next.delete("Referer");
  else next.set("Referer", referrer);
  const nextMethod = keepsBody || method === "GET" || method === "HEAD" ? method : "GET";
  return { method: nextMethod, url: target, headers: next, body: keepsBody ? body : undefined };
}

function readLocation(method: string, url: Url, location: string): Url {
  try {
    return resolveUrl(url, location);
  } catch (error) {
    if (!(error instanceof UrlError)) throw error;
    const reason = `failed to parse Location header ${quoteString(location)}: ${error.message}`;
    throw networkProblem(method, formatUrl(url, { hidePassword: true }), reason, error);
  }
}

function isSameOrBelow(name: string, parent: string): boolean {
  return name === parent || (!parent.includes(":") && name.endsWith(`.${parent}`));
}
