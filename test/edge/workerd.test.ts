/** `rego-ts/edge` in workerd: no `eval`, no modules of Node, the requests and the `fetch` of the edge. */
import { readFileSync } from "node:fs";
import { connect } from "node:net";
import { gzipSync } from "node:zlib";
import { afterAll, beforeAll, expect, test } from "vitest";
import { Engine } from "../../src/engine.ts";
import { compilePolicy } from "../../src/tools/compile-policy.ts";
import { echo, type RunningServer, startServer } from "../http-send/servers.ts";
import { signTokens } from "./tokens.ts";
import { type Answered, type Asked, ask, bundleWorker, findForeignCode, type RunningWorker, runWorker } from "./workerd.ts";

let script: string;
let worker: RunningWorker;
let upstream: RunningServer;

beforeAll(async () => {
  script = await bundleWorker("test/edge/worker.ts");
  worker = await runWorker(script);
  upstream = await startServer((request, response) => {
    const { url = "" } = request;
    // Never answers.
    if (url === "/silent") return;
    if (url === "/moved") response.writeHead(302, { Location: "/target" }).end();
    else if (url === "/circle") response.writeHead(302, { Location: "/circle" }).end();
    else if (url === "/away") response.writeHead(302, { Location: "http://127.0.0.2:1/" }).end();
    else echo(request, response);
  });
});

afterAll(async () => {
  await worker?.stop();
  await upstream?.close();
});

function askHandler(handler: string, asked: Asked = {}): Promise<Answered> {
  return ask(worker.port, { ...asked, headers: { ...asked.headers, "x-handler": handler } });
}

async function takeErrors(): Promise<unknown> {
  return JSON.parse((await askHandler("errors")).body);
}

const json = { "content-type": "application/json" };
const denied = { status: 403, body: '{"error": "Not allowed by policy"}', type: "application/json" };
const allowed = { status: 200, body: { bodyUsed: false, length: 0, decision: true } };

function describeAnswer({ status, body, headers }: Answered) {
  return { status, body, type: headers["content-type"] };
}

test("the bundle has no modules of Node and makes no code of texts", () => {
  expect(findForeignCode(script)).toStrictEqual([]);
});

// Before others: the errors of handlers whose policies cannot be loaded are told when the worker starts.
test("policies that cannot be loaded: 503 for each request, and the reason once", async () => {
  const unready = { status: 503, body: '{"error": "Policy not ready yet."}', type: "application/json" };
  for (const handler of ["malformed", "malformed", "without group"])
    expect(describeAnswer(await askHandler(handler))).toStrictEqual(unready);
  expect(await takeErrors()).toStrictEqual([
    "RegoErrors: 1 error occurred: policy.rego:2: rego_parse_error: unexpected eof token\n\tallow if {\n\t         ^",
    'RegoErrors: 1 error occurred: policy.rego:2: rego_type_error: glob.match is not in this engine: import { glob } from "rego-ts/builtins/glob" and give it to the engine: new Engine({ builtins: [glob] })',
  ]);
});

test.each<[method: string, path: string, status: number]>([
  ["GET", "/", 200],
  ["GET", "/other?a=1", 200],
  ["PUT", "/", 403],
  ["PUT", "/api", 403],
  ["POST", "/api", 200],
  ["POST", "/api/x", 200],
  ["POST", "/other", 403],
  ["POST", "/", 403],
  ["POST", "/apis", 403],
  ["POST", "/%61pi", 200],
  ["POST", "/a%2Fapi", 403],
  ["DELETE", "/api", 403],
])("%s %s: %d", async (method, path, status) => {
  const answer = await askHandler("plain", { method, path });
  if (status === 403) expect(describeAnswer(answer)).toStrictEqual(denied);
  else expect({ status: answer.status, body: JSON.parse(answer.body) }).toStrictEqual(allowed);
});

test("a denied HEAD has no body", async () => {
  expect(describeAnswer(await askHandler("plain", { method: "HEAD" }))).toStrictEqual({ ...denied, body: "" });
});

