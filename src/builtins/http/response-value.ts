import { makeObject } from "../../values/object-builder.ts";
import type { Value } from "../../values/value.ts";
import { decodeText } from "../bytes.ts";
import { type Decoding, decodeBody } from "./decode-body.ts";
import type { SendProblem } from "./send-problem.ts";
import type { HttpHeader, HttpResponse } from "./transport.ts";

/** A response as policies see it. */
export function toResponseValue({ statusCode, status, headers, body }: HttpResponse, decoding: Decoding): Value {
  const text = decodeText(body);
  return {
    status,
    status_code: statusCode,
    headers: makeObject(groupHeaders(headers)),
    body: decodeBody(text, firstHeader(headers, "content-type") ?? "", decoding),
    raw_body: text,
  };
}

/** What stands for the response where a problem is not to be raised. */
export function toErrorValue({ kind, isLocated, failureCode, message }: SendProblem, location: string | undefined): Value {
  const place = location === undefined ? "" : `${location}: `;
  const text = kind === "internal" && isLocated ? `${place}${failureCode}: http.send: ${message}` : message;
  return { status_code: 0, error: { code: `eval_http_send_${kind}_error`, message: text } };
}

/** The first header of a name, which is in lower case. */
export function firstHeader(headers: readonly HttpHeader[], name: string): string | undefined {
  return headers.find(([each]) => each === name)?.[1];
}

/** The values of each name, in their order. */
function groupHeaders(headers: readonly HttpHeader[]): Map<string, readonly string[]> {
  const groups = new Map<string, string[]>();
  for (const [name, value] of headers) {
    const known = groups.get(name);
    if (known === undefined) groups.set(name, [value]);
    else known.push(value);
  }
  return groups;
}
