import { mkdtempSync, rmSync } from "node:fs";
import type { RequestListener } from "node:http";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { TLSSocket } from "node:tls";
import { gzipSync } from "node:zlib";
import { afterAll, beforeAll, describe, expect, test, vi } from "vitest";
import { httpBuiltins } from "../../src/builtins/http.ts";
import { callBuiltin, failure, makeContext } from "../../src/builtins/testing/call-table.ts";
import { nodeHost } from "../../src/host/node.ts";
import type { PlainObject, Value } from "../../src/values/value.ts";
import { type Certificates, hasOpenssl, makeCertificates } from "./certificates.ts";
import { echo, type RunningServer, startRawServer, startSecureServer, startServer, startSocketServer } from "./servers.ts";

const changes = { host: nodeHost, maximalResponseBytes: 1000 };

async function send(request: PlainObject): Promise<unknown> {
  return await callBuiltin(httpBuiltins, "http.send", [{ method: "get", ...request }], makeContext(changes));
}

async function bodyOf(request: PlainObject): Promise<unknown> {
  const response = (await send(request)) as { readonly body?: unknown };
  return response.body ?? response;
}

const compressed = gzipSync('{"a": 1}');

/** Each path has its answer. */
const answerByPath: RequestListener = (request, response) => {
  const { pathname } = new URL(request.url ?? "", "http://localhost");
  switch (pathname) {
    case "/plain":
      response
        .writeHead(
          404,
          "Nothing Here",
          [
            ["X-A", "1"],
            ["X-B", "\u00c3\u00a4"],
            ["x-a", "2"],
          ].flat(),
        )
        .end("text");
      return;
    case "/empty":
      response.writeHead(204).end();
      return;
    case "/gzip":
      response.writeHead(200, { "Content-Type": "application/json", "Content-Encoding": "gzip" }).end(compressed);
      return;
    case "/broken-gzip":
      response.writeHead(200, { "Content-Encoding": "gzip" }).end(compressed.subarray(0, 12));
      return;
    case "/no-gzip":
      response.writeHead(200, { "Content-Encoding": "gzip" }).end("this is not compressed at all");
      return;
    case "/long":
      response.end("x".repeat(1001));
      return;
    case "/long-gzip":
      response.writeHead(200, { "Content-Encoding": "gzip" }).end(gzipSync("x".repeat(1001)));
      return;
    case "/slow":
      setTimeout(() => response.end("late"), 2000).unref();
      return;
    case "/slow-body":
      response.writeHead(200, { "Content-Length": 10 }).write("abc");
      return;
    case "/cut-off":
      response.writeHead(200, { "Content-Length": 10 }).write("abc");
      setTimeout(() => response.destroy(), 20);
      return;
    case "/hang-up":
      request.socket.destroy();
      return;
    case "/redirect":
      response.writeHead(302, { Location: "/echo?redirected" }).end();
      return;
    default:
      echo(request, response);
  }
};

