import { promisify } from "node:util";
import { gunzip } from "node:zlib";
import { HttpError, type HttpHeader, type HttpRequest, type HttpResponse } from "../builtins/http/transport.ts";
import { dispatcherFor } from "./node-agents.ts";
import { explainFailure } from "./node-http-errors.ts";

/** Makes an HTTP request with undici, which is loaded by the first one. Rejects with HttpError. */
export async function sendHttp(request: HttpRequest): Promise<HttpResponse> {
  const { method, origin, target, headers, body, signal } = request;
  const dispatcher = await dispatcherFor(request);
  const asksForGzip = method !== "HEAD" && !headers.some(([name]) => name === "Accept-Encoding" || name === "Range");
  const sent = [...headers.filter(isSendable), ...(asksForGzip ? [["Accept-Encoding", "gzip"]] : [])].flat();
  let stage: "head" | "body" = "head";
  try {
    const response = await dispatcher.request({
      origin,
      path: target.replace(/[^!-~]/g, encodeURIComponent),
      // undici passes on any method that is a token.
      method: method as "GET",
      headers: sent,
      body: body ?? null,
      signal: signal ?? null,
      responseHeaders: "raw",
    });
    stage = "body";
    const { statusCode, statusText } = response;
    const received = pairHeaders(response.headers as unknown as readonly string[]);
    const bytes = await readBody(response.body, request.maximalBytes);
    const coding = received.find(([name]) => name === "content-encoding")?.[1];
    const common = { statusCode, status: `${statusCode} ${statusText}` };
    if (!asksForGzip || coding?.toLowerCase() !== "gzip" || bytes.length === 0) return { ...common, headers: received, body: bytes };
    const plain = received.filter(([name]) => name !== "content-encoding" && name !== "content-length");
    return { ...common, headers: plain, body: await decompress(bytes, request.maximalBytes) };
  } catch (error) {
    if (error instanceof HttpError) throw error;
    throw new HttpError(explainFailure(error, request, stage), stage, { cause: error });
  }
}

/** undici refuses these; they concern one connection only. */
const hopHeaders: ReadonlySet<string> = new Set(["Connection", "Expect", "Keep-Alive", "Upgrade"]);

function isSendable([name, value]: HttpHeader): boolean {
  return !hopHeaders.has(name) || (name === "Connection" && value.toLowerCase() === "close");
}

/** undici's flat list of names and values. */
function pairHeaders(flat: readonly string[]): readonly HttpHeader[] {
  const pairs: HttpHeader[] = [];
  for (let at = 0; at + 1 < flat.length; at += 2) pairs.push([(flat[at] ?? "").toLowerCase(), flat[at + 1] ?? ""]);
  return pairs;
}

async function readBody(body: AsyncIterable<Uint8Array>, maximalBytes: number): Promise<Uint8Array> {
  const chunks: Uint8Array[] = [];
  let length = 0;
  for await (const chunk of body) {
    length += chunk.length;
    if (length > maximalBytes) throw tooLong(maximalBytes);
    chunks.push(chunk);
  }
  const [only] = chunks;
  return chunks.length === 1 && only !== undefined ? only : Buffer.concat(chunks);
}

const unzip = promisify(gunzip);

async function decompress(bytes: Uint8Array, maximalBytes: number): Promise<Uint8Array> {
  try {
    return await unzip(bytes, { maxOutputLength: maximalBytes });
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    if (code === "ERR_BUFFER_TOO_LARGE") throw tooLong(maximalBytes, error);
    const isShort = code === "Z_BUF_ERROR" || bytes.length < 10;
    throw new HttpError(isShort ? "unexpected EOF" : "gzip: invalid header", "body", { cause: error });
  }
}

function tooLong(maximalBytes: number, cause?: unknown): HttpError {
  return new HttpError(`the body is longer than ${maximalBytes} bytes`, "body", { cause });
}
