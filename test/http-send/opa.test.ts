import { execFile, spawnSync } from "node:child_process";
import { promisify } from "node:util";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { nodeHost } from "../../src/host/node.ts";
import { Engine } from "../../src/index.ts";
import { type RunningServer, startServer } from "./servers.ts";

const hasOpa = spawnSync("opa", ["version"]).status === 0;
const run = promisify(execFile);

/** Requests to a server that says in full what it was asked; `URL` stands for the server. */
const requests: readonly object[] = [
  { method: "get", url: "URL/text/plain" },
  { method: "get", url: "URL/application/json" },
  { method: "POST", url: "URL/application/json", body: { a: [1, "<", null] }, headers: { "x-a": "ä", "Content-Type": "a/b" } },
  { method: "put", url: "URL/application/x-yaml", raw_body: "a=b" },
  { method: "head", url: "URL/application/json" },
  { method: "get", url: "URL/text/plain", force_json_decode: true },
  { method: "get", url: "URL/text/plain", force_yaml_decode: true },
  { method: "get", url: "URL/moved", enable_redirect: true },
  { method: "post", url: "URL/moved", raw_body: "x", enable_redirect: true, headers: { Authorization: "x" } },
  { method: "get", url: "URL/moved" },
  { method: "get", url: "URL/p a/%41?q=%zz", headers: { Host: "h.example" } },
  { method: "get", url: "http://127.0.0.1:1/", raise_error: false },
  { method: "get", url: "file:///etc/passwd", raise_error: false },
  { method: "get", url: "URL/never", timeout: "100ms", raise_error: false },
  { method: "get", url: "::", raise_error: false },
  { method: "get", url: "URL/x", timeout: "soon", raise_error: false },
  { method: "get", url: "URL/x", raise_error: false, unknown: 1 },
];

/** What differs from call to call and from client to client: the connection's own headers, and who asks. */
function normalize(response: unknown): unknown {
  const text = JSON.stringify(response, (name, value: unknown) =>
    /^(?:date|connection|keep-alive|content-length|raw_body)$/.test(name) ? undefined : value,
  );
  return JSON.parse(text);
}

describe.skipIf(!hasOpa)("as opa eval answers (skipped where there is no opa)", () => {
  let server: RunningServer;
  beforeAll(async () => {
    server = await startServer((request, response) => {
      const { pathname } = new URL(request.url ?? "", "http://localhost");
      if (pathname === "/never") return;
      const chunks: Buffer[] = [];
      request.on("data", (chunk: Buffer) => chunks.push(chunk));
      request.on("end", () => {
        const { "user-agent": _, connection: __, ...headers } = request.headers;
        response.setHeader("X-Seen", ["1", "2"]);
        if (pathname === "/moved") response.writeHead(302, { Location: "text/plain" });
        else response.writeHead(200, { "Content-Type": pathname.slice(1) });
        response.end(JSON.stringify({ method: request.method, url: request.url, headers, body: Buffer.concat(chunks).toString() }));
      });
    });
  });
  afterAll(() => server.close());

  test("all requests", async () => {
    const input = requests.map((request) => JSON.parse(JSON.stringify(request).replaceAll("URL", server.url)) as object);
    const query = "[response | some request in input; response := http.send(request)]";
    const opa = run("opa", ["eval", "--format", "json", "--stdin-input", query]);
    opa.child.stdin?.end(JSON.stringify(input));
    const { result } = JSON.parse((await opa).stdout) as { result: [{ expressions: [{ value: unknown[] }] }] };
    const theirs = result[0].expressions[0].value;
    const ours = (await new Engine({ host: nodeHost }).prepare(query).evaluate(input)) as unknown[];
    expect(theirs.length).toBe(requests.length);
    expect(ours.map(normalize)).toStrictEqual(theirs.map(normalize));
  });
});
