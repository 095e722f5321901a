import { isArray, isObject } from "../../values/kind.ts";
import { sortedEntries } from "../../values/object.ts";
import { makeObject } from "../../values/object-builder.ts";
import type { Value } from "../../values/value.ts";
import type { RequestFields } from "./request-fields.ts";
import { SendProblem } from "./send-problem.ts";

/** What two requests must have in common to have one answer: all but the headers that `cache_ignored_headers` names. @throws SendProblem */
export function requestKey(fields: RequestFields): Value {
  const ignored = fields.get("cache_ignored_headers");
  const headers = fields.get("headers");
  if (ignored === undefined || headers === undefined) return fields.request;
  if (!isArray(ignored) || ignored.some((name) => typeof name !== "string")) {
    throw new SendProblem("cache_ignored_headers must be an array of strings", { isLocated: false });
  }
  const counted = isObject(headers) ? makeObject([...sortedEntries(headers)].filter(([name]) => !ignored.includes(name))) : headers;
  const entries = [...sortedEntries(fields.request)].filter(([name]) => name !== "cache_ignored_headers");
  return makeObject(entries.map(([name, value]) => [name, name === "headers" ? counted : value]));
}
