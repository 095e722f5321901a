import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { makeObject } from "../values/object-builder.ts";
import { makeSet } from "../values/rego-set.ts";
import type { Value } from "../values/value.ts";
import { makeRecordingHost, makeResponse } from "./http/testing/recording-host.ts";
import { HttpError, type HttpRequest, type HttpResponse } from "./http/transport.ts";
import { httpBuiltins } from "./http.ts";
import { arbitraryValue, callBuiltin, failure, makeContext } from "./testing/call-table.ts";

const url = "http://localhost:8080/x";

async function send(request: Value, host = makeRecordingHost(), changes: Parameters<typeof makeContext>[0] = {}): Promise<unknown> {
  return await callBuiltin(httpBuiltins, "http.send", [request], makeContext({ host, location: "policy.rego:7", ...changes }));
}

/** What the host is asked to do for a request. */
async function recordRequest(request: Value): Promise<HttpRequest> {
  const host = makeRecordingHost();
  await send(request, host);
  const [recorded] = host.requests;
  if (recorded === undefined) throw new Error("nothing was sent");
  return recorded;
}

/** Texts as `opa eval --strict-builtin-errors` gives them; without the builtin's name where the error object has the same text. */
describe("what is wrong with a request", () => {
  const request = { method: "get", url };

  test.each<readonly [string, Value]>([
    ["operand 1 must be object but got string", "x"],
    ['operand 1 missing required request parameters(s): {"method", "url"}', {}],
    ['operand 1 missing required request parameters(s): {"url"}', { method: "get" }],
    ['operand 1 invalid request parameters(s): {"bar", "foo"}', { ...request, foo: 1, bar: 2 }],
    [
      "operand 1 invalid request parameters(s): {1, {2}}",
      makeObject([
        [1, 2],
        [makeSet([2]), 3],
      ]),
    ],
    ['operand 1 invalid request parameters(s): {"METHOD"}', { METHOD: "get", url }],
    ["invalid value for raise_error field", { ...request, raise_error: 1, foo: 1 }],
    ["cache_ignored_headers must be an array of strings", { ...request, headers: {}, cache_ignored_headers: "a", cache: 1 }],
    ["cache_ignored_headers must be an array of strings", { ...request, headers: { a: "b" }, cache_ignored_headers: [1] }],
    ['invalid value for "cache" field', { ...request, cache: 1, force_cache: 1, url: 1 }],
    ['invalid value for "force_cache" field', { ...request, cache: true, force_cache: "true" }],
    ["'force_cache' set but 'force_cache_duration_seconds' parameter is missing", { ...request, force_cache: true, url: 1 }],
    ['strconv.ParseInt: parsing "\\"x\\"": invalid syntax', { ...request, force_cache: true, force_cache_duration_seconds: "x" }],
    ['strconv.ParseInt: parsing "1.5": invalid syntax', { ...request, force_cache: true, force_cache_duration_seconds: 1.5 }],
    ['strconv.ParseBool: parsing "{\\"a\\": 1}": invalid syntax', { ...request, enable_redirect: { a: 1 }, url: 1 }],
    ['strconv.ParseBool: parsing "\\"true\\"": invalid syntax', { ...request, tls_insecure_skip_verify: "true" }],
    ['strconv.ParseBool: parsing "null": invalid syntax', { ...request, tls_use_system_certs: null }],
    ["invalid type for headers key", { ...request, headers: null, method: 1 }],
    ['"method" must be a string', { ...request, method: 1, raw_body: 1 }],
    ['"raw_body" must be a string', { ...request, raw_body: null, timeout: "x" }],
    ["operand 1 'timeout' must be one of {string, number} but got array", { ...request, timeout: [], tls_ca_cert: 1 }],
    ['invalid timeout value "x": time: invalid duration "x"', { ...request, timeout: "x" }],
    ['invalid timeout value "1d": time: unknown unit "d" in duration "1d"', { ...request, timeout: "1d" }],
    ['invalid timeout value "5.5": time: missing unit in duration "5.5"', { ...request, timeout: "5.5" }],
    ["invalid timeout number value 1.5, must be int64", { ...request, timeout: 1.5 }],
    ["invalid timeout number value 9223372036854775808, must be int64", { ...request, timeout: 9223372036854775808n }],
    ['"tls_ca_cert" must be a string', { ...request, tls_ca_cert: 1, tls_ca_cert_file: 1 }],
    ['"tls_server_name" must be a string', { ...request, tls_server_name: 1, url: 1 }],
    ['"url" must be a string', { ...request, url: 1, force_json_decode: 1 }],
    ["could not append certificates", { ...request, tls_ca_cert: "x", url: "::" }],
    ['could not add CA certificates from envvar "X": could not append certificates', { ...request, tls_ca_cert_env_variable: "X" }],
    ["open /x: this host has no files", { ...request, tls_ca_cert_file: "/x" }],
    ["tls: failed to find any PEM data in certificate input", { ...request, tls_client_cert: "x", tls_client_key: "y", tls_ca_cert: "z" }],
    [
      'cannot extract public/private key pair from envvars "X", "Y": tls: failed to find any PEM data in certificate input',
      { ...request, tls_client_cert_env_variable: "X", tls_client_key_env_variable: "Y" },
    ],
    ['net/http: invalid method "G T"', { ...request, method: "g t", url: "::" }],
    ['net/http: invalid method "ß"', { ...request, method: "ß" }],
    ['parse "::": missing protocol scheme', { ...request, url: "::", headers: { a: 1 } }],
    ['invalid type for headers value "1"', { ...request, headers: { a: 1 }, max_retry_attempts: "x" }],
    ['invalid type for headers value ["x" "2"]', { ...request, headers: { a: ["x", 2] } }],
    ['invalid type for headers value map["x":%!q(<nil>)]', { ...request, headers: { a: { x: null } } }],
    ['invalid value "x" for field "max_retry_attempts"', { ...request, max_retry_attempts: "x", url: "ftp://x" }],
    ['invalid value -1 for field "max_retry_attempts"', { ...request, max_retry_attempts: -1 }],
    ['Get "": unsupported protocol scheme ""', { ...request, url: "" }],
    ['Get "file:///etc/passwd": unsupported protocol scheme "file"', { ...request, url: "file:///etc/passwd", headers: { "a b": "" } }],
    ['Get "unix://h/x": unsupported protocol scheme "unix"', { ...request, url: "unix://h/x" }],
    ['Get "http:///": net/http: invalid header field name "a b"', { ...request, url: "http:///", headers: { "a b": "" } }],
    ['Post "http:///x": http: no Host in request URL', { ...request, method: "post", url: "http:///x" }],
    [`Get "${url}": net/http: invalid header field value for "A"`, { ...request, headers: { a: "x\ny" } }],
    ['Get "http://h:99999/": dial tcp: address 99999: invalid port', { ...request, url: "http://h:99999/" }],
    ['Get "http://1.2.3/": dial tcp: lookup 1.2.3: no such host', { ...request, url: "http://1.2.3/" }],
    ['invalid value for "force_json_decode" field', { ...request, force_json_decode: 1, force_yaml_decode: 1 }],
    ['invalid value for "force_yaml_decode" field', { ...request, force_json_decode: true, force_yaml_decode: 1 }],
  ])("%s", async (text, operand) => {
    expect(await send(operand)).toStrictEqual(failure(`http.send: ${text}`));
  });

  test.each<readonly [string, Value, string]>([
    ["a field", { ...request, url: 1 }, 'policy.rego:7: eval_builtin_error: http.send: "url" must be a string'],
    ["a name", { ...request, foo: 1 }, 'policy.rego:7: eval_type_error: http.send: operand 1 invalid request parameters(s): {"foo"}'],
    ["retries", { ...request, max_retry_attempts: "x" }, 'invalid value "x" for field "max_retry_attempts"'],
    [
      "headers that do not count",
      { ...request, headers: {}, cache_ignored_headers: 1 },
      "cache_ignored_headers must be an array of strings",
    ],
  ])("%s, where errors are not raised", async (_, operand, message) => {
    expect(await send({ ...(operand as object), raise_error: false })).toStrictEqual({
      status_code: 0,
      error: { code: "eval_http_send_internal_error", message },
    });
  });
});

