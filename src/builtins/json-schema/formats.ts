import type { BuiltinContext } from "../context.ts";
import { BuiltinFailure } from "../context.ts";
import { parseAddress } from "../net/address.ts";
import { compileRegex } from "../regex/go-regex.ts";
import { readLayout } from "../time/layout.ts";
import { parseTime } from "../time/parse-time.ts";
import { utc } from "../time/zone.ts";
import type { Url } from "../uri/parse-url.ts";
import { parseUrl } from "../uri/parse-url.ts";
import { UrlError } from "../uri/percent-encoding.ts";
import { isMailAddress } from "./mail-address.ts";

const timeLayouts = ["15:04:05", "15:04:05Z07:00"];
const dateLayout = "2006-01-02";
const dateTimeLayouts = [...timeLayouts, dateLayout, "2006-01-02T15:04:05Z07:00"];
const label = "(?:[a-zA-Z0-9]|[a-zA-Z0-9][a-zA-Z0-9-]{0,61}[a-zA-Z0-9])";
const hostname = new RegExp(`^${label}(?:\\.${label})*$`);
const uuid = /^[a-f0-9]{8}-[a-f0-9]{4}-[a-f0-9]{4}-[a-f0-9]{4}-[a-f0-9]{12}$/i;
const uriTemplate = /^[^{]*(?:\{[^}]*\}[^{]*)*$/;
const jsonPointer = /^(?:\/(?:[^~/]|~[01])*)*$/;
const relativeJsonPointer = /^(?:0|[1-9][0-9]*)(?:#|(?:\/(?:[^~/]|~[01])*)*)$/;

const isUri = (text: string): boolean => (readUrl(text)?.scheme ?? "") !== "";
const isUriReference = (text: string): boolean => readUrl(text) !== undefined;

/** What gojsonschema makes of formats; others match everything. */
const formats = new Map<string, (text: string, context: BuiltinContext) => boolean>([
  ["date", (text) => isTime(text, [dateLayout])],
  ["time", (text) => isTime(text, timeLayouts)],
  ["date-time", (text) => isTime(text, dateTimeLayouts)],
  ["hostname", (text) => text.length < 256 && hostname.test(text)],
  ["email", isMailAddress],
  ["idn-email", isMailAddress],
  ["ipv4", (text) => parseAddress(text) !== undefined && text.includes(".")],
  ["ipv6", (text) => parseAddress(text) !== undefined && text.includes(":")],
  ["uri", isUri],
  ["iri", isUri],
  ["uri-reference", isUriReference],
  ["iri-reference", isUriReference],
  ["uri-template", isUriTemplate],
  ["uuid", (text) => uuid.test(text)],
  ["regex", (text, context) => !(compileRegex(text, context) instanceof BuiltinFailure)],
  ["json-pointer", (text) => jsonPointer.test(text)],
  ["relative-json-pointer", (text) => relativeJsonPointer.test(text)],
]);

/** Whether a text is of a format. */
export function matchesFormat(format: string, text: string, context: BuiltinContext): boolean {
  return formats.get(format)?.(text, context) ?? true;
}

/** Times of any year: one that does not fit into 64 bits is out of OPA's range, but it is a time. */
function isTime(text: string, layouts: readonly string[]): boolean {
  return layouts.some((layout) => {
    const parsed = parseTime(readLayout(layout), text, () => utc);
    return !(parsed instanceof BuiltinFailure) || parsed.message === "time outside of valid range";
  });
}

function readUrl(text: string): Url | undefined {
  if (text.includes("\\")) return undefined;
  try {
    return parseUrl(text);
  } catch (error) {
    if (error instanceof UrlError) return undefined;
    throw error;
  }
}

function isUriTemplate(text: string): boolean {
  const url = readUrl(text);
  return url !== undefined && uriTemplate.test(url.path);
}