describe("HTTP", () => {
  let server: RunningServer;
  beforeAll(async () => {
    server = await startServer(answerByPath);
  });
  afterAll(() => server.close());

  test("a response", async () => {
    const response = (await send({ url: `${server.url}/plain` })) as { readonly headers: PlainObject };
    const { date, connection, "keep-alive": _, ...headers } = response.headers;
    expect({ ...response, headers }).toStrictEqual({
      status: "404 Nothing Here",
      status_code: 404,
      headers: { "x-a": ["1", "2"], "x-b": ["ä"] },
      body: null,
      raw_body: "text",
    });
    expect(date).toStrictEqual([expect.stringMatching(/ GMT$/)]);
    expect(connection).toStrictEqual(["keep-alive"]);
  });

  test("a request", async () => {
    const url = `${server.url}/p a?q=%zz&ä`;
    expect(await bodyOf({ method: "patch", url, body: { a: [1] }, headers: { "X-Ä": "", Host: "h.example:1", "x-a": "ä" } })).toStrictEqual(
      failure(`http.send: Patch "${server.url}/p%20a?q=%zz&ä": net/http: invalid header field name "X-Ä"`),
    );
    expect(await bodyOf({ method: "patch", url, body: { a: [1] }, headers: { Host: "h.example:1", "x-a": "ä" } })).toStrictEqual({
      method: "PATCH",
      url: "/p%20a?q=%zz&%C3%A4",
      headers: {
        host: "h.example:1",
        connection: "keep-alive",
        "user-agent": "rego-ts",
        "x-a": "\u00c3\u00a4",
        "accept-encoding": "gzip",
        "content-length": "9",
      },
      body: '{"a":[1]}',
    });
  });

  test.each<readonly [string, PlainObject, unknown]>([
    ["HEAD", { method: "head", path: "/gzip" }, null],
    ["GET with a body", { path: "/echo", raw_body: "x" }, { method: "GET", body: "x" }],
    ["POST without one", { method: "post", path: "/echo" }, { method: "POST", body: "" }],
    ["a method of one's own", { method: "purge", path: "/echo" }, { method: "PURGE" }],
    ["a redirect", { path: "/redirect", enable_redirect: true }, { url: "/echo?redirected" }],
    ["a coding that was not asked for", { path: "/gzip" }, { a: 1 }],
  ])("%s", async (_, { path, ...fields }, expected) => {
    const response = (await send({ url: `${server.url}${String(path)}`, ...fields })) as {
      readonly body: unknown;
      readonly headers: object;
    };
    if (expected === null) expect(response).toMatchObject({ status_code: 200, body: null, raw_body: "" });
    else expect(response.body).toMatchObject(expected as object);
    expect(response.headers).not.toHaveProperty("transfer-encoding");
  });

  test("a coding that the policy asked for is left as it is", async () => {
    const response = await send({ url: `${server.url}/gzip`, headers: { "Accept-Encoding": "gzip" } });
    expect(response).toMatchObject({ body: null, headers: { "content-encoding": ["gzip"] } });
  });

  test.each([
    ["/broken-gzip", "unexpected EOF"],
    ["/no-gzip", "gzip: invalid header"],
    ["/long", "the body is longer than 1000 bytes"],
    ["/long-gzip", "the body is longer than 1000 bytes"],
    ["/cut-off", "unexpected EOF"],
    ["/hang-up", 'Get "URL/hang-up": EOF'],
    ["/slow", "Get URL/slow: request timed out", "300ms"],
    // Long enough for the headers to arrive on a busy machine.
    ["/slow-body", "context deadline exceeded (Client.Timeout or context cancellation while reading body)", "3s"],
  ])("%s: %s", async (path, message, timeout = "1m") => {
    expect(await send({ url: server.url + path, timeout })).toStrictEqual(failure(`http.send: ${message.replace("URL", server.url)}`));
  });

  test("nobody listens", async () => {
    const closed = await startServer(echo);
    await closed.close();
    const refused = `dial tcp 127.0.0.1:${closed.port}: connect: connection refused`;
    expect(await send({ url: closed.url })).toStrictEqual(failure(`http.send: Get "${closed.url}": ${refused}`));
    const byName = `http://localhost:${closed.port}`;
    expect(await send({ url: byName })).toStrictEqual(failure(`http.send: Get "${byName}": ${refused}`));
  });

  test("retries", async () => {
    let count = 0;
    const flaky = await startServer((request, response) => {
      count++;
      if (count < 3) request.socket.destroy();
      else echo(request, response);
    });
    expect(await bodyOf({ url: `${flaky.url}/x`, max_retry_attempts: 2 })).toMatchObject({ url: "/x" });
    await flaky.close();
  });

  test.each([
    ["HTTP/1.1 200 \r\nContent-Length: 0\r\n\r\n", { status: "200 ", status_code: 200 }],
    ["HTTP/1.0 200 OK\r\n\r\nabc", { status: "200 OK", raw_body: "abc" }],
    ["HTTP/1.1 103 Early Hints\r\nLink: x\r\n\r\nHTTP/1.1 200 OK\r\nContent-Length: 1\r\n\r\nx", { raw_body: "x" }],
    ["HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n3\r\nabc\r\n0\r\n\r\n", { raw_body: "abc", headers: {} }],
    ["HTTP/1.1 200 OK\r\nX-A: \xe4 \r\nContent-Length: 0\r\n\r\n", { headers: { "content-length": ["0"], "x-a": ["\ufffd"] } }],
  ])("a server that answers %j", async (text, expected) => {
    const raw = await startRawServer(text);
    expect(await send({ url: raw.url })).toMatchObject(expected);
    await raw.close();
  });

  test.each([
    [undefined, "read tcp: read: connection reset by peer"],
    ["", "EOF"],
    ["what is this\r\n\r\n", "net/http: HTTP/1.x transport connection broken: malformed HTTP response"],
    ["HTTP/1.1 101 Switching Protocols\r\nUpgrade: x\r\nConnection: upgrade\r\n\r\n", "net/http: HTTP/1.x transport connection broken"],
  ])("a server that breaks the connection after %j", async (text, message) => {
    const raw = await startRawServer(text);
    const problem = (await send({ url: raw.url })) as { readonly failure: string };
    expect(problem.failure.startsWith(`http.send: Get "${raw.url}": ${message}`)).toBe(true);
    await raw.close();
  });
});

