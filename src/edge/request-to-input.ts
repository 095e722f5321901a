import { type BodyError, readJsonBody } from "./read-body.ts";
import { checkPath, splitPath } from "./request-path.ts";

/** What a policy is told of a request. */
export interface RequestInput {
  readonly method: string;
  readonly url: string;
  /** The path as it is in the URL, with its escapes: `/a%20b`. */
  readonly path: string;
  /** Its segments, unescaped: `["a b"]`; `[""]` for `/`, `["a", ""]` for `/a/`. */
  readonly parsed_path: readonly string[];
  /** All values of each parameter of the query, in their order. */
  readonly query: Readonly<Record<string, readonly string[]>>;
  /** By name in lower case; the values of repeated ones in one text, separated by `, `, as `fetch` joins them. */
  readonly headers: Readonly<Record<string, string>>;
  /** The body if it is JSON (integers that JavaScript's numbers cannot hold are `bigint`); null if there is none or {@link body_error} says why not. */
  readonly body: unknown;
  readonly body_error?: BodyError;
  /** What Cloudflare knows of the connection and its client (`country`, `tlsVersion`); only there. */
  readonly cf?: unknown;
}

/** How a request becomes an input. */
export interface RequestInputOptions {
  /** A longer body is not read: its `body_error` is `too_large`. Default: 65,536 bytes. */
  readonly maximalBodyBytes?: number | undefined;
}

const defaultBodyBytes = 65_536;

/**
 * Makes a policy's input of a request, which remains unread: its body is read from a clone.
 *
 * Rejects with RequestUrlError for a path that the next server may read in another way, with TypeError for a body that was read before, with the
 * platform's error for one that does not arrive, and with RangeError for a bound that is none.
 */
export async function requestToInput(
  request: Request,
  { maximalBodyBytes = defaultBodyBytes }: RequestInputOptions = {},
): Promise<RequestInput> {
  if (!(maximalBodyBytes >= 0)) throw new RangeError(`maximalBodyBytes must be a number of bytes but is ${String(maximalBodyBytes)}`);
  checkPath(request.url);
  const { pathname, searchParams } = new URL(request.url);
  const { cf } = request as { readonly cf?: unknown };
  return {
    method: request.method,
    url: request.url,
    path: pathname,
    parsed_path: splitPath(pathname),
    query: listParameters(searchParams),
    headers: joinHeaders(request.headers),
    ...(await readJsonBody(request, maximalBodyBytes)),
    ...(cf === undefined || cf === null ? {} : { cf }),
  };
}

/** Made from entries, so that `__proto__` is a name like any other. */
function listParameters(parameters: URLSearchParams): Readonly<Record<string, readonly string[]>> {
  return Object.fromEntries([...new Set(parameters.keys())].map((name) => [name, parameters.getAll(name)]));
}

/** `set-cookie`, which has no place in requests, is the one header whose values a `Headers` object lists apart. */
function joinHeaders(headers: Headers): Readonly<Record<string, string>> {
  return Object.fromEntries([...new Set(headers.keys())].map((name) => [name, headers.get(name) ?? ""]));
}
