import { expect, test } from "vitest";
import { formatUrl, requestTargetOf } from "./format-url.ts";
import { parseUrl } from "./parse-url.ts";
import { resolveUrl } from "./resolve-url.ts";
import { hostNameOf, portOf } from "./url.ts";

test("the parts of a URL", () => {
  expect(parseUrl("HTTPS://us%20er:pa%3Ass@[::1]:8443/a%2Fb/c d?x=%zz&y=ä#f g")).toStrictEqual({
    scheme: "https",
    opaque: "",
    user: { name: "us er", password: "pa:ss" },
    host: "[::1]:8443",
    path: "/a/b/c%20d",
    query: "x=%zz&y=ä",
    emptyQuery: false,
    fragment: "f%20g",
    withoutHost: false,
  });
});

test.each([
  ["http://h:80/p", "h", "80"],
  ["http://[fe80::1%25en0]:1/", "fe80::1%en0", "1"],
  ["http://h:/", "h", ""],
  ["/p", "", ""],
])("host name and port of %s", (text, name, port) => {
  const url = parseUrl(text);
  expect([hostNameOf(url), portOf(url)]).toStrictEqual([name, port]);
});

/** What `opa eval` said of `http.send` to these. */
test.each([
  ["::", 'parse "::": missing protocol scheme'],
  ["127.0.0.1:18080/echo", 'parse "127.0.0.1:18080/echo": first path segment in URL cannot contain colon'],
  ["1http://x", 'parse "1http://x": first path segment in URL cannot contain colon'],
  ["ht_tp://x", 'parse "ht_tp://x": first path segment in URL cannot contain colon'],
  ["http://h/\n", 'parse "http://h/\\n": net/url: invalid control character in URL'],
  ["http://x/\u007f", 'parse "http://x/\\x7f": net/url: invalid control character in URL'],
  ["http://a b/", 'parse "http://a b/": invalid character " " in host name'],
  ["http://a b@h/", 'parse "http://a b@h/": net/url: invalid userinfo'],
  ["http://h/%zz", 'parse "http://h/%zz": invalid URL escape "%zz"'],
  ["http://h/a%", 'parse "http://h/a%": invalid URL escape "%"'],
  ["http://h/#a%", 'parse "http://h/#a%": invalid URL escape "%"'],
  ["http://a%20b/", 'parse "http://a%20b/": invalid URL escape "%20"'],
  ["http://a%zz/", 'parse "http://a%zz/": invalid URL escape "%zz"'],
  ["http://h:x/", 'parse "http://h:x/": invalid port ":x" after host'],
  ["http://127.0.0.1:1:2/", 'parse "http://127.0.0.1:1:2/": invalid port ":1:2" after host'],
  ["http://[::1]x/", 'parse "http://[::1]x/": invalid port "x" after host'],
  ["http://[::1/", "parse \"http://[::1/\": missing ']' in host"],
  ["http://[junk]/", 'parse "http://[junk]/": invalid host: ParseAddr("junk"): unable to parse IP'],
  ["http://[1.2.3.4]/", 'parse "http://[1.2.3.4]/": invalid IP-literal'],
  ["http://a[b]/", 'parse "http://a[b]/": invalid IP-literal'],
])("%j is no URL", (text, message) => {
  expect(() => parseUrl(text)).toThrow(message);
});

test.each([
  ["http://h", "http://h", "/"],
  ["http://h?", "http://h?", "/?"],
  ["HTTP://H/a/../b", "http://H/a/../b", "/a/../b"],
  ["http://h/ä b?q=ä b#f g", "http://h/%C3%A4%20b?q=ä b#f%20g", "/%C3%A4%20b?q=ä b"],
  ["http://h/{x}|[1]", "http://h/%7Bx%7D%7C%5B1%5D", "/%7Bx%7D%7C%5B1%5D"],
  ["http://bücher.example/", "http://b%C3%BCcher.example/", "/"],
  ["http://u:secret@h/", "http://u:***@h/", "/"],
  ["http://u@h/", "http://u@h/", "/"],
  ["http:///x", "http:///x", "/x"],
  ["file:/etc/x", "file:/etc/x", "/etc/x"],
  ["mailto:x", "mailto:x", "/"],
  ["//h/x", "//h/x", "/x"],
  [" ", "%20", "/%20"],
])("%j is written %j and asks for %j", (text, written, target) => {
  const url = parseUrl(text);
  expect([formatUrl(url, { hidePassword: true }), requestTargetOf(url)]).toStrictEqual([written, target]);
});

test.each([
  ["/x", "http://u:p@h:1/x"],
  ["x", "http://u:p@h:1/a/x"],
  ["../x/./y/..", "http://u:p@h:1/x/"],
  ["../../..", "http://u:p@h:1/"],
  ["?r", "http://u:p@h:1/a/b?r"],
  ["", "http://u:p@h:1/a/b?q#f"],
  ["#g", "http://u:p@h:1/a/b?q#g"],
  ["//other/x", "http://other/x"],
  ["https://other/../x", "https://other/x"],
  ["ftp:x", "ftp:x"],
])("%j read at http://u:p@h:1/a/b?q#f", (reference, expected) => {
  expect(formatUrl(resolveUrl(parseUrl("http://u:p@h:1/a/b?q#f"), reference))).toBe(expected);
});
