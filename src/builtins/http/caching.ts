import { parseHttpDate } from "./http-date.ts";
import type { RequestFields } from "./request-fields.ts";
import { firstHeader } from "./response-value.ts";
import type { HttpHeader, HttpResponse } from "./transport.ts";

/** How a response is to be kept for later queries. */
export interface Caching {
  /** Milliseconds for which it is good whatever the server says. */
  readonly forcedMs: number | undefined;
}

/** A response that was kept. */
export interface CachedResponse {
  readonly response: HttpResponse;
  /** Milliseconds since the epoch; from then on the server is asked whether it is still good. */
  readonly expiresAt: number;
}

/** Reads the fields about caching; `undefined` if nothing is to be kept, or in a way that there is not. @throws SendProblem */
export function readCaching(fields: RequestFields): Caching | undefined {
  const isCached = fields.flag("cache");
  const forcedMs = fields.flag("force_cache") ? Number(fields.forcedSeconds()) * 1000 : undefined;
  const mode = fields.get("caching_mode") ?? "serialized";
  if ((!isCached && forcedMs === undefined) || (mode !== "serialized" && mode !== "deserialized")) return undefined;
  return { forcedMs };
}

/** Statuses that may be kept (RFC 7231, section 6.1). */
const cacheableStatuses: ReadonlySet<number> = new Set([200, 203, 204, 206, 300, 301, 404, 405, 410, 414, 501]);

/** A response as it is kept; `undefined` if it must not be. */
export function makeCachedResponse(response: HttpResponse, { forcedMs }: Caching, now: number): CachedResponse | undefined {
  if (!cacheableStatuses.has(response.statusCode)) return undefined;
  if (forcedMs !== undefined) return { response, expiresAt: now + forcedMs };
  const directives = readDirectives(response.headers);
  if (directives.has("no-store")) return undefined;
  return { response, expiresAt: findExpiry(response.headers, directives) };
}

/** The headers that ask whether a response is still good; `undefined` if the server gave nothing to ask with. */
export function readValidators({ response: { headers } }: CachedResponse): readonly HttpHeader[] | undefined {
  const tag = firstHeader(headers, "etag");
  const modified = firstHeader(headers, "last-modified");
  const validators: HttpHeader[] = [];
  if (tag !== undefined) validators.push(["If-None-Match", tag]);
  if (modified !== undefined) validators.push(["If-Modified-Since", modified]);
  return validators.length === 0 ? undefined : validators;
}

/** A response that is still good, with the headers of the answer that says so. */
export function refreshResponse(response: HttpResponse, answer: HttpResponse): HttpResponse {
  const replaced = new Set(answer.headers.map(([name]) => name));
  return { ...response, headers: [...response.headers.filter(([name]) => !replaced.has(name)), ...answer.headers] };
}

/** About how many bytes a response takes. */
export function sizeOfResponse({ headers, body }: HttpResponse): number {
  return headers.reduce((sum, [name, value]) => sum + 2 * (name.length + value.length), body.length);
}

/** The directives of the first `Cache-Control` header: only as they are usually written, without blanks or quotes in them. */
function readDirectives(headers: readonly HttpHeader[]): ReadonlyMap<string, string> {
  const parts = (firstHeader(headers, "cache-control") ?? "").split(",");
  return new Map(
    parts.map((part) => {
      const [, name = "", value = ""] = /^([^=]*)=?(.*)$/s.exec(part.trim()) ?? [];
      return [name, value];
    }),
  );
}

/** `max-age` from the server's date on; without it what `Expires` says; otherwise a response is never fresh. */
function findExpiry(headers: readonly HttpHeader[], directives: ReadonlyMap<string, string>): number {
  const maximalAge = directives.get("max-age");
  if (maximalAge !== undefined) {
    const date = parseHttpDate(firstHeader(headers, "date") ?? "");
    return date !== undefined && /^\d+$/.test(maximalAge) ? date + Number(maximalAge) * 1000 : 0;
  }
  return parseHttpDate(firstHeader(headers, "expires") ?? "") ?? 0;
}