describe("unix sockets", () => {
  const folder = mkdtempSync(join(tmpdir(), "rego-socket-"));
  afterAll(() => rmSync(folder, { recursive: true }));

  test("are asked for the path", async () => {
    const path = join(folder, "server.sock");
    const close = await startSocketServer(path, echo);
    const url = `unix://h.example/x?b=2&socket=${encodeURIComponent(path)}&a=1`;
    expect(await bodyOf({ url, method: "put", raw_body: "x" })).toMatchObject({
      method: "PUT",
      url: "/x?a=1&b=2",
      headers: { host: "h.example" },
      body: "x",
    });
    await close();
  });

  test.each([
    ["/nowhere.sock", "dial unix /nowhere.sock: connect: no such file or directory"],
    ["", "dial unix: missing address"],
  ])("%j is none", async (path, message) => {
    expect(await send({ url: `unix://h.example/x?socket=${path}` })).toStrictEqual(
      failure(`http.send: Get "http://h.example/x": ${message}`),
    );
  });
});

describe("a proxy", () => {
  test("gets what is not for this machine", async () => {
    const proxy = await startServer(echo);
    const server = await startServer(echo);
    vi.stubEnv("HTTP_PROXY", proxy.url);
    vi.stubEnv("NO_PROXY", "");
    vi.stubEnv("no_proxy", "");
    expect(await bodyOf({ url: "http://h.invalid/x" })).toMatchObject({ url: "http://h.invalid/x", headers: { host: "h.invalid" } });
    expect(await bodyOf({ url: `${server.url}/x` })).toMatchObject({ url: "/x" });
    vi.unstubAllEnvs();
    await Promise.all([proxy.close(), server.close()]);
  });
});

