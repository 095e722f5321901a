import { compareStrings } from "../../values/string-order.ts";
import { BuiltinFailure } from "../context.ts";
import type { Url } from "../url/url.ts";
import { escapeQuery, unescapeQuery } from "../url-query.ts";

/** A URL, and the socket that it is to be asked through. */
export interface SocketUrl {
  readonly url: Url;
  readonly socketPath: string | undefined;
}

/** Takes the socket out of `unix://host/path?socket=…`; what is left is an HTTP URL, its query sorted. Other URLs stay as they are. */
export function splitSocket(url: Url): SocketUrl {
  const parameters = url.scheme === "unix" ? readQuery(url.query) : [];
  const socket = parameters.find(([name]) => name === "socket");
  if (socket === undefined) return { url, socketPath: undefined };
  const rest = parameters.filter(([name]) => name !== "socket").sort(([left], [right]) => compareStrings(left, right));
  const query = rest.map(([name, value]) => `${escapeQuery(name)}=${escapeQuery(value)}`).join("&");
  return { url: { ...url, scheme: "http", query, emptyQuery: false }, socketPath: socket[1] };
}

/** The parameters of a query; broken ones are left out, as Go's `URL.Query` does. */
function readQuery(query: string): (readonly [name: string, value: string])[] {
  return query.split("&").flatMap((part) => {
    if (part === "" || part.includes(";")) return [];
    const equals = part.indexOf("=");
    const name = unescapeQuery(equals < 0 ? part : part.slice(0, equals));
    const value = unescapeQuery(equals < 0 ? "" : part.slice(equals + 1));
    return name instanceof BuiltinFailure || value instanceof BuiltinFailure ? [] : [[name, value] as const];
  });
}
