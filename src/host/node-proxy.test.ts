import { expect, test } from "vitest";
import { chooseProxy } from "./node-proxy.ts";

const proxies = { HTTP_PROXY: "proxy:3128", https_proxy: "https://secure:3129" };

test.each([
  ["http://h.example", "http://proxy:3128"],
  ["https://h.example:8443", "https://secure:3129"],
  ["http://localhost:8080", undefined],
  ["http://127.1.2.3", undefined],
  ["http://[::1]:1", undefined],
])("%s", (origin, expected) => {
  expect(chooseProxy(origin, proxies)).toBe(expected);
});

test.each([
  ["h.example", true],
  [".example", true],
  ["*.example", true],
  ["example", true],
  ["*", true],
  ["other, H.EXAMPLE", true],
  ["h.example:80", true],
  ["h.example:81", false],
  [".h.example", false],
  ["ample", false],
  ["", false],
])("NO_PROXY=%s leaves http://h.example out: %s", (excluded, isOut) => {
  expect(chooseProxy("http://h.example", { ...proxies, no_proxy: excluded })).toBe(isOut ? undefined : "http://proxy:3128");
});

test.each([
  ["10.1.0.0/16", true],
  ["10.1.2.3", true],
  ["10.1.2.3:8080", true],
  ["10.1.2.3:80", false],
  ["10.2.0.0/16", false],
  ["10.1.0.0/99", false],
])("NO_PROXY=%s leaves http://10.1.2.3:8080 out: %s", (excluded, isOut) => {
  expect(chooseProxy("http://10.1.2.3:8080", { ...proxies, NO_PROXY: excluded })).toBe(isOut ? undefined : "http://proxy:3128");
});
