import { mkdtempSync, rmSync } from "node:fs";
import type { RequestListener } from "node:http";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { nodeHost } from "../../src/host/node.ts";
import { webHost } from "../../src/host/web.ts";
import { Engine, type EngineOptions, InterQueryCache } from "../../src/index.ts";
import { echo, type RunningServer, startServer, startSocketServer } from "./servers.ts";

/** What the server was asked, and how many requests were open at once. */
let asked: string[] = [];
/** Who waits until as many requests as `together` names are open at once. */
let waiting: (() => void)[] = [];

const listener: RequestListener = (request, response) => {
  const { pathname, searchParams } = new URL(request.url ?? "", "http://localhost");
  asked.push(`${request.url}${request.headers["if-none-match"] === undefined ? "" : " if changed"}`);
  if (pathname === "/together") {
    waiting.push(() => response.end(searchParams.get("text")));
    if (waiting.length === Number(searchParams.get("requests"))) for (const answer of waiting) answer();
  } else if (pathname === "/echo") echo(request, response);
  else if (pathname === "/long") response.end("x".repeat(2000));
  else if (pathname === "/redirect") response.writeHead(302, { Location: `http://localhost:${server.port}/echo` }).end();
  else if (pathname === "/tagged" && request.headers["if-none-match"] === '"1"') {
    response.writeHead(304, { "X-Changed": "no" }).end();
  } else if (pathname === "/tagged") {
    response.writeHead(200, { ETag: '"1"', "Cache-Control": "max-age=0", "Content-Type": "application/yaml" }).end("a: yes");
  } else {
    setTimeout(
      () => response.writeHead(200, { "Cache-Control": "max-age=60" }).end(searchParams.get("text")),
      Number(searchParams.get("ms")),
    ).unref();
  }
};

let server: RunningServer;
beforeAll(async () => {
  server = await startServer(listener);
});
afterAll(() => server.close());
beforeEach(() => {
  asked = [];
  waiting = [];
});

const policy = `package p
# No answer comes before all three are asked for.
texts := [text | some n in input.numbers; text := http.send({"method": "get", "url": sprintf("%s/together?requests=3&text=%d", [input.url, n])}).raw_body]
same := [text | some n in input.numbers; text := http.send({"method": "get", "url": sprintf("%s/wait?ms=1&text=x", [input.url])}).raw_body]
chained := text if {
  first := http.send({"method": "get", "url": sprintf("%s/wait?ms=1&text=a", [input.url])})
  text := http.send({"method": "get", "url": sprintf("%s/wait?ms=1&text=%sb", [input.url, first.raw_body])}).raw_body
}
response := http.send(input.request)
`;

function makeEngine(options: EngineOptions = {}): Engine {
  const engine = new Engine({ host: nodeHost, strictBuiltinErrors: true, ...options });
  engine.addModule("p.rego", policy);
  return engine;
}

async function evaluate(query: string, fields: object = {}, options: EngineOptions = {}): Promise<unknown> {
  return await makeEngine(options)
    .prepare(query)
    .evaluate({ url: server.url, numbers: [3, 1, 2], ...fields });
}

describe("in one query", () => {
  test("independent requests are sent together", async () => {
    expect(await evaluate("data.p.texts")).toStrictEqual(["3", "1", "2"]);
    expect(asked.length).toBe(3);
  });

  test("equal requests are sent once", async () => {
    expect(await evaluate("data.p.same")).toStrictEqual(["x", "x", "x"]);
    expect(asked.length).toBe(1);
  });

  test("requests that need each other's answers are sent one after the other", async () => {
    expect(await evaluate("data.p.chained")).toBe("ab");
    expect(asked).toStrictEqual(["/wait?ms=1&text=a", "/wait?ms=1&text=ab"]);
  });

  test("without waiting there is no answer", () => {
    expect(() => makeEngine().prepare("data.p.response").evaluateSync({ request: {} })).toThrow("http.send has to wait for its answer");
  });
});

