import { describe, expect, test } from "vitest";
import { InterQueryCache } from "../../topdown-cache/inter-query.ts";
import { makeObject } from "../../values/object-builder.ts";
import type { PlainObject, Value } from "../../values/value.ts";
import { httpBuiltins } from "../http.ts";
import { callBuiltin, makeContext } from "../testing/call-table.ts";
import { type Answer, makeRecordingHost, makeResponse, type RecordingHost } from "./testing/recording-host.ts";
import type { HttpHeader } from "./transport.ts";

const start = Date.UTC(2026, 0, 1, 12);

/** A date as HTTP headers have it, so many seconds from the start. */
function dateAfter(seconds: number): string {
  return new Date(start + seconds * 1000).toUTCString();
}

/** A cache and a server, and queries on them at different times. */
function openCache(answer: Answer): {
  readonly host: RecordingHost;
  readonly ask: (seconds: number, fields?: PlainObject) => Promise<unknown>;
} {
  const host = makeRecordingHost(answer);
  const interQueryCache = new InterQueryCache();
  return {
    host,
    ask: async (seconds, fields = {}) => {
      const nowNs = BigInt(start + seconds * 1000) * 1_000_000n;
      const request = makeObject([...Object.entries({ method: "get", url: "http://localhost/x", cache: true }), ...Object.entries(fields)]);
      return await callBuiltin(httpBuiltins, "http.send", [request], makeContext({ host, interQueryCache, nowNs }));
    },
  };
}

/** How often a server was asked by three queries, one and ten seconds after the first. */
async function countAsked(headers: readonly HttpHeader[], fields: PlainObject = {}, statusCode = 200): Promise<number> {
  const { host, ask } = openCache(() => makeResponse(headers, "", statusCode));
  for (const seconds of [0, 1, 10]) await ask(seconds, fields);
  return host.requests.length;
}

const date: HttpHeader = ["date", dateAfter(0)];
const control = (value: string): HttpHeader => ["cache-control", value];

/** As `opa run` asks a server. */
describe("what the server says", () => {
  test.each<readonly [string, readonly HttpHeader[], number]>([
    ["nothing", [date], 3],
    ["max-age", [date, control("max-age=60")], 1],
    ["a short max-age", [date, control("public, max-age=5")], 2],
    ["max-age=0", [date, control("max-age=0")], 3],
    ["no-store", [date, control("max-age=60, no-store")], 3],
    ["no-cache, which does not matter", [date, control("max-age=60, no-cache")], 1],
    ["capitals", [date, control("Max-Age=60")], 3],
    ["blanks", [date, control("max-age = 60")], 3],
    ["quotes", [date, control('max-age="60"')], 3],
    ["a negative age", [date, control("max-age=-5")], 3],
    ["a second header", [date, control("public"), control("max-age=60")], 3],
    ["s-maxage", [date, control("s-maxage=60")], 3],
    ["max-age without a date", [control("max-age=60")], 3],
    ["a date in the past", [["date", dateAfter(-57)], control("max-age=60")], 2],
    ["a date in the future", [["date", dateAfter(60)], control("max-age=60")], 1],
    ["an age, which does not matter", [date, ["age", "59"], control("max-age=60")], 1],
    ["expires", [["expires", dateAfter(60)]], 1],
    ["expires soon", [["expires", dateAfter(5)]], 2],
    ["expires in the past", [date, ["expires", dateAfter(-1)]], 3],
    ["expires never", [date, ["expires", "0"]], 3],
    ["max-age before expires", [date, ["expires", dateAfter(60)], control("max-age=0")], 3],
    ["a max-age that is none before expires", [date, ["expires", dateAfter(60)], control("max-age=x")], 3],
    ["a max-age of more than one value", [date, control("max-age=60=1")], 3],
    ["a max-age twice", [date, control("max-age=60,max-age=0")], 3],
    ["a very long max-age", [date, control("max-age=9999999999999999999999")], 1],
    ["no-store in capitals", [date, control("max-age=60,NO-STORE")], 1],
    ["no-store with a value", [date, control("max-age=60,no-store=1")], 3],
  ])("%s", async (_, headers, count) => {
    expect(await countAsked(headers)).toBe(count);
  });
});

const fresh = [date, control("max-age=60")];

test.each([200, 203, 204, 206, 300, 301, 404, 405, 410, 414, 501])("status %i may be kept", async (status) => {
  expect(await countAsked(fresh, {}, status)).toBe(1);
});

test.each([201, 302, 307, 400, 401, 403, 429, 500, 503])("status %i may not", async (status) => {
  expect(await countAsked(fresh, {}, status)).toBe(3);
  expect(await countAsked([], { force_cache: true, force_cache_duration_seconds: 60 }, status)).toBe(3);
});

