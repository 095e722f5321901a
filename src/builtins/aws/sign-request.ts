import { hmac } from "@noble/hashes/hmac.js";
import { sha256 } from "@noble/hashes/sha2.js";
import { stringifyJson } from "../../values/json.ts";
import { getProperty, sortedEntries } from "../../values/object.ts";
import { makeObject } from "../../values/object-builder.ts";
import { compareStrings } from "../../values/string-order.ts";
import type { RegoObject, Value } from "../../values/value.ts";
import { encodeHex, encodeText } from "../bytes.ts";
import { formatTime } from "../time/format-time.ts";
import type { Instant } from "../time/instant.ts";
import { readLayout } from "../time/layout.ts";
import type { Url } from "../uri/parse-url.ts";

/** Who signs, and for which service. */
export interface AwsConfiguration {
  readonly accessKey: string;
  readonly secretKey: string;
  readonly sessionToken: string;
  readonly service: string;
  readonly region: string;
  readonly signsPayload: boolean;
}

/** A request that is to be signed. */
export interface UnsignedRequest {
  readonly method: string;
  readonly url: Url;
  readonly headers: RegoObject;
  readonly body: string;
}

const dateTimeLayout = readLayout("20060102T150405Z");
/** Headers that proxies change. */
const unsignedHeaders = new Set(["authorization", "user-agent", "x-amzn-trace-id"]);
/** Services that look at the hash of the payload in a header of its own. */
const contentHashServices = new Set(["s3", "glacier"]);

/** The headers of a request with AWS's signature (version 4) among them, as OPA makes them. */
export function signHeaders(request: UnsignedRequest, configuration: AwsConfiguration, time: Instant): RegoObject {
  const { service, region } = configuration;
  const dateTime = formatTime(time, dateTimeLayout);
  const date = dateTime.slice(0, 8);
  const contentHash = configuration.signsPayload ? hash(request.body) : "UNSIGNED-PAYLOAD";
  const amazonHeaders = new Map<string, string>([
    ["host", request.url.host],
    ["x-amz-date", dateTime],
  ]);
  if (contentHashServices.has(service)) amazonHeaders.set("x-amz-content-sha256", contentHash);
  if (configuration.sessionToken !== "") amazonHeaders.set("x-amz-security-token", configuration.sessionToken);

  const written = readHeaders(request.headers);
  // A header that is written in the request is signed as it is written there, even if it is sent as AWS wants it.
  const signed = new Map(amazonHeaders);
  for (const [name, value] of written) {
    if (!unsignedHeaders.has(name.toLowerCase())) signed.set(name.toLowerCase(), value);
  }
  const names = [...signed.keys()].sort(compareStrings);
  const canonicalRequest = [
    request.method,
    request.url.escapedPath,
    request.url.rawQuery,
    ...names.map((name) => `${name}:${signed.get(name)}`),
    "",
    names.join(";"),
    contentHash,
  ].join("\n");
  const scope = `${date}/${region}/${service}/aws4_request`;
  const signature = sign(["AWS4-HMAC-SHA256", dateTime, scope, hash(canonicalRequest)].join("\n"), configuration, date);
  const credential = `AWS4-HMAC-SHA256 Credential=${configuration.accessKey}/${scope}`;
  const authorization = `${credential},SignedHeaders=${names.join(";")},Signature=${signature}`;
  return makeObject([...written, ["Authorization", authorization], ...amazonHeaders]);
}

/** Headers that are no texts are empty. */
function readHeaders(headers: RegoObject): readonly (readonly [string, string])[] {
  return Array.from(sortedEntries(headers), ([name, value]) => [toName(name), typeof value === "string" ? value : ""] as const);
}

function toName(name: Value): string {
  return typeof name === "string" ? name : stringifyJson(name);
}

/** The body of a request: the one that is given as text, else the JSON text of the value, else nothing. */
export function readBody(request: RegoObject): string {
  const raw = getProperty(request, "raw_body");
  if (raw !== undefined) return typeof raw === "string" ? raw : "";
  const body = getProperty(request, "body");
  return body === undefined ? "" : stringifyJson(body);
}

function hash(text: string): string {
  return encodeHex(sha256(encodeText(text)));
}

function sign(text: string, { secretKey, region, service }: AwsConfiguration, date: string): string {
  let key = encodeText(`AWS4${secretKey}`);
  for (const part of [date, region, service, "aws4_request", text]) key = hmac(sha256, key, encodeText(part));
  return encodeHex(key);
}
