import type { Host } from "../../context.ts";
import type { HttpHeader, HttpRequest, HttpResponse } from "../transport.ts";

/** A host that makes no requests but keeps them. */
export interface RecordingHost extends Host {
  readonly requests: HttpRequest[];
}

/** What a server that is not there answers; the default is an empty 200. */
export type Answer = (request: HttpRequest) => HttpResponse | Promise<HttpResponse>;

export function makeRecordingHost(answer: Answer = () => makeResponse(), changes: Partial<Host> = {}): RecordingHost {
  const requests: HttpRequest[] = [];
  return {
    nowNs: () => 0n,
    randomBytes: (length) => new Uint8Array(length),
    environment: () => ({}),
    ...changes,
    requests,
    http: async (request) => {
      requests.push(request);
      return await answer(request);
    },
  };
}

/** A response with a text as its body. */
export function makeResponse(headers: readonly HttpHeader[] = [], body = "", statusCode = 200): HttpResponse {
  return { statusCode, status: statusCode === 200 ? "200 OK" : `${statusCode} Status`, headers, body: new TextEncoder().encode(body) };
}
