/** Each middleware in a server of its framework, asked over HTTP. Who asks is told by a header here, in place of an authentication. */
import { request } from "node:http";
import type { AddressInfo } from "node:net";
import { serve } from "@hono/node-server";
import express from "express";
import fastify from "fastify";
import { Hono } from "hono";
import { Engine, RegoErrors } from "rego-ts";
import { afterEach, beforeEach, describe, expect, test, vi } from "vitest";
import { decide } from "./decide.ts";
import { enforcePolicy as enforceInExpress } from "./express.ts";
import { enforcePolicy as enforceInFastify } from "./fastify.ts";
import { enforcePolicy as enforceInHono } from "./hono.ts";
import { readPath } from "./path.ts";

type Decide = (input: unknown) => Promise<unknown>;

interface RunningServer {
  readonly port: number;
  readonly close: () => Promise<void>;
}

const seen: string[] = [];

/** What the service does once it is asked: it is not to be reached otherwise. */
function answer(method: string, path: string): string {
  seen.push(`${method} ${path}`);
  return "served";
}

async function runExpress(decide: Decide): Promise<RunningServer> {
  const app = express();
  app.use((request, response, next) => {
    response.locals.user = request.get("x-user");
    next();
  });
  app.use(enforceInExpress(decide));
  app.use((request, response) => {
    response.send(answer(request.method, request.path));
  });
  const server = app.listen(0, "127.0.0.1");
  await new Promise((resolve) => server.once("listening", resolve));
  return { port: (server.address() as AddressInfo).port, close: () => new Promise((resolve) => server.close(() => resolve())) };
}

async function runHono(decide: Decide): Promise<RunningServer> {
  const app = new Hono<{ Variables: { user?: string } }>();
  app.use(async (context, next) => {
    const user = context.req.header("x-user");
    if (user !== undefined) context.set("user", user);
    await next();
  });
  app.use(enforceInHono(decide));
  app.all("*", (context) => context.text(answer(context.req.method, context.req.path)));
  return await new Promise((resolve) => {
    const server = serve({ fetch: app.fetch, port: 0, hostname: "127.0.0.1" }, ({ port }) =>
      resolve({ port, close: () => new Promise((done) => server.close(() => done())) }),
    );
  });
}

async function runFastify(decide: Decide): Promise<RunningServer> {
  const app = fastify();
  app.decorateRequest("user", undefined);
  app.addHook("onRequest", async (request) => Object.assign(request, { user: request.headers["x-user"] }));
  app.addHook("onRequest", enforceInFastify(decide));
  app.all("*", async (request) => answer(request.method, request.url.split("?")[0] ?? ""));
  await app.listen({ port: 0, host: "127.0.0.1" });
  return { port: (app.server.address() as AddressInfo).port, close: () => app.close() };
}

beforeEach(() => {
  seen.length = 0;
});

afterEach(() => {
  vi.restoreAllMocks();
});

const refused = { status: 403, body: '{"error":"Not allowed by policy"}' };
const served = { status: 200, body: "served" };

describe.each([
  ["Express", runExpress],
  ["Hono", runHono],
  ["Fastify", runFastify],
])("%s", (_, run) => {
  async function ask(decide: Decide, method: string, path: string, user?: string) {
    const server = await run(decide);
    try {
      const headers = { connection: "close", ...(user === undefined ? {} : { "x-user": user }) };
      const response = await fetch(`http://127.0.0.1:${server.port}${path}`, { method, headers });
      return { status: response.status, body: await response.text() };
    } finally {
      await server.close();
    }
  }

  test.each([
    ["GET", "/public/news?page=2", undefined, served],
    ["POST", "/public/news", undefined, refused],
    ["GET", "/", undefined, refused],
    ["GET", "/users/tom", "tom", served],
    ["GET", "/users/ines", "tom", refused],
    ["GET", "/users/tom", undefined, refused],
    ["DELETE", "/users/tom", "ines", served],
    ["DELETE", "/users/tom", "tom", refused],
    ["GET", "/users/tom?x=/public", undefined, refused],
  ])("%s %s by %s", async (method, path, user, expected) => {
    expect(await ask(decide, method, path, user)).toStrictEqual(expected);
    expect(seen).toHaveLength(expected === served ? 1 : 0);
  });

  test.each<[string, Decide]>([
    ["undefined", async () => undefined],
    ["an object", async () => ({ allow: true })],
    ["a text", async () => "true"],
    ["1", async () => 1],
  ])("refuses where the decision is %s", async (_, decide) => {
    expect(await ask(decide, "GET", "/public/a")).toStrictEqual(refused);
    expect(seen).toStrictEqual([]);
  });

  test("refuses where the policy fails, and tells the log why", async () => {
    const log = vi.spyOn(console, "error").mockReturnValue(undefined);
    const engine = new Engine();
    engine.addModule("torn.rego", "package torn\nallow := true if input.method\nallow := false if input.path");
    const allow = engine.prepare("data.torn.allow");
    expect(await ask((input) => allow.evaluate(input), "GET", "/public/a", "ines")).toStrictEqual(refused);
    expect(log.mock.calls.map(([error]) => [error instanceof RegoErrors, error.errors[0].code])).toStrictEqual([
      [true, "eval_conflict_error"],
    ]);
    expect(seen).toStrictEqual([]);
  });

  test("sees method, path and user, and nothing where nobody is logged in", async () => {
    const inputs: unknown[] = [];
    const decide: Decide = async (input) => inputs.push(input) > 0;
    expect(await ask(decide, "PUT", "/a//b/?q=1", "ines")).toStrictEqual(served);
    expect(await ask(decide, "GET", "/")).toStrictEqual(served);
    expect(inputs).toStrictEqual([
      { method: "PUT", path: ["a", "b"], user: "ines" },
      { method: "GET", path: [], user: null },
    ]);
  });
});

