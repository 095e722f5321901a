import { formatValue } from "../../values/format.ts";
import { quoteString } from "../../values/go-quote.ts";
import { stringifyJson } from "../../values/json.ts";
import { isArray, isNumber, isObject, isSet } from "../../values/kind.ts";
import { sortedEntries } from "../../values/object.ts";
import type { Value } from "../../values/value.ts";
import { decodeText } from "../bytes.ts";
import { toByteText } from "../time/quote-time-text.ts";
import { SendProblem } from "./send-problem.ts";

/** The headers of a request by name, names as Go writes them: `X-Request-Id`. */
export type HeaderMap = ReadonlyMap<string, string>;

const token = /^[!#$%&'*+\-.^_`|~0-9A-Za-z]+$/;
// biome-ignore lint/suspicious/noControlCharactersInRegex: control characters are what is looked for
const control = /[\u0000-\u0008\u000a-\u001f\u007f]/;

/** A name with the first letter of each part in capitals; a name that cannot be one stays as it is. */
function canonicalName(name: string): string {
  return token.test(name) ? name.toLowerCase().replace(/(^|-)[a-z]/g, (start) => start.toUpperCase()) : name;
}

/** Reads the `headers` field. Of names that differ only in case the last counts. @throws SendProblem */
export function readHeaders(value: Value | undefined): HeaderMap {
  const headers = new Map<string, string>();
  if (value === undefined) return headers;
  checkHeadersKind(value);
  for (const [key, text] of sortedEntries(value as Parameters<typeof sortedEntries>[0])) {
    if (typeof text !== "string") throw new SendProblem(`invalid type for headers value ${quoteGoValue(text)}`);
    headers.set(canonicalName(typeof key === "string" ? key : stringifyJson(key)), text);
  }
  return headers;
}

/** @throws SendProblem unless the `headers` field is an object */
export function checkHeadersKind(value: Value | undefined): void {
  if (value !== undefined && !isObject(value)) throw new SendProblem("invalid type for headers key");
}

/** What is wrong with names or values, in the words of Go's client; `undefined` if nothing is. */
export function findHeaderProblem(headers: HeaderMap): string | undefined {
  for (const [name, value] of headers) {
    if (!token.test(name)) return `net/http: invalid header field name ${quoteString(name)}`;
    if (control.test(value)) return `net/http: invalid header field value for ${quoteString(name)}`;
  }
  return undefined;
}

/** Sent by the client itself where they are due, whatever a policy says. */
const ownHeaders: ReadonlySet<string> = new Set(["Host", "Content-Length", "Transfer-Encoding", "Trailer"]);

/** The headers that go over the wire, as byte texts; `Host` only if it is given. */
export function toWireHeaders(headers: HeaderMap, host: string | undefined): readonly (readonly [string, string])[] {
  const wire: (readonly [string, string])[] = [["User-Agent", toByteText(headers.get("User-Agent") ?? userAgent)]];
  if (host !== undefined) wire.push(["Host", host]);
  for (const [name, value] of headers) {
    if (name !== "User-Agent" && !ownHeaders.has(name)) wire.push([name, toByteText(value.replace(/^[ \t]+|[ \t]+$/g, ""))]);
  }
  return wire.filter(([name, value]) => name !== "User-Agent" || value !== "");
}

/** A byte text as the text that its bytes spell in UTF-8. */
export function fromByteText(bytes: string): string {
  // biome-ignore lint/suspicious/noControlCharactersInRegex: all of ASCII
  if (/^[\u0000-\u007f]*$/.test(bytes)) return bytes;
  return decodeText(Uint8Array.from(bytes, (byte) => byte.charCodeAt(0)));
}

/** What the engine calls itself. */
const userAgent = "rego-ts";

/** A value as Go's verb `%q` shows it. */
function quoteGoValue(value: Value): string {
  if (typeof value === "string") return quoteString(value);
  if (isNumber(value)) return quoteString(formatValue(value));
  if (value === null) return "%!q(<nil>)";
  if (typeof value === "boolean") return `%!q(bool=${value})`;
  if (isArray(value) || isSet(value)) return `[${(isArray(value) ? value : value.sorted()).map(quoteGoValue).join(" ")}]`;
  const entries = Array.from(sortedEntries(value), ([key, each]) => {
    const name = typeof key === "string" ? key : stringifyJson(key);
    return `${quoteString(name)}:${quoteGoValue(each)}`;
  });
  return `map[${entries.join(" ")}]`;
}
