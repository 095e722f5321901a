import { HttpError, type HttpHeader, type HttpRequest, type HttpResponse, type TlsSettings } from "../builtins/http/transport.ts";
import { reasonOf } from "./status-reasons.ts";

/**
 * Makes an HTTP request with the platform's `fetch`, which decides itself about certificates and connections: TLS settings and unix
 * sockets are refused. Rejects with HttpError.
 */
export async function fetchHttp(request: HttpRequest): Promise<HttpResponse> {
  if (request.socketPath !== undefined) throw new HttpError(`dial unix ${request.socketPath}: this host has no unix sockets`);
  const setting = nameSetting(request.tls);
  if (setting !== undefined) throw new HttpError(`this host makes no connections with ${setting}`, "request");
  const { method, origin, target, headers, body, signal, maximalBytes } = request;
  let stage: "head" | "body" = "head";
  try {
    const response = await fetch(origin + target, {
      method,
      headers: headers.map(([name, value]): [string, string] => [name, value]),
      // Of a buffer of its own, as fetch's types want it.
      body: body === undefined ? null : new Uint8Array(body),
      redirect: "manual",
      signal: signal ?? null,
    });
    // Browsers show nothing of a redirect that they do not follow.
    if (response.type === "opaqueredirect") throw new HttpError("this host does not show redirects");
    stage = "body";
    return {
      statusCode: response.status,
      status: `${response.status} ${response.statusText === "" ? reasonOf(response.status) : response.statusText}`,
      headers: listHeaders(response.headers),
      body: await readBody(response, maximalBytes),
    };
  } catch (error) {
    if (error instanceof HttpError) throw error;
    throw new HttpError(describe(error), stage, { cause: error });
  }
}

/** The field of a request object that asks for what `fetch` does not do. */
function nameSetting(tls: TlsSettings | undefined): string | undefined {
  if (tls === undefined) return undefined;
  if (tls.clientCertificates.length > 0) return "tls_client_cert";
  if (tls.rootCertificates.length > 0) return "tls_ca_cert";
  return tls.skipVerification ? "tls_insecure_skip_verify" : "tls_server_name";
}

/** `fetch` undoes codings, but leaves the headers that tell of them. */
function listHeaders(headers: Headers): readonly HttpHeader[] {
  const isCoded = headers.has("content-encoding");
  const list: HttpHeader[] = [];
  headers.forEach((value, name) => {
    if (name !== "set-cookie" && !(isCoded && /^content-(?:encoding|length)$/.test(name))) list.push([name, value]);
  });
  return [...list, ...headers.getSetCookie().map((value): HttpHeader => ["set-cookie", value])];
}

async function readBody({ body }: Response, maximalBytes: number): Promise<Uint8Array> {
  const chunks: Uint8Array[] = [];
  let length = 0;
  const reader = body?.getReader();
  for (;;) {
    const part = await reader?.read();
    if (part === undefined || part.done) break;
    length += part.value.length;
    chunks.push(part.value);
    if (length > maximalBytes) {
      await reader?.cancel();
      throw new HttpError(`the body is longer than ${maximalBytes} bytes`, "body");
    }
  }
  const whole = new Uint8Array(length);
  let at = 0;
  for (const chunk of chunks) {
    whole.set(chunk, at);
    at += chunk.length;
  }
  return whole;
}

/** `fetch failed` says nothing; its cause does. */
function describe(error: unknown): string {
  const { message, cause } = error as Error;
  return cause instanceof Error && cause.message !== "" ? cause.message : message;
}