test("paths that the next server could read in another way are denied", async () => {
  for (const path of ["/a/../api", "/a/%2E%2e/api", "/.", "/a\\b", "/100%"]) {
    expect(describeAnswer(await askHandler("plain", { path }))).toStrictEqual(denied);
  }
  const dots = "RequestUrlError: the path of the request has the segment . or ..";
  expect(await takeErrors()).toStrictEqual([
    dots,
    dots,
    dots,
    "RequestUrlError: the path of the request has a backslash",
    "RequestUrlError: the path of the request has a % without two hexadecimal digits",
  ]);
});

test("the input of a request", async () => {
  const answer = await askHandler("input", {
    method: "POST",
    path: "/a%20b/?q=1&r=%C3%A9&q=2",
    headers: { ...json, "X-Many": ["1", "2"], "x-cf": '{"country":"CH"}', host: "edge.example" },
    body: ['{"n": 9007199254', '740993, "__proto__": {"admin": true}}'],
  });
  expect(answer.body).toContain('"n":9007199254740992');
  expect(JSON.parse(answer.body)).toStrictEqual({
    method: "POST",
    url: "http://edge.example/a%20b/?q=1&r=%C3%A9&q=2",
    path: "/a%20b/",
    parsed_path: ["a b", ""],
    query: { q: ["1", "2"], r: ["é"] },
    headers: {
      connection: "close",
      "content-type": "application/json",
      host: "edge.example",
      "transfer-encoding": "chunked",
      "x-handler": "input",
      "x-many": "1, 2",
    },
    body: JSON.parse('{"n": 9007199254740992, "__proto__": {"admin": true}}'),
    cf: { country: "CH" },
  });
});

test("the body is there for the policy and for what comes after it", async () => {
  const body = ['{"team": ', `"core", "more": "${"x".repeat(60_000)}"}`];
  const answer = await askHandler("body", { method: "POST", headers: json, body });
  expect(JSON.parse(answer.body)).toStrictEqual({ bodyUsed: false, length: body.join("").length, decision: true });
  expect((await askHandler("body", { method: "POST", headers: json, body: '{"team": "x"}' })).status).toBe(403);
});

const large = `"${"x".repeat(70_000)}"`;

test.each<[title: string, asked: Asked, reason: string | undefined]>([
  ["a body of 64 KiB", { headers: json, body: `"${"x".repeat(65_534)}"` }, undefined],
  ["a byte more", { headers: json, body: `"${"x".repeat(65_535)}"` }, "too_large"],
  ["a longer one, announced", { headers: { ...json, "content-length": `${large.length}` }, body: large }, "too_large"],
  ["a longer one in chunks", { headers: json, body: [large, large, large] }, "too_large"],
  ["no JSON", { headers: json, body: '{"a": ' }, "malformed"],
  ["JSON with something behind it", { headers: json, body: "{} {}" }, "malformed"],
  ["a form", { headers: { "content-type": "application/x-www-form-urlencoded" }, body: "a=1" }, "not_json"],
  ["nothing", { headers: { "content-type": "text/plain" }, body: [] }, undefined],
])("bodies: %s", async (_, asked, reason) => {
  const answer = await askHandler("oversize", { method: "POST", ...asked });
  if (reason === undefined) expect([answer.status, JSON.parse(answer.body).decision]).toStrictEqual([200, true]);
  else expect(describeAnswer(answer)).toStrictEqual({ status: 413, body: JSON.stringify({ reason }), type: "application/json" });
});

test("a glob in a policy", async () => {
  const statuses = ["/teams/core/public/a/b", "/teams/core/private/a", "/teams/a/b/public/c"].map(
    async (path) => (await askHandler("glob", { path })).status,
  );
  expect(await Promise.all(statuses)).toStrictEqual([200, 403, 403]);
});

const tokens = signTokens();

test.each(tokens)("a token signed by $algorithm", async ({ token, constraint, key }) => {
  const ask = async (authorization: string) =>
    (await askHandler("jwt", { headers: { authorization, "x-with": constraint, "x-key": key } })).status;
  const [header = "", , signature = ""] = token.split(".");
  const forged = [header, Buffer.from('{"sub":"ines","admin":true}').toString("base64url"), signature].join(".");
  expect([await ask(`Bearer ${token}`), await ask(`Bearer ${forged}`), await ask("")]).toStrictEqual([200, 403, 403]);
});