describe("what is sent", () => {
  const plain: HttpRequest = {
    method: "GET",
    origin: "http://localhost:8080",
    target: "/x",
    headers: [["User-Agent", "rego-ts"]],
    body: undefined,
    socketPath: undefined,
    tls: undefined,
    signal: expect.any(AbortSignal) as AbortSignal,
    maximalBytes: 104_857_600,
  };
  const bytes = (text: string): Uint8Array => new TextEncoder().encode(text);
  const userAgent = ["User-Agent", "rego-ts"] as const;

  test.each<readonly [string, Value, Partial<HttpRequest>]>([
    ["as little as possible", {}, {}],
    ["a method in small letters", { method: "pOsT" }, { method: "POST" }],
    ["no method", { method: "" }, {}],
    ["a body, as JSON", { body: { b: [1, makeSet(["<"])], a: null } }, { body: bytes('{"a":null,"b":[1,["\\u003c"]]}') }],
    ["a text instead of the body", { body: 1, raw_body: "ä" }, { body: bytes("ä") }],
    ["no time limit", { timeout: 0 }, { signal: undefined }],
    ["no time limit, as text", { timeout: "-1s" }, { signal: undefined }],
    ["path and query escaped", { url: "http://localhost:8080/ä b?q=%zz#f" }, { target: "/%C3%A4%20b?q=%zz" }],
    ["name and password", { url: "http://u:p%C3%A4@localhost:8080/x" }, { headers: [userAgent, ["Authorization", "Basic dTpww6Q="]] }],
    [
      "headers: canonical names, the last of equal ones, bytes, own ones left out",
      { headers: { "x-a": " ä\t", B: "1", b: "2", "content-length": "7", "user-agent": "me", host: "other" } },
      {
        headers: [
          ["User-Agent", "me"],
          ["Host", "other"],
          ["B", "2"],
          ["X-A", "\u00c3\u00a4"],
        ],
      },
    ],
    ["no user agent", { headers: { "User-Agent": "" } }, { headers: [] }],
    ["keys that are no texts", { headers: makeObject([[1, "x"]]) }, { headers: [userAgent, ["1", "x"]] }],
    ["a host beyond ASCII", { headers: { Host: "ä" } }, { headers: [userAgent, ["Host", "xn--4ca"]] }],
    [
      "a unix socket",
      { url: "unix://h:99/x?z=1&socket=%2Frun%2Fs.sock&a=%20+ä" },
      { origin: "http://h:99", target: "/x?a=++%C3%A4&z=1", socketPath: "/run/s.sock" },
    ],
    [
      "TLS",
      { url: "https://localhost:8080/x", tls_insecure_skip_verify: 1, headers: { Host: "other" } },
      {
        origin: "https://localhost:8080",
        headers: [userAgent, ["Host", "other"]],
        tls: { rootCertificates: [], trustSystem: true, clientCertificates: [], serverName: "other", skipVerification: true },
      },
    ],
  ])("%s", async (_, fields, expected) => {
    expect(await recordRequest({ method: "get", url, ...(fields as object) })).toStrictEqual({ ...plain, ...expected });
  });

  test("certificates and keys as text, from files and from the environment", async () => {
    const pem = (label: string, text: string): string => `-----BEGIN ${label}-----\n${text}\n-----END ${label}-----\n`;
    const host = makeRecordingHost(undefined, {
      environment: () => ({ CA: pem("CERTIFICATE", "env"), CERT: pem("CERTIFICATE", "c"), KEY: pem("EC PRIVATE KEY", "k") }),
      readFile: (path) => Promise.resolve(pem(path.endsWith("key") ? "PRIVATE KEY" : "CERTIFICATE", path)),
    });
    await send(
      {
        method: "get",
        url: "https://localhost/",
        tls_ca_cert: pem("CERTIFICATE", "text"),
        tls_ca_cert_file: "ca",
        tls_ca_cert_env_variable: "CA",
        tls_client_cert_file: "cert",
        tls_client_key_file: "key",
        tls_client_cert_env_variable: "CERT",
        tls_client_key_env_variable: "KEY",
        tls_server_name: "name",
      },
      host,
    );
    expect(host.requests[0]?.tls).toStrictEqual({
      rootCertificates: [pem("CERTIFICATE", "text"), pem("CERTIFICATE", "ca"), pem("CERTIFICATE", "env")],
      trustSystem: false,
      clientCertificates: [
        { certificate: pem("CERTIFICATE", "cert"), key: pem("PRIVATE KEY", "key") },
        { certificate: pem("CERTIFICATE", "c"), key: pem("EC PRIVATE KEY", "k") },
      ],
      serverName: "name",
      skipVerification: false,
    });
  });
});