describe("across queries", () => {
  const force = { cache: true, force_cache: true, force_cache_duration_seconds: 60 };

  test("what may be kept is, for all queries of an engine and its clones", async () => {
    const engine = makeEngine();
    const input = { request: { method: "get", url: `${server.url}/wait?ms=1&text=x`, cache: true } };
    const prepared = engine.prepare("data.p.response.raw_body");
    expect([await prepared.evaluate(input), await prepared.evaluate(input)]).toStrictEqual(["x", "x"]);
    expect(await engine.clone().prepare("data.p.response.raw_body").evaluate(input)).toBe("x");
    expect(asked.length).toBe(1);
  });

  test("engines share a cache if they are given the same one", async () => {
    const interQueryCache = new InterQueryCache();
    const request = { method: "get", url: `${server.url}/echo`, ...force };
    const first = await evaluate("data.p.response", { request }, { interQueryCache });
    expect(await evaluate("data.p.response", { request }, { interQueryCache })).toStrictEqual(first);
    expect(asked.length).toBe(1);
    await evaluate("data.p.response", { request });
    expect(asked.length).toBe(2);
  });

  test("a cache too small for a response does not keep it", async () => {
    const interQueryCache = new InterQueryCache({ maxBytes: 1000 });
    const request = { method: "get", url: `${server.url}/long`, ...force };
    for (let count = 0; count < 2; count++) await evaluate("data.p.response", { request }, { interQueryCache });
    expect(asked.length).toBe(2);
  });

  test("what is no longer fresh is asked for by its tag", async () => {
    const interQueryCache = new InterQueryCache();
    const input = { request: { method: "get", url: `${server.url}/tagged`, cache: true } };
    const query = '[data.p.response.body, object.get(data.p.response.headers, "x-changed", [])]';
    expect(await evaluate(query, input, { interQueryCache })).toStrictEqual([{ a: true }, []]);
    expect(await evaluate(query, input, { interQueryCache })).toStrictEqual([{ a: true }, ["no"]]);
    expect(asked).toStrictEqual(["/tagged", "/tagged if changed"]);
  });
});

describe("what the engine allows", () => {
  test("hosts", async () => {
    const allowed = { allowNet: ["127.0.0.1"] };
    expect(await evaluate("data.p.response.status", { request: { method: "get", url: `${server.url}/echo` } }, allowed)).toBe("200 OK");
    const elsewhere = { method: "get", url: `http://localhost:${server.port}/echo` };
    await expect(evaluate("data.p.response", { request: elsewhere }, allowed)).rejects.toThrow("http.send: disallowed host: localhost");
    const redirected = { method: "get", url: `${server.url}/redirect`, enable_redirect: true, raise_error: false };
    expect(await evaluate("data.p.response.error", { request: redirected }, allowed)).toStrictEqual({
      code: "eval_http_send_network_error",
      message: `Get "http://localhost:${server.port}/echo": disallowed host: localhost`,
    });
    expect(asked).toStrictEqual(["/echo", "/redirect"]);
  });

  test("hosts, whose unix sockets are not told apart", async () => {
    const folder = mkdtempSync(join(tmpdir(), "rego-socket-"));
    const path = join(folder, "s");
    const close = await startSocketServer(path, (_, response) => response.end("from the socket"));
    try {
      const ask = (host: string, allowNet: readonly string[]) =>
        evaluate("data.p.response.raw_body", { request: { method: "get", url: `unix://${host}/?socket=${path}` } }, { allowNet });
      await expect(ask("localhost", [])).rejects.toThrow("http.send: disallowed host: localhost");
      await expect(ask("", [])).rejects.toThrow("http.send: disallowed host: ");
      await expect(ask("a.example", ["localhost"])).rejects.toThrow("http.send: disallowed host: a.example");
      expect(await ask("a.example", ["a.example"])).toBe("from the socket");
    } finally {
      await close();
      rmSync(folder, { recursive: true });
    }
  });

  test("hosts, before files are read for them", async () => {
    const read: string[] = [];
    const host = { ...nodeHost, readFile: async (path: string) => `${read.push(path)}` };
    const request = { method: "get", url: "https://a.example/", tls_ca_cert_file: "/ca.pem" };
    await expect(evaluate("data.p.response", { request }, { host, allowNet: [] })).rejects.toThrow("http.send: disallowed host: a.example");
    expect(read).toStrictEqual([]);
  });

  test("hosts whose names are looked up", async () => {
    const name = "net.lookup_ip_addr(input.name)";
    await expect(evaluate(name, { name: "localhost" }, { allowNet: [] })).rejects.toThrow("net.lookup_ip_addr: disallowed host: localhost");
    expect(await evaluate(name, { name: "127.0.0.1" }, { allowNet: ["127.0.0.1"] })).toStrictEqual(["127.0.0.1"]);
  });

  test("the length of a response", async () => {
    const request = { method: "get", url: `${server.url}/long` };
    await expect(evaluate("data.p.response", { request }, { limits: { httpResponseBytes: 1999 } })).rejects.toThrow(
      "http.send: the body is longer than 1999 bytes",
    );
    expect(await evaluate("count(data.p.response.raw_body)", { request }, { limits: { httpResponseBytes: 2000 } })).toBe(2000);
  });

  test("time", async () => {
    // Whoever waits for this answer waits longer than a test may take.
    const request = { method: "get", url: `${server.url}/wait?ms=600000`, timeout: 0, max_retry_attempts: 9 };
    await expect(evaluate("data.p.response", { request }, { limits: { timeoutMs: 100 } })).rejects.toThrow(
      "evaluation exceeded its limit of 100 ms",
    );
    const aborted = makeEngine()
      .prepare("data.p.response")
      .evaluate({ request }, { signal: AbortSignal.timeout(100) });
    await expect(aborted).rejects.toThrow("caller cancelled query execution");
  });
});

