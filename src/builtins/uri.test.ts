import fc from "fast-check";
import { describe, expect, test } from "vitest";
import type { CallCase } from "./testing/call-table.ts";
import { callBuiltin, checkNothingThrows, failure, titled } from "./testing/call-table.ts";
import { uriBuiltins } from "./uri.ts";

const parses = (text: string, parts: Readonly<Record<string, string>>): CallCase => ["uri.parse", [text], parts];
const fails = (text: string, problem: string): CallCase => [
  "uri.parse",
  [text],
  failure(`uri.parse: parse ${JSON.stringify(text)}: ${problem}`),
];
const http = { scheme: "http", path: "/", raw_path: "/" };

/** What OPA 1.20.2 answers. */
const cases: readonly CallCase[] = [
  parses("https://user:pass@example.com:8080/a/b?x=1&y=2#frag", {
    scheme: "https",
    hostname: "example.com",
    port: "8080",
    path: "/a/b",
    raw_path: "/a/b",
    raw_query: "x=1&y=2",
    fragment: "frag",
  }),
  parses("", {}),
  parses("*", { path: "*", raw_path: "*" }),
  parses("mailto:a@b", { scheme: "mailto" }),
  parses("///x", { path: "///x", raw_path: "///x" }),
  parses("HTTP://EXAMPLE.com", { scheme: "http", hostname: "EXAMPLE.com" }),
  parses("http://[::1%25eth0]:80/", { ...http, hostname: "::1%eth0", port: "80" }),
  parses("http://h/%20x%2Fy#%20f", { ...http, hostname: "h", path: "/ x/y", raw_path: "/%20x%2Fy", fragment: " f" }),
  parses("http://h/b%20c", { ...http, hostname: "h", path: "/b c", raw_path: "/b c" }),
  parses("http://h/%C3%A9%E4", { ...http, hostname: "h", path: "/é\ufffd", raw_path: "/é\ufffd" }),
  parses("foo://a:1:2/", { ...http, scheme: "foo", hostname: "a:1", port: "2" }),
  fails(":foo", "missing protocol scheme"),
  fails("1http://x", "first path segment in URL cannot contain colon"),
  fails("http://a b/", 'invalid character " " in host name'),
  fails("http://a/%zz", 'invalid URL escape "%zz"'),
  fails("http://a:1:2/", 'invalid port ":1:2" after host'),
  fails("http://us er@h/", "net/url: invalid userinfo"),
  fails("http://[::1/", "missing ']' in host"),
  fails("http://[1.2.3.4]/", "invalid IP-literal"),
  fails("http://[abc]/", 'invalid host: ParseAddr("abc"): unable to parse IP'),
  fails("http://[1::2::3]/", 'invalid host: ParseAddr("1::2::3"): multiple :: in address (at ":3")'),
  fails("http://[1:2:3]/", 'invalid host: ParseAddr("1:2:3"): address string too short'),
  fails("http://[::1.2.3.256]/", 'invalid host: ParseAddr("::1.2.3.256"): IPv4 field has value >255'),
  ["uri.parse", [1], failure("uri.parse: operand 1 must be string but got number")],
  ["uri.is_valid", ["/a"], true],
  ["uri.is_valid", [""], false],
  ["uri.is_valid", [":x"], false],
  ["uri.is_valid", [null], false],
];

describe("uri", () => {
  test.each(titled(cases))("%s", async (_, name, operands, expected) => {
    expect(await callBuiltin(uriBuiltins, name, operands)).toStrictEqual(expected);
  });

  test("nothing throws", async () => {
    await checkNothingThrows(uriBuiltins, fc.webUrl(), fc.stringMatching(/^[a-z]*:\/\/[[:@%\]a-f0-9.]{0,30}$/));
  });
});
