/** The example as its README has it: built by its command, run in workerd by its configuration. */
import { execFileSync } from "node:child_process";
import { readFileSync } from "node:fs";
import { gzipSync } from "node:zlib";
import { afterAll, beforeAll, expect, test } from "vitest";
import { ask, bundleWorker, findForeignCode, type RunningWorker, runWorker, serve } from "../../test/edge/workerd.ts";
import { echo, startServer } from "../../test/http-send/servers.ts";

const folder = "examples/cloudflare-worker";
let worker: RunningWorker;
let script: string;

beforeAll(async () => {
  execFileSync("npm", ["run", "build"], { cwd: folder, stdio: "pipe" });
  script = readFileSync(`${folder}/dist/worker.js`, "utf8");
  worker = await serve(`${folder}/config.capnp`);
});

afterAll(async () => {
  await worker?.stop();
});

test.each([
  ["GET", "/", 200, "GET /: allowed\n"],
  ["PUT", "/", 403, '{"error": "Not allowed by policy"}'],
  ["POST", "/api", 200, "POST /api: allowed\n"],
  ["POST", "/other", 403, '{"error": "Not allowed by policy"}'],
])("%s %s: %d", async (method, path, status, body) => {
  expect(await ask(worker.port, { method, path })).toMatchObject({ status, body });
});

test("the bundle has no modules of Node and makes no code of texts", () => {
  const gzip = gzipSync(script, { level: 9 }).length;
  console.log(`examples/cloudflare-worker: ${(script.length / 1000).toFixed(1)} kB, ${(gzip / 1000).toFixed(1)} kB after gzip`);
  expect(findForeignCode(script)).toStrictEqual([]);
  expect(gzip).toBeLessThan(108_000);
});

test("the worker of the project's README does what is said there", async () => {
  const [, text = ""] =
    /```ts\n(import \{ createPolicyHandler \} from "rego-ts\/edge";\n.*?)```/s.exec(readFileSync("README.md", "utf8")) ?? [];
  const origin = await startServer(echo);
  const written = await runWorker(await bundleWorker({ text }));
  try {
    const send = (method: string, path: string) => ask(written.port, { method, path, headers: { host: `127.0.0.1:${origin.port}` } });
    const answers = await Promise.all([send("GET", "/"), send("PUT", "/"), send("POST", "/api"), send("POST", "/other")]);
    expect(answers.map(({ status }) => status)).toStrictEqual([200, 403, 200, 403]);
    expect(answers[1]?.body).toBe('{"error": "Not allowed by policy"}');
    expect(JSON.parse(answers[2]?.body ?? "")).toMatchObject({ method: "POST", url: "/api" });
  } finally {
    await written.stop();
    await origin.close();
  }
});
