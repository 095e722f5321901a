import { parseJson } from "../values/json.ts";
import { JsonError } from "../values/json-reader.ts";
import type { Value } from "../values/value.ts";

/** Why a body is not there for a policy: longer than allowed, of another media type than JSON, or no JSON in UTF-8. */
export type BodyError = "too_large" | "not_json" | "malformed";

/** A body as a policy has it: JSON, with numbers kept exactly; or null and the reason. Null without a reason: there is none. */
export type JsonBody = { readonly body: Value } | { readonly body: null; readonly body_error: BodyError };

/**
 * Reads the body of a request from a clone, so that the request itself can still be read or sent on. Never holds more than `maximalBytes` and the
 * chunk that exceeds them. A body without a media type is taken for JSON; one of another type is not read.
 *
 * Rejects with TypeError where the body was read before, and with the platform's error where the client does not send all of it.
 */
export async function readJsonBody(request: Request, maximalBytes: number): Promise<JsonBody> {
  if (request.body === null) return { body: null };
  if (request.bodyUsed) throw new TypeError("the body of the request was read before the policy could see it");
  const isJson = isJsonType(request.headers.get("content-type"));
  const bytes = await readBytes(request, isJson ? maximalBytes : 0);
  if (bytes === undefined) return { body: null, body_error: isJson ? "too_large" : "not_json" };
  return bytes.length === 0 ? { body: null } : parseBody(bytes);
}

/** `application/json` and `application/anything+json` (RFC 6839), with any parameters. */
function isJsonType(type: string | null): boolean {
  return type === null || /^\s*[\w!#$%&'*.^`|~+-]+\/(?:[\w!#$%&'*.^`|~+-]+\+)?json\s*(?:;|$)/i.test(type);
}

/** `undefined` where there are more bytes than allowed. A length that is announced is believed only if it is too long: one that lies only does harm to its sender. */
async function readBytes(request: Request, maximalBytes: number): Promise<Uint8Array | undefined> {
  if (Number(request.headers.get("content-length") ?? 0) > maximalBytes) return undefined;
  const reader = request.clone().body?.getReader();
  const chunks: Uint8Array[] = [];
  let length = 0;
  for (;;) {
    const part = await reader?.read();
    if (part === undefined || part.done) return joinChunks(chunks, length);
    length += part.value.length;
    if (length > maximalBytes) {
      // Ends when the request's own body does as well: not to be waited for. What goes wrong there is told to the reader of that one.
      reader?.cancel().catch(() => undefined);
      return undefined;
    }
    chunks.push(part.value);
  }
}

function joinChunks(chunks: readonly Uint8Array[], length: number): Uint8Array {
  const whole = new Uint8Array(length);
  let at = 0;
  for (const chunk of chunks) {
    whole.set(chunk, at);
    at += chunk.length;
  }
  return whole;
}

function parseBody(bytes: Uint8Array): JsonBody {
  const text = decodeUtf8(bytes);
  if (text === undefined) return { body: null, body_error: "malformed" };
  try {
    return { body: parseJson(text) };
  } catch (error) {
    if (error instanceof JsonError) return { body: null, body_error: "malformed" };
    throw error;
  }
}

/** A byte order mark stays, and is no JSON: other readers of the body may not skip it. */
function decodeUtf8(bytes: Uint8Array): string | undefined {
  try {
    return new TextDecoder("utf-8", { fatal: true, ignoreBOM: true }).decode(bytes);
  } catch {
    return undefined;
  }
}