describe("what the policy says", () => {
  test.each<readonly [string, PlainObject, readonly HttpHeader[], number]>([
    ["not to cache", { cache: false }, fresh, 3],
    ["force_cache", { cache: false, force_cache: true, force_cache_duration_seconds: 60 }, [control("no-store")], 1],
    ["a short time", { force_cache: true, force_cache_duration_seconds: 5 }, fresh, 2],
    ["no time", { force_cache: true, force_cache_duration_seconds: 0 }, fresh, 3],
    ["deserialized", { caching_mode: "deserialized" }, fresh, 1],
    ["a mode that there is not", { caching_mode: "x" }, fresh, 3],
    ["another method", { method: "post", raw_body: "x" }, fresh, 1],
  ])("%s", async (_, fields, headers, count) => {
    expect(await countAsked(headers, fields)).toBe(count);
  });

  test.each<readonly [string, PlainObject, number]>([
    ["other headers", { headers: { a: "2" } }, 2],
    ["another time limit", { headers: { a: "1" }, timeout: "3s" }, 2],
    ["another mode", { headers: { a: "1" }, caching_mode: "deserialized" }, 2],
    ["headers that do not count", { headers: { b: "2" }, cache_ignored_headers: ["b"] }, 2],
    ["only headers that do not count", { headers: { a: "1", b: "2" }, cache_ignored_headers: ["b"] }, 1],
  ])("and then %s", async (_, fields, count) => {
    const { host, ask } = openCache(() => makeResponse(fresh));
    await ask(0, { headers: { a: "1" } });
    await ask(0, fields);
    expect(host.requests.length).toBe(count);
  });
});

describe("a response that is no longer fresh", () => {
  const validators: readonly HttpHeader[] = [
    ["etag", 'W/"1"'],
    ["last-modified", dateAfter(-100)],
  ];
  const conditions: readonly HttpHeader[] = [
    ["If-None-Match", 'W/"1"'],
    ["If-Modified-Since", dateAfter(-100)],
  ];
  const sent = (host: RecordingHost): readonly (readonly HttpHeader[])[] =>
    host.requests.map(({ headers }) => headers.filter(([name]) => name.startsWith("If-")));
  const value = (headers: Value, body: string): Value => ({ status: "200 OK", status_code: 200, headers, body: null, raw_body: body });

  test("is still good: its headers become those of the answer", async () => {
    const answers = [
      makeResponse([date, control("max-age=5"), ["x-old", "1"], ...validators], "body"),
      makeResponse([["date", dateAfter(10)], control("max-age=7"), ["x-new", "2"]], "", 304),
    ];
    const { host, ask } = openCache(() => answers.shift() ?? makeResponse([], "asked too often"));
    const refreshed = value(
      {
        "x-old": ["1"],
        etag: ['W/"1"'],
        "last-modified": [dateAfter(-100)],
        date: [dateAfter(10)],
        "cache-control": ["max-age=7"],
        "x-new": ["2"],
      },
      "body",
    );
    await ask(0);
    expect(await ask(10)).toStrictEqual(refreshed);
    expect(await ask(16)).toStrictEqual(refreshed);
    expect(sent(host)).toStrictEqual([[], conditions]);
  });

  test("is good no more: the new one takes its place", async () => {
    const answers = [makeResponse([["etag", "1"]], "old"), makeResponse([["etag", "2"]], "new"), makeResponse([["etag", "2"]], "", 304)];
    const { host, ask } = openCache(() => answers.shift() ?? makeResponse());
    expect([await ask(0), await ask(1), await ask(2)]).toStrictEqual([
      value({ etag: ["1"] }, "old"),
      value({ etag: ["2"] }, "new"),
      value({ etag: ["2"] }, "new"),
    ]);
    expect(sent(host)).toStrictEqual([[], [["If-None-Match", "1"]], [["If-None-Match", "2"]]]);
  });

  test("was forced: it is good for as long again", async () => {
    const { host, ask } = openCache(({ headers }) =>
      headers.length > 1 ? makeResponse([], "", 304) : makeResponse([["etag", "1"], control("no-store")], "body"),
    );
    for (const seconds of [0, 4, 6, 10, 12]) await ask(seconds, { force_cache: true, force_cache_duration_seconds: 5 });
    expect(host.requests.length).toBe(3);
  });

  test("cannot be asked about", async () => {
    const { host, ask } = openCache(() => makeResponse([date, control("max-age=0")], "", 200));
    await ask(0);
    await ask(1);
    expect(sent(host)).toStrictEqual([[], []]);
  });
});