/** What `http.send` answers in the worker. */
async function send(request: Readonly<Record<string, unknown>>): Promise<Record<string, unknown>> {
  const { status, body } = await askHandler("upstream", { path: `/?request=${encodeURIComponent(JSON.stringify(request))}` });
  expect([status, await takeErrors()]).toStrictEqual([200, []]);
  return JSON.parse(body);
}

test("http.send asks an upstream", async () => {
  const answer = await send({ method: "post", url: `${upstream.url}/target?a=1`, body: { a: [1] } });
  expect(answer).toMatchObject({
    status: "200 OK",
    status_code: 200,
    headers: { "content-type": ["application/json"] },
    body: {
      method: "POST",
      url: "/target?a=1",
      headers: { "x-from": "policy", "user-agent": "rego-ts" },
      body: '{"a":[1]}',
    },
  });
});

test("http.send: redirects, time and failures", async () => {
  const { url } = upstream;
  expect(await send({ method: "get", url: `${url}/moved` })).toMatchObject({ status_code: 302, headers: { location: ["/target"] } });
  expect(await send({ method: "get", url: `${url}/moved`, enable_redirect: true })).toMatchObject({
    status_code: 200,
    body: { url: "/target" },
  });
  const circle = await send({ method: "get", url: `${url}/circle`, enable_redirect: true });
  expect(circle).toStrictEqual(failure(`Get "/circle": stopped after 100 redirects`.replace("/circle", `${url}/circle`)));
  const late = `Get "${url}/silent": context deadline exceeded (Client.Timeout exceeded while awaiting headers)`;
  expect(await send({ method: "get", url: `${url}/silent`, timeout: "100ms" })).toStrictEqual(failure(late));
  const unixSocket = { method: "get", url: "unix://localhost/?socket=%2Ftmp%2Fx.sock" };
  expect(await send(unixSocket)).toStrictEqual(failure('Get "http://localhost/": dial unix /tmp/x.sock: this host has no unix sockets'));
  const { error } = await send({ method: "get", url: "http://127.0.0.1:1/" });
  expect(error).toStrictEqual({ code: "eval_http_send_network_error", message: 'Get "http://127.0.0.1:1/": Network connection lost.' });
});

function failure(message: string) {
  return { status_code: 0, error: { code: "eval_http_send_network_error", message } };
}

test("hosts that a policy may not ask, and an evaluation that waits too long", async () => {
  const path = (target: string) => `/?url=${encodeURIComponent(upstream.url + target)}`;
  expect(describeAnswer(await askHandler("forbidden", { path: path("/") }))).toStrictEqual(denied);
  expect(await takeErrors()).toStrictEqual([]);
  expect(describeAnswer(await askHandler("slow", { path: path("/silent") }))).toStrictEqual(denied);
  expect(await takeErrors()).toStrictEqual(["RegoErrors: 1 error occurred: eval_cancel_error: evaluation exceeded its limit of 200 ms"]);
  expect((await askHandler("slow", { path: path("/") })).status).toBe(200);
});

test("an evaluation of too many steps, again and again", async () => {
  for (const round of [1, 2]) {
    expect({ round, ...describeAnswer(await askHandler("endless")) }).toStrictEqual({ round, ...denied });
    expect(await takeErrors()).toStrictEqual([
      "RegoErrors: 1 error occurred: eval_limit_error: evaluation exceeded its limit of 1000 steps",
    ]);
  }
});

test("requests at the same time do not see each other's answers", async () => {
  const numbers = Array.from({ length: 60 }, (_, index) => index);
  const answers = numbers.map((number) => {
    // Each third expects what it does not ask for.
    const expected = number % 3 === 0 ? "/of-another" : `/${number}`;
    return askHandler("concurrent", {
      path: `/?url=${encodeURIComponent(`${upstream.url}/${number}`)}`,
      headers: { "x-expected": expected },
    });
  });
  const statuses = (await Promise.all(answers)).map(({ status }) => status);
  expect(statuses).toStrictEqual(numbers.map((number) => (number % 3 === 0 ? 403 : 200)));
});