describe("hosts that may not be asked", () => {
  const changes = { allowedHosts: ["127.0.0.1"] };

  test.each<readonly [string, Value]>([
    ["disallowed host: localhost", { url: "http://localhost/", tls_ca_cert: "x" }],
    ["disallowed host: LOCALHOST", { url: "http://LOCALHOST/" }],
    ["disallowed host: localhost", { url: "unix://localhost/?socket=/s" }],
    ["disallowed host: ", { url: "file:///x" }],
    ['parse "::": missing protocol scheme', { url: "::" }],
    ['"raw_body" must be a string', { url: "http://localhost/", raw_body: 1 }],
  ])("%s", async (text, fields) => {
    const host = makeRecordingHost();
    expect(await send({ method: "get", ...(fields as object) }, host, changes)).toStrictEqual(failure(`http.send: ${text}`));
    expect(host.requests).toStrictEqual([]);
  });

  test("also where a server redirects to them", async () => {
    const host = makeRecordingHost(() => makeResponse([["location", "http://localhost/"]], "", 302));
    const request = { method: "get", url: "http://127.0.0.1:8080/", enable_redirect: true };
    expect(await send(request, host, changes)).toStrictEqual(failure('http.send: Get "http://localhost/": disallowed host: localhost'));
  });

  test("others may be", async () => {
    const host = makeRecordingHost();
    await send({ method: "get", url: "http://127.0.0.1:8080/" }, host, changes);
    expect(host.requests.length).toBe(1);
  });
});

