import { expect, test } from "vitest";
import { httpBuiltins } from "../http.ts";
import { callBuiltin, failure, makeContext } from "../testing/call-table.ts";
import { makeRecordingHost, makeResponse } from "./testing/recording-host.ts";
import type { HttpRequest } from "./transport.ts";

const url = "http://u:p@h.example:81/a/b?q#f";
const referrer = "http://h.example:81/a/b?q#f";

/** The second request, where the first is redirected. */
async function follow(statusCode: number, location: string, fields: object = {}): Promise<HttpRequest | undefined> {
  const host = makeRecordingHost(({ target }) =>
    makeResponse(target === "/a/b?q" ? [["location", location]] : [], "", target === "/a/b?q" ? statusCode : 200),
  );
  await callBuiltin(httpBuiltins, "http.send", [{ method: "get", url, enable_redirect: true, ...fields }], makeContext({ host }));
  return host.requests[1];
}

/** As Go's client goes on. */
test.each<readonly [status: number, method: string, next: string | undefined, keepsBody: boolean]>([
  [301, "GET", "GET", false],
  [302, "HEAD", "HEAD", false],
  [302, "POST", "GET", false],
  [303, "PUT", "GET", false],
  [302, "DELETE", "GET", false],
  [307, "POST", "POST", true],
  [308, "PUT", "PUT", true],
  [300, "GET", undefined, false],
  [304, "GET", undefined, false],
  [305, "GET", undefined, false],
])("status %i after %s leads to %s", async (status, method, next, keepsBody) => {
  const request = await follow(status, "/c", { method, raw_body: "x" });
  expect(request?.method).toBe(next);
  expect(request?.body?.length).toBe(keepsBody ? 1 : undefined);
});

const basic = ["Authorization", "Basic dTpw"] as const;
const agent = ["User-Agent", "rego-ts"] as const;

test.each<readonly [string, object, string, HttpRequest["headers"]]>([
  ["/c", {}, "http://h.example:81/c", [agent, ["Referer", referrer], basic]],
  ["c?x#y", {}, "http://h.example:81/a/c?x", [agent, ["Referer", referrer], basic]],
  ["//other.example/", {}, "http://other.example/", [agent, ["Referer", referrer]]],
  ["/c", { referer: "mine", host: "name" }, "http://h.example:81/c", [agent, ["Host", "name"], ["Referer", "mine"], basic]],
  [
    "http://h.example/c",
    { authorization: "x", cookie: "y", host: "name" },
    "http://h.example/c",
    [agent, ["Authorization", "x"], ["Cookie", "y"], ["Referer", referrer]],
  ],
  ["https://www.h.example/", { authorization: "x" }, "https://www.h.example/", [agent, ["Authorization", "x"], ["Referer", referrer]]],
  [
    "http://other.example/",
    { authorization: "x", cookie: "y", "x-a": "1" },
    "http://other.example/",
    [agent, ["X-A", "1"], ["Referer", referrer]],
  ],
  ["/c", { "content-type": "x", "x-a": "1" }, "http://h.example:81/c", [agent, ["X-A", "1"], ["Referer", referrer], basic]],
])("Location: %s with %j", async (location, headers, expected, sent) => {
  const request = await follow(302, location, { headers });
  expect(request && request.origin + request.target).toBe(expected);
  expect(request?.headers).toStrictEqual(sent);
});

test.each([
  [
    "http://[::1/",
    `Get "http://u:***@h.example:81/a/b?q#f": failed to parse Location header "http://[::1/": parse "http://[::1/": missing ']' in host`,
  ],
  ["file:///etc/passwd", 'Get "file:///etc/passwd": unsupported protocol scheme "file"'],
  ["/a/b?q", 'Get "http://u:***@h.example:81/a/b?q": stopped after 100 redirects'],
])("Location: %s leads nowhere", async (location, message) => {
  const host = makeRecordingHost(() => makeResponse([["location", location]], "", 302));
  const answer = await callBuiltin(httpBuiltins, "http.send", [{ method: "get", url, enable_redirect: 1 }], makeContext({ host }));
  expect(answer).toStrictEqual(failure(`http.send: ${message}`));
});

test("redirects are followed only if they should be", async () => {
  expect(await follow(302, "/c", { enable_redirect: false })).toBe(undefined);
});