test("an error object names the place of the call", async () => {
  const request = { method: "get", url: 1, raise_error: false };
  const located = async (query: string): Promise<unknown> => await evaluate(query, { request });
  const message = 'eval_builtin_error: http.send: "url" must be a string';
  expect(await located("data.p.response.error.message")).toBe(`p.rego:9: ${message}`);
  expect(await located("x := http.send(input.request).error.message; x")).toBe(true);
  expect(await located("http.send(input.request).error.message")).toBe(`http.send(input.request): ${message}`);
});

describe("with fetch", () => {
  const options = { host: webHost };

  test("a request and its response", async () => {
    const url = `${server.url}/echo?a=%zz`;
    const request = { method: "put", url, headers: { "x-a": "ä" }, body: [1] };
    expect(await evaluate("data.p.response", { request }, options)).toMatchObject({
      status: "200 OK",
      headers: { "content-type": ["application/json"] },
      body: { method: "PUT", url: "/echo?a=%zz", headers: { "x-a": "\u00c3\u00a4" }, body: "[1]" },
    });
  });

  test("a redirect", async () => {
    const request = { method: "get", url: `${server.url}/redirect`, enable_redirect: true };
    expect(await evaluate("data.p.response.body.url", { request }, options)).toBe("/echo");
  });

  test.each([
    ["/long", {}, "the body is longer than 1999 bytes"],
    ["/wait?ms=5000", { timeout: "100ms" }, "Get URL: request timed out"],
    ["/echo", { raw_body: "x" }, 'Get "URL": Request with GET/HEAD method cannot have body.'],
  ])("%s with %j", async (path, fields, message) => {
    const url = server.url + path;
    const limits = { httpResponseBytes: 1999 };
    await expect(evaluate("data.p.response", { request: { method: "get", url, ...fields } }, { ...options, limits })).rejects.toThrow(
      `http.send: ${message.replace("URL", url)}`,
    );
  });

  test.each([
    [{ url: "unix://h/?socket=/s" }, 'Get "http://h/": dial unix /s: this host has no unix sockets'],
    [{ url: "https://h/", tls_insecure_skip_verify: true }, "this host makes no connections with tls_insecure_skip_verify"],
    [{ url: "https://h/", tls_server_name: "x" }, "this host makes no connections with tls_server_name"],
    [{ url: "https://h/", tls_ca_cert_file: "x" }, "open x: this host has no files"],
  ])("%j is refused", async (fields, message) => {
    await expect(evaluate("data.p.response", { request: { method: "get", ...fields } }, options)).rejects.toThrow(`http.send: ${message}`);
  });
});