describe("what comes back", () => {
  test("a response", async () => {
    const host = makeRecordingHost(() =>
      makeResponse(
        [
          ["x-a", "1"],
          ["x-b", "\u00c3\u00a4 "],
          ["x-a", "2"],
          ["content-type", "application/json"],
          ["transfer-encoding", "chunked"],
        ],
        '{"a": [1]} x',
      ),
    );
    expect(await send({ method: "get", url }, host)).toStrictEqual({
      status: "200 OK",
      status_code: 200,
      headers: { "x-a": ["1", "2"], "x-b": ["ä"], "content-type": ["application/json"] },
      body: { a: [1] },
      raw_body: '{"a": [1]} x',
    });
  });

  const refuse = (): never => {
    throw new HttpError("dial tcp 127.0.0.1:8080: connect: connection refused");
  };
  const breakOff = (): never => {
    throw new HttpError("unexpected EOF", "body");
  };
  const waitForEver = (request: HttpRequest): Promise<HttpResponse> =>
    new Promise((_, reject) => request.signal?.addEventListener("abort", () => reject(request.signal?.reason)));

  test.each([
    ["no connection", refuse, `Get "${url}": dial tcp 127.0.0.1:8080: connect: connection refused`, undefined, "network"],
    ["a broken body", breakOff, "unexpected EOF", "policy.rego:7: eval_builtin_error: http.send: unexpected EOF", "internal"],
    [
      "nothing in time",
      waitForEver,
      `Get ${url}: request timed out`,
      `Get "${url}": context deadline exceeded (Client.Timeout exceeded while awaiting headers)`,
      "network",
    ],
  ])("%s", async (_, answer, raised, told = raised, kind) => {
    const request = { method: "get", url, timeout: "20ms" };
    expect(await send(request, makeRecordingHost(answer))).toStrictEqual(failure(`http.send: ${raised}`));
    expect(await send({ ...request, raise_error: false }, makeRecordingHost(answer))).toStrictEqual({
      status_code: 0,
      error: { code: `eval_http_send_${kind}_error`, message: told },
    });
  });

  test("a time limit finer than timers is over at once", async () => {
    const host = makeRecordingHost();
    expect(await send({ method: "get", url, timeout: "5" }, host)).toStrictEqual(failure(`http.send: Get ${url}: request timed out`));
    expect(host.requests).toStrictEqual([]);
  });

  test("a host without the net", async () => {
    const { http: _, ...host } = makeRecordingHost();
    expect(await send({ method: "get", url }, host as ReturnType<typeof makeRecordingHost>)).toStrictEqual(
      failure(`http.send: Get "${url}": this host makes no HTTP requests`),
    );
  });

  test.each([
    [0, refuse, 1],
    [2, refuse, 3],
    [2, breakOff, 1],
    [2, () => makeResponse([], "", 500), 1],
  ])("with %j retries", async (max_retry_attempts, answer, count) => {
    const host = makeRecordingHost(answer);
    await send({ method: "get", url, max_retry_attempts }, host);
    expect(host.requests.length).toBe(count);
  });
});

