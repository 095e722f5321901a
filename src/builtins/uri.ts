import { booleanType, objectOf, stringType } from "../types/types.ts";
import { makeObject } from "../values/object-builder.ts";
import type { RegoObject } from "../values/value.ts";
import type { Builtin } from "./define.ts";
import { arg, builtin } from "./define.ts";
import { fail } from "./failure.ts";
import { parseUrl, splitHost } from "./uri/parse-url.ts";
import { UrlError } from "./uri/percent-encoding.ts";

/** The builtins for URIs, which are read as Go's `net/url` reads them. */
export const uriBuiltins: readonly Builtin[] = [
  builtin(
    "uri.parse",
    "The parts of a URI or a relative reference.",
    [arg("uri", stringType, "the URI")],
    arg("output", objectOf(stringType, stringType), "scheme, hostname, port, path, raw_path, raw_query and fragment, those that there are"),
    (text) => {
      try {
        return describeUrl(text);
      } catch (error) {
        if (error instanceof UrlError) return fail(error.message);
        throw error;
      }
    },
  ),
  builtin(
    "uri.is_valid",
    "Whether a text is a URI or a relative reference; an empty one is not.",
    [arg("uri", stringType, "the text to look at", { unchecked: true })],
    arg("result", booleanType, "whether it is one; false for what is not a text"),
    (text) => typeof text === "string" && text !== "" && isUrl(text),
  ),
];

function describeUrl(text: string): RegoObject {
  const url = parseUrl(text);
  const [hostname, port] = splitHost(url.host);
  const parts: readonly (readonly [string, string])[] = [
    ["scheme", url.scheme],
    ["hostname", hostname],
    ["port", port],
    ["path", url.path],
    ["raw_path", url.rawPath || url.path],
    ["raw_query", url.rawQuery],
    ["fragment", url.fragment],
  ];
  return makeObject(parts.filter(([, part]) => part !== ""));
}

function isUrl(text: string): boolean {
  try {
    parseUrl(text);
    return true;
  } catch (error) {
    if (error instanceof UrlError) return false;
    throw error;
  }
}