test("decisions that are objects", async () => {
  const login = await askHandler("decision");
  expect([login.status, login.headers.location, login.headers["set-cookie"], login.body]).toStrictEqual([
    302,
    "/login",
    ["a=1", "b=2"],
    "",
  ]);
  expect(JSON.parse((await askHandler("decision", { path: "/open" })).body).decision).toStrictEqual({ allow: true, team: "core" });
  const elsewhere = { status: 451, body: "not here", type: "text/plain; charset=utf-8" };
  expect(describeAnswer(await askHandler("decision", { path: "/elsewhere" }))).toStrictEqual(elsewhere);
  expect(describeAnswer(await askHandler("decision", { path: "/wrong" }))).toStrictEqual(denied);
  expect(await takeErrors()).toStrictEqual(['DecisionError: allow of the decision must be a boolean but is "yes"']);
});

test("without onAllow, the request goes on to its host as it came", async () => {
  const asked = { method: "POST", path: "/api/a%20b?c=1", headers: { ...json, host: `127.0.0.1:${upstream.port}` }, body: ["{}", " "] };
  const { status, body } = await askHandler("origin", asked);
  expect([status, JSON.parse(body)]).toMatchObject([200, { method: "POST", url: "/api/a%20b?c=1", body: "{} " }]);
});

test("without onError, errors are in the log", async () => {
  expect(describeAnswer(await askHandler("quiet"))).toStrictEqual(denied);
  await expect.poll(() => worker.log()).toContain('the decision must be a boolean or an object but is "maybe"');
});

test("a client that goes away before its body is there gets nobody in", async () => {
  const head = "POST / HTTP/1.1\r\nHost: a\r\nX-Handler: body\r\nContent-Type: application/json\r\nContent-Length: 100\r\n\r\n";
  connect(worker.port, "127.0.0.1").end(`${head}{"team": "core"}`);
  await expect.poll(takeErrors, { timeout: 10_000 }).toStrictEqual(["Error: Network connection lost."]);
});

test("a worker whose policy is broken starts, refuses, and says why in its log", async () => {
  const text =
    'import { createPolicyHandler } from "rego-ts/edge"; export default { fetch: createPolicyHandler({ policy: "package p\\nallow if x" }) };';
  const broken = await runWorker(await bundleWorker({ text }));
  try {
    expect(await ask(broken.port)).toMatchObject({ status: 503, body: '{"error": "Policy not ready yet."}' });
    await expect.poll(() => broken.log()).toContain("policy.rego:2: rego_unsafe_var_error: var x is unsafe");
  } finally {
    await broken.stop();
  }
});

test("clock and randomness are the platform's, and there is no environment", async () => {
  expect(JSON.parse((await askHandler("platform")).body)).toStrictEqual({ clock: true, random: true, uuid: 36, environment: {} });
});

test("a worker with a compiled policy has neither parser nor compiler, and answers the same", async () => {
  const engine = new Engine();
  engine.addModule("example.rego", readFileSync("examples/cloudflare-worker/example.rego", "utf8"));
  const document = compilePolicy(engine, ["example/allow"]);
  const text = `import { core } from "../../src/builtins/core-group.ts";
import { createPolicyHandler } from "../../src/edge-compiled.ts";
const policy = ${JSON.stringify(document)};
export default { fetch: createPolicyHandler({ policy, builtins: [core], onAllow: () => new Response("passed") }) };`;
  const compiled = await bundleWorker({ text });
  expect(findForeignCode(compiled)).toStrictEqual([]);
  // All builtins of the core are in it.
  expect(gzipSync(compiled, { level: 9 }).length).toBeLessThan(52_000);
  const slim = await runWorker(compiled);
  try {
    const statuses: number[] = [];
    const asked: readonly (readonly [string, string])[] = [
      ["GET", "/"],
      ["PUT", "/"],
      ["POST", "/api"],
      ["POST", "/other"],
    ];
    for (const [method, path] of asked) statuses.push((await ask(slim.port, { method, path })).status);
    expect(statuses).toStrictEqual([200, 403, 200, 403]);
  } finally {
    await slim.stop();
  }
});