test("whatever the fields are, there is an answer", async () => {
  const names = [
    "headers",
    "cache_ignored_headers",
    "body",
    "raw_body",
    "timeout",
    "enable_redirect",
    "force_cache",
    "tls_ca_cert",
    "max_retry_attempts",
  ];
  const fields = fc.dictionary(fc.constantFrom(...names, "url", "method", "raise_error"), arbitraryValue(), { maxKeys: 4 });
  await fc.assert(
    fc.asyncProperty(fields, async (request) => {
      await send({ method: "get", url, ...request });
    }),
  );
});

test.each<readonly [string, readonly Value[], number]>([
  ["equal requests", [{}, {}], 1],
  ["other time limits", [{ timeout: "3s" }, { timeout: "4s" }], 2],
  ["other headers", [{ headers: { a: "1" } }, { headers: { a: "2" } }], 2],
  [
    "headers that do not count",
    [
      { headers: { a: "1" }, cache_ignored_headers: ["a"] },
      { headers: { a: "2" }, cache_ignored_headers: ["a"] },
    ],
    1,
  ],
  ["and none of them", [{ headers: { a: "1", b: "1" }, cache_ignored_headers: ["a"] }, { headers: { b: "1" } }], 1],
  [
    "names that differ in case",
    [
      { headers: { A: "1" }, cache_ignored_headers: ["a"] },
      { headers: { A: "2" }, cache_ignored_headers: ["a"] },
    ],
    2,
  ],
])("in one query, %s", async (_, fields, count) => {
  const host = makeRecordingHost();
  const context = makeContext({ host });
  await Promise.all(fields.map((each) => callBuiltin(httpBuiltins, "http.send", [{ method: "get", url, ...(each as object) }], context)));
  expect(host.requests.length).toBe(count);
});
