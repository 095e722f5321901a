import { quoteString } from "../../values/go-quote.ts";
import { stringifyJson } from "../../values/json.ts";
import { encodeText } from "../bytes.ts";
import type { BuiltinContext } from "../context.ts";
import { toUpperCase } from "../letter-case.ts";
import { parseUrl } from "../url/parse-url.ts";
import { hostNameOf, type Url } from "../url/url.ts";
import { UrlError } from "../url/url-error.ts";
import { checkHeadersKind, type HeaderMap, readHeaders } from "./headers.ts";
import { readTlsFields, resolveTls, type TlsFields } from "./read-tls.ts";
import type { RequestFields } from "./request-fields.ts";
import { SendProblem } from "./send-problem.ts";
import type { TlsSettings } from "./transport.ts";
import { splitSocket } from "./unix-socket.ts";

/** The fields of a request object that say what to send, each looked at by itself. */
export interface CheckedFields {
  readonly method: string;
  readonly url: string;
  readonly body: Uint8Array | undefined;
  readonly tls: TlsFields;
  readonly followRedirects: boolean;
  readonly timeoutNs: bigint;
}

/** All that there is to know before the first byte is sent. */
export interface PreparedRequest {
  readonly method: string;
  readonly url: Url;
  readonly headers: HeaderMap;
  readonly body: Uint8Array | undefined;
  readonly socketPath: string | undefined;
  readonly tls: TlsSettings | undefined;
  readonly followRedirects: boolean;
  readonly timeoutNs: bigint;
}

/** Looks at the fields in OPA's order, and whether the host may be asked at all. @throws SendProblem */
export function checkFields(fields: RequestFields, allowedHosts: readonly string[] | undefined): CheckedFields {
  const body = fields.get("body");
  const followRedirects = fields.looseFlag("enable_redirect") ?? false;
  checkHeadersKind(fields.get("headers"));
  const method = toUpperCase(fields.text("method"));
  const rawBody = fields.optionalText("raw_body");
  const timeoutNs = fields.timeoutNs();
  const tls = readTlsFields(fields);
  const url = fields.text("url");
  if (allowedHosts !== undefined) {
    const name = hostNameOf(readUrl(url));
    if (!allowedHosts.includes(name)) throw new SendProblem(`disallowed host: ${name}`);
  }
  const text = rawBody ?? (body === undefined ? undefined : stringifyJson(body));
  return { method, url, body: text === undefined ? undefined : encodeText(text), tls, followRedirects, timeoutNs };
}

/** Gets what the fields only name, and checks what they say together. @throws SendProblem */
export async function prepareRequest(checked: CheckedFields, fields: RequestFields, context: BuiltinContext): Promise<PreparedRequest> {
  const tls = await resolveTls(checked.tls, hostHeaderOf(fields), context.host);
  const method = checked.method === "" ? "GET" : checked.method;
  if (!/^[!#$%&'*+\-.^_`|~0-9A-Za-z]+$/.test(method)) throw new SendProblem(`net/http: invalid method ${quoteString(method)}`);
  const { url, socketPath } = splitSocket(readUrl(checked.url));
  return {
    method,
    url: { ...url, host: url.host.replace(/:$/, "") },
    socketPath,
    headers: readHeaders(fields.get("headers")),
    body: checked.body,
    tls,
    followRedirects: checked.followRedirects,
    timeoutNs: checked.timeoutNs,
  };
}

/** The `Host` header, which also says what name a certificate has to have. Anything wrong with headers is found later. */
function hostHeaderOf(fields: RequestFields): string {
  try {
    return readHeaders(fields.get("headers")).get("Host") ?? "";
  } catch (error) {
    if (error instanceof SendProblem) return "";
    throw error;
  }
}

function readUrl(text: string): Url {
  try {
    return parseUrl(text);
  } catch (error) {
    throw error instanceof UrlError ? new SendProblem(error.message, { cause: error }) : error;
  }
}
