import { quoteString } from "../../values/go-quote.ts";
import type { BuiltinContext } from "../context.ts";
import { toByteText } from "../time/quote-time-text.ts";
import { formatUrl, requestTargetOf } from "../url/format-url.ts";
import { hostNameOf, portOf } from "../url/url.ts";
import { findHeaderProblem, fromByteText, toWireHeaders } from "./headers.ts";
import type { PreparedRequest } from "./prepare-request.ts";
import { type Hop, nextHop } from "./redirect.ts";
import { bodyTimeoutProblem, networkProblem, SendProblem, timeoutProblem } from "./send-problem.ts";
import { combineSignals, startTimeout } from "./signals.ts";
import { HttpError, type HttpRequest, type HttpResponse } from "./transport.ts";

/** A chain of more redirects is taken for a circle. */
const maximalRedirects = 100;
const defaultMaximalBytes = 100 * 1024 * 1024;

/** Sends a request, and what its redirects ask for, once. @throws SendProblem */
export async function exchange(request: PreparedRequest, context: BuiltinContext): Promise<HttpResponse> {
  const timeout = startTimeout(request.timeoutNs);
  let hop: Hop = request;
  for (let redirects = 0; ; redirects++) {
    const response = await sendHop(hop, request, timeout, context);
    const next = request.followRedirects ? nextHop(hop, response) : undefined;
    if (next === undefined) return response;
    const fail = (reason: string): SendProblem => networkProblem(request.method, formatUrl(next.url, { hidePassword: true }), reason);
    if (redirects === maximalRedirects) throw fail(`stopped after ${maximalRedirects} redirects`);
    const name = hostNameOf(next.url);
    if (context.allowedHosts?.includes(name) === false) throw fail(`disallowed host: ${name}`);
    hop = next;
  }
}

async function sendHop(
  hop: Hop,
  { method, tls, socketPath }: PreparedRequest,
  timeout: AbortSignal | undefined,
  context: BuiltinContext,
): Promise<HttpResponse> {
  const url = formatUrl(hop.url, { hidePassword: true });
  const problem = findHopProblem(hop);
  if (problem !== undefined) throw networkProblem(method, url, problem);
  const { http } = context.host;
  if (http === undefined) throw networkProblem(method, url, "this host makes no HTTP requests");
  const request: HttpRequest = {
    method: hop.method,
    origin: `${hop.url.scheme}://${hop.url.host}`,
    target: requestTargetOf(hop.url),
    headers: toWireHeaders(authorize(hop), hostHeaderOf(hop)),
    body: hop.body,
    socketPath,
    tls: hop.url.scheme === "https" ? tls : undefined,
    signal: combineSignals(timeout, context.signal),
    maximalBytes: context.maximalResponseBytes ?? defaultMaximalBytes,
  };
  try {
    timeout?.throwIfAborted();
    const response = await http(request);
    return { ...response, headers: readResponseHeaders(response.headers) };
  } catch (error) {
    const stage = error instanceof HttpError ? error.stage : "head";
    if (timeout?.aborted) throw stage === "body" ? bodyTimeoutProblem(error) : timeoutProblem(method, url, error);
    const reason = error instanceof Error ? error.message : String(error);
    throw stage === "head" ? networkProblem(method, url, reason, error) : new SendProblem(reason, { cause: error });
  }
}

/** What Go's client refuses to send, in the order in which it looks. */
function findHopProblem({ url, headers }: Hop): string | undefined {
  if (url.scheme !== "http" && url.scheme !== "https") return `unsupported protocol scheme ${quoteString(url.scheme)}`;
  const problem = findHeaderProblem(headers);
  if (problem !== undefined) return problem;
  if (url.host === "") return "http: no Host in request URL";
  if (Number(portOf(url)) > 65_535) return `dial tcp: address ${portOf(url)}: invalid port`;
  return isHostName(url) ? undefined : `dial tcp: lookup ${hostNameOf(url)}: no such host`;
}

/** Whether a platform takes the host for what Go does: `1.2.3` and `0x7f.1` are no addresses. */
function isHostName(url: Hop["url"]): boolean {
  if (!URL.canParse(`http://${url.host}`)) return false;
  const { hostname } = new URL(`http://${url.host}`);
  return !/^\d+\.\d+\.\d+\.\d+$/.test(hostname) || hostname === hostNameOf(url);
}

/** Those that tell of the transfer only are left out, as Go does. */
function readResponseHeaders(headers: HttpResponse["headers"]): HttpResponse["headers"] {
  const kept = headers.filter(([name]) => name !== "transfer-encoding" && name !== "trailer");
  return kept.map(([name, value]) => [name, fromByteText(value.trim())]);
}

/** Name and password of the URL become a header, unless there is one. */
function authorize({ url: { user }, headers }: Hop): Hop["headers"] {
  if (user === undefined || headers.has("Authorization")) return headers;
  const credentials = btoa(toByteText(`${user.name}:${user.password ?? ""}`));
  return new Map([...headers, ["Authorization", `Basic ${credentials}`]]);
}

/** The `Host` header where it is not the URL's; what follows a blank or a slash is not part of it. */
function hostHeaderOf({ headers }: Hop): string | undefined {
  const host = (headers.get("Host") ?? "").replace(/[ /].*$/s, "");
  return host === "" ? undefined : toAsciiHost(host);
}

function toAsciiHost(host: string): string {
  // biome-ignore lint/suspicious/noControlCharactersInRegex: all of ASCII
  if (/^[\u0000-\u007f]*$/.test(host)) return host;
  return URL.canParse(`http://${host}`) ? new URL(`http://${host}`).host : toByteText(host);
}