/** A policy of the kind that is easily got round: it denies what it names, and routes that match in another way than its paths are open. */
const denying = new Engine();
denying.addModule("denying.rego", 'package denying\nallow if not input.path[0] == "admin"');
const isNotAdmin = denying.prepare("data.denying.allow");
const decideByDenying: Decide = (input) => isNotAdmin.evaluate(input);

async function runExpressWithAdmin(): Promise<RunningServer> {
  const app = express();
  app.enable("case sensitive routing");
  app.use(enforceInExpress(decideByDenying));
  app.get("/admin", (request, response) => {
    response.send(answer(request.method, "/admin"));
  });
  const server = app.listen(0, "127.0.0.1");
  await new Promise((resolve) => server.once("listening", resolve));
  return { port: (server.address() as AddressInfo).port, close: () => new Promise((resolve) => server.close(() => resolve())) };
}

async function runHonoWithAdmin(): Promise<RunningServer> {
  const app = new Hono();
  app.use(enforceInHono(decideByDenying));
  app.get("/admin", (context) => context.text(answer(context.req.method, "/admin")));
  return await new Promise((resolve) => {
    const server = serve({ fetch: app.fetch, port: 0, hostname: "127.0.0.1" }, ({ port }) =>
      resolve({ port, close: () => new Promise((done) => server.close(() => done())) }),
    );
  });
}

async function runFastifyWithAdmin(): Promise<RunningServer> {
  const app = fastify();
  app.addHook("onRequest", enforceInFastify(decideByDenying));
  app.get("/admin", async (request) => answer(request.method, "/admin"));
  await app.listen({ port: 0, host: "127.0.0.1" });
  return { port: (app.server.address() as AddressInfo).port, close: () => app.close() };
}

/** The status of `GET TARGET`, whose target goes out as it is: `fetch` would mend it. */
function askForTarget(port: number, target: string): Promise<number | undefined> {
  return new Promise((resolve, reject) => {
    request({ host: "127.0.0.1", port, path: target, agent: false }, (response) => {
      response.resume().once("end", () => resolve(response.statusCode));
    })
      .once("error", reject)
      .end();
  });
}

describe.each([
  ["Express", runExpressWithAdmin],
  ["Hono", runHonoWithAdmin],
  ["Fastify", runFastifyWithAdmin],
])("%s: a route that the policy denies", (_, run) => {
  let server: RunningServer;
  beforeEach(async () => {
    server = await run();
  });
  afterEach(() => server.close());

  test.each([
    "/admin",
    "/admin/",
    "//admin",
    "/%61dmin",
    "/%61dmin?x=1",
    "/admin?x",
    "http://h/admin",
    "HTTP://h/admin",
    "http://h/%61dmin",
    "http://h//admin",
    "http://h\\x/admin",
    "/./admin",
    "/x/../admin",
    "/x/%2e%2E/admin",
    "http://h/x/../admin",
    "/\\admin",
    "/x\\..\\admin",
    "/%5cadmin",
    "/x/..%2fadmin",
    "/admin%2f",
    "/admin%",
    "/%6",
    "/%zz/admin",
    "/admin%ff",
    "/admin%00",
  ])("is not reached by %s", async (target) => {
    // 400: the server itself takes it for no request.
    expect(await askForTarget(server.port, target)).toBeOneOf([403, 400]);
    expect(seen).toStrictEqual([]);
  });

  test("is not reached by what is a query to some, and a path to others", async () => {
    expect(await askForTarget(server.port, "http://h?x/admin")).toBeOneOf([403, 404]);
    expect(seen).toStrictEqual([]);
  });

  test("is not reached by another case either, where routes tell cases apart: no route has that path", async () => {
    expect(await askForTarget(server.port, "/ADMIN")).toBe(404);
    expect(seen).toStrictEqual([]);
  });
});

test.each([
  ["/", []],
  ["/a//b/?q=/c", ["a", "b"]],
  ["/a#/b", ["a"]],
  ["/%61%20b/%C3%A9/%2541", ["a b", "é", "%41"]],
  ["http://h", undefined],
  ["http://h?/a", undefined],
  ["https://u:p@h:1/a", ["a"]],
  ["*", undefined],
  ["", undefined],
  ["a", undefined],
  ["/a/.", undefined],
  ["/..", undefined],
  ["/a/...", ["a", "..."]],
  ["/%2e/a", undefined],
  ["/a\\b", undefined],
  ["/a%5Cb", undefined],
  ["/a%2fb", undefined],
  ["/a%2", undefined],
  ["/a%c3", undefined],
  ["/a%00", undefined],
  ["/a\u00a0", undefined],
  ["/a b", undefined],
])("the path of %j is %j", (url, path) => {
  expect(readPath(url)).toStrictEqual(path);
});

test("behind a path of Express the whole path is seen", async () => {
  const inputs: unknown[] = [];
  const app = express();
  app.use(
    "/api",
    enforceInExpress(async (input) => inputs.push(input) > 0),
    (_, response) => {
      response.send("served");
    },
  );
  const server = app.listen(0, "127.0.0.1");
  await new Promise((resolve) => server.once("listening", resolve));
  await fetch(`http://127.0.0.1:${(server.address() as AddressInfo).port}/api/x`, { headers: { connection: "close" } });
  await new Promise((resolve) => server.close(resolve));
  expect(inputs).toStrictEqual([{ method: "GET", path: ["api", "x"], user: null }]);
});
