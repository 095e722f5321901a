import { describe, expect, test } from "vitest";
import { type RequestInput, requestToInput } from "./request-to-input.ts";

const nothing = { method: "GET", query: {}, headers: {}, body: null };

test.each<[title: string, request: Request, input: RequestInput]>([
  ["no more than there is", new Request("http://a.example"), { ...nothing, url: "http://a.example/", path: "/", parsed_path: [""] }],
  [
    "a method, repeated headers, and those that are no text in JavaScript's objects",
    new Request("https://a.example:8443/x", {
      method: "delete",
      headers: [
        ["X-Many", "1"],
        ["x-many", "2"],
        ["Cookie", "a=1; b=2"],
        ["__proto__", "x"],
        ["constructor", "y"],
      ],
    }),
    {
      ...nothing,
      method: "DELETE",
      url: "https://a.example:8443/x",
      path: "/x",
      parsed_path: ["x"],
      headers: JSON.parse('{"__proto__": "x", "constructor": "y", "cookie": "a=1; b=2", "x-many": "1, 2"}'),
    },
  ],
  [
    "parameters: repeated, without values, with blanks, with names that objects have",
    new Request("http://a.example/?a=1&b=x+y%20z&a=2&c&=d&__proto__=1&%zz=%C3%A9#f"),
    {
      ...nothing,
      url: "http://a.example/?a=1&b=x+y%20z&a=2&c&=d&__proto__=1&%zz=%C3%A9#f",
      path: "/",
      parsed_path: [""],
      query: JSON.parse('{"a": ["1", "2"], "b": ["x y z"], "c": [""], "": ["d"], "__proto__": ["1"], "%zz": ["é"]}'),
    },
  ],
  [
    "what Cloudflare tells",
    Object.assign(new Request("http://a.example/"), { cf: { country: "CH" } }),
    { ...nothing, url: "http://a.example/", path: "/", parsed_path: [""], cf: { country: "CH" } },
  ],
  [
    "a body",
    new Request("http://a.example/", { method: "POST", headers: { "Content-Type": "application/json" }, body: '{"a": [1]}' }),
    {
      ...nothing,
      method: "POST",
      url: "http://a.example/",
      path: "/",
      parsed_path: [""],
      headers: { "content-type": "application/json" },
      body: { a: [1] },
    },
  ],
  [
    "a body that is too long",
    new Request("http://a.example/", { method: "POST", headers: { "Content-Type": "application/json" }, body: `"${"x".repeat(65_535)}"` }),
    {
      ...nothing,
      method: "POST",
      url: "http://a.example/",
      path: "/",
      parsed_path: [""],
      headers: { "content-type": "application/json" },
      body: null,
      body_error: "too_large",
    },
  ],
])("%s", async (_, request, input) => {
  expect(await requestToInput(request)).toStrictEqual(input);
});

test("how long bodies may be", async () => {
  const make = () => new Request("http://a.example/", { method: "POST", headers: { "content-type": "application/json" }, body: '"abc"' });
  expect(await requestToInput(make(), { maximalBodyBytes: 5 })).toMatchObject({ body: "abc" });
  expect(await requestToInput(make(), { maximalBodyBytes: 4 })).toMatchObject({ body: null, body_error: "too_large" });
  expect(await requestToInput(make(), { maximalBodyBytes: 0 })).toMatchObject({ body: null, body_error: "too_large" });
});

test("a bound on bodies that is none is an error, and not: no bound", async () => {
  for (const maximalBodyBytes of [Number.NaN, -1]) {
    const message = `maximalBodyBytes must be a number of bytes but is ${maximalBodyBytes}`;
    await expect(requestToInput(new Request("http://a.example/"), { maximalBodyBytes })).rejects.toThrow(new RangeError(message));
  }
});

/** A request whose URL is as it came, as in workers; a `Request` of Node has it in the form that parsers give it. */
function requestOf(url: string): Request {
  return { url, method: "GET", headers: new Headers(), body: null } as Request;
}

describe("segments of paths", () => {
  test.each<[path: string, segments: readonly string[]]>([
    ["", [""]],
    ["/", [""]],
    ["/api", ["api"]],
    ["/api/", ["api", ""]],
    ["//api", ["", "api"]],
    ["/a//b", ["a", "", "b"]],
    ["/a%20b/%C3%A9/c%2Fd", ["a b", "é", "c/d"]],
    ["/é/𝄞", ["é", "𝄞"]],
    ["/%E9/%F0%9D", ["\ufffd", "\ufffd"]],
    ["/%EF%BB%BFa/+/~", ["\ufeffa", "+", "~"]],
    ["/...", ["..."]],
    ["/.a/..b/c..", [".a", "..b", "c.."]],
    ["/%00", ["\0"]],
    ["/?/../x", [""]],
    ["/#/../x", [""]],
  ])("%s", async (path, segments) => {
    expect((await requestToInput(requestOf(`http://a.example${path}`))).parsed_path).toStrictEqual(segments);
  });
});

describe("paths that servers read in different ways", () => {
  const dots = "the path of the request has the segment . or ..";
  const escaped = "the path of the request has the segment . or .. behind an escaped slash";
  const backslash = "the path of the request has a backslash";
  const broken = "the path of the request has a % without two hexadecimal digits";
  test.each([
    ["/.", dots],
    ["/..", dots],
    ["/a/./b", dots],
    ["/a/../b", dots],
    ["/a/..?b", dots],
    ["/a/%2e%2E/b", dots],
    ["/a/.%2e#", dots],
    ["/a\\b", backslash],
    ["/a/..\\b", backslash],
    ["/public/..%2fadmin", escaped],
    ["/public/%2E%2e%5Cadmin", escaped],
    ["/public%2f../admin", escaped],
    ["/a%2f..", escaped],
    ["/%", broken],
    ["/a%2", broken],
    ["/%zz", broken],
    ["/%%20", broken],
  ])("%s", async (path, message) => {
    const failed = requestToInput(requestOf(`http://user@a.example:80${path}`));
    await expect(failed).rejects.toMatchObject({ name: "RequestUrlError", message });
  });
});