describe.skipIf(!hasOpenssl())("HTTPS (skipped where there is no openssl to make certificates)", () => {
  let certificates: Certificates;
  let servers: Record<"plain" | "other" | "nameless" | "strict", RunningServer>;
  const tellTls: RequestListener = (request, response) => {
    const socket = request.socket as TLSSocket & { readonly servername?: string | false };
    const body = {
      name: socket.servername,
      host: request.headers.host?.replace(/:\d+$/, ""),
      client: socket.getPeerCertificate().subject?.CN,
    };
    response.setHeader("Content-Type", "application/json");
    response.end(JSON.stringify(body));
  };

  beforeAll(async () => {
    certificates = makeCertificates();
    const { authority, server, otherServer, namelessServer } = certificates;
    const options = ({ certificate, key }: typeof server): object => ({ cert: certificate, key });
    servers = {
      plain: await startSecureServer(options(server), tellTls),
      other: await startSecureServer(options(otherServer), tellTls),
      nameless: await startSecureServer(options(namelessServer), tellTls),
      strict: await startSecureServer({ ...options(server), ca: authority.certificate, requestCert: true }, tellTls),
    };
  });
  afterAll(async () => {
    await Promise.all(Object.values(servers).map((server) => server.close()));
    certificates.remove();
  });

  const ca = (): PlainObject => ({ tls_ca_cert: certificates.authority.certificate });
  const unverified = "tls: failed to verify certificate: x509:";

  test.each<readonly [string, () => PlainObject, keyof typeof servers, Value]>([
    ["a root as text", ca, "plain", { name: false, host: "127.0.0.1" }],
    [
      "a root from a file",
      () => ({ tls_ca_cert_file: certificates.authority.certificateFile }),
      "plain",
      { name: false, host: "127.0.0.1" },
    ],
    ["a root from the environment", () => ({ tls_ca_cert_env_variable: "REGO_TEST_CA" }), "plain", { name: false, host: "127.0.0.1" }],
    ["a root beside the system's", () => ({ ...ca(), tls_use_system_certs: true }), "plain", { name: false, host: "127.0.0.1" }],
    ["no verification", () => ({ tls_insecure_skip_verify: true }), "nameless", { name: false, host: "127.0.0.1" }],
    ["a name of the server", () => ({ ...ca(), tls_server_name: "other.example" }), "other", { name: "other.example", host: "127.0.0.1" }],
    [
      "a name from the header",
      () => ({ ...ca(), headers: { Host: "other.example" } }),
      "other",
      { name: "other.example", host: "other.example" },
    ],
    [
      "a name, and another in the header",
      () => ({ ...ca(), headers: { Host: "h.example" }, tls_server_name: "other.example" }),
      "other",
      { name: "other.example", host: "h.example" },
    ],
    [
      "a client's certificate as text",
      () => ({ ...ca(), tls_client_cert: certificates.client.certificate, tls_client_key: certificates.client.key }),
      "strict",
      { name: false, host: "127.0.0.1", client: "client" },
    ],
    [
      "a client's certificate from files",
      () => ({ ...ca(), tls_client_cert_file: certificates.client.certificateFile, tls_client_key_file: certificates.client.keyFile }),
      "strict",
      { name: false, host: "127.0.0.1", client: "client" },
    ],
    [
      "a client's certificate from the environment",
      () => ({ ...ca(), tls_client_cert_env_variable: "REGO_TEST_CERT", tls_client_key_env_variable: "REGO_TEST_KEY" }),
      "strict",
      { name: false, host: "127.0.0.1", client: "client" },
    ],
  ])("%s", async (_, fields, server, expected) => {
    vi.stubEnv("REGO_TEST_CA", certificates.authority.certificate);
    vi.stubEnv("REGO_TEST_CERT", certificates.client.certificate);
    vi.stubEnv("REGO_TEST_KEY", certificates.client.key);
    expect(await bodyOf({ url: servers[server].url, ...fields() })).toStrictEqual(expected);
    vi.unstubAllEnvs();
  });

  test("the system's roots are those of SSL_CERT_FILE", async () => {
    vi.stubEnv("SSL_CERT_FILE", certificates.authority.certificateFile);
    expect(await bodyOf({ url: servers.plain.url, tls_use_system_certs: true, tls_server_name: "localhost" })).toStrictEqual({
      name: "localhost",
      host: "127.0.0.1",
    });
    vi.unstubAllEnvs();
  });

  test.each<readonly [string, () => PlainObject, keyof typeof servers, string]>([
    ["an unknown root", () => ({}), "plain", `${unverified} certificate signed by unknown authority`],
    [
      "another name",
      () => ({ ...ca(), tls_server_name: "h.example" }),
      "plain",
      `${unverified} certificate is valid for localhost, not h.example`,
    ],
    [
      "another address",
      () => ({ ...ca(), tls_server_name: "10.0.0.1" }),
      "plain",
      `${unverified} certificate is valid for 127.0.0.1, not 10.0.0.1`,
    ],
    ["no address", ca, "other", `${unverified} cannot validate certificate for 127.0.0.1 because it doesn't contain any IP SANs`],
    [
      "a common name only",
      () => ({ ...ca(), tls_server_name: "localhost" }),
      "nameless",
      `${unverified} certificate relies on legacy Common Name field, use SANs instead`,
    ],
    ["no client's certificate", ca, "strict", "remote error: tls: certificate required"],
  ])("%s", async (_, fields, server, message) => {
    const { url } = servers[server];
    expect(await send({ url, ...fields() })).toStrictEqual(failure(`http.send: Get "${url}": ${message}`));
  });

  test("a key of another certificate", async () => {
    const { client, server } = certificates;
    expect(await send({ url: servers.plain.url, tls_client_cert: client.certificate, tls_client_key: server.key })).toStrictEqual(
      failure("http.send: tls: private key does not match public key"),
    );
  });

  test("HTTP where HTTPS is asked for, and the other way round", async () => {
    const plain = await startServer(echo);
    const secure = `https://127.0.0.1:${plain.port}`;
    expect(await send({ url: secure })).toStrictEqual(
      failure(`http.send: Get "${secure}": http: server gave HTTP response to HTTPS client`),
    );
    const insecure = `http://127.0.0.1:${servers.plain.port}`;
    expect(await send({ url: insecure })).toStrictEqual(failure(`http.send: Get "${insecure}": EOF`));
    await plain.close();
  });
});

test.each([
  ["/nowhere", "open /nowhere: no such file or directory"],
  ["/", "read /: is a directory"],
  ["/etc/passwd/x", "open /etc/passwd/x: not a directory"],
  ["a\u0000b", "open a\u0000b: invalid argument"],
])("a file %j that cannot be read", async (path, message) => {
  expect(await send({ url: "http://localhost/", tls_ca_cert_file: path })).toStrictEqual(failure(`http.send: ${message}`));
});
