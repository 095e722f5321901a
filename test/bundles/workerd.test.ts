/** `rego-ts/bundle` in a real edge runtime: archives are unpacked, verified, refused and written there as in Node. */
import { type ChildProcess, spawn } from "node:child_process";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { createRequire } from "node:module";
import { createServer } from "node:net";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { build } from "esbuild";
import { afterAll, beforeAll, expect, test } from "vitest";
import { readBundle } from "../../src/bundle/read-bundle.ts";
import { makeArchive } from "../../src/bundle/testing/make-archive.ts";
import { writeBundle } from "../../src/bundle/write-bundle.ts";

/** The path of the program; the package has no types. */
const workerd: string = createRequire(import.meta.url)("workerd").default;
const root = resolve(import.meta.dirname, "../..");
const folder = mkdtempSync(join(tmpdir(), "rego-ts-workerd-"));

/** Reads the bundle in the request's body, answers `data.p.allow` of it, and how large it is when it is written again. */
const worker = `
import { Engine } from "./src/core.ts";
import { addBundles, BundleError, readBundle, writeBundle } from "./src/bundle.ts";

const verification = { keys: { k: { key: "secret", algorithm: "HS256" } } };
export default {
  async fetch(request) {
    try {
      const bundle = await readBundle(request.body, request.headers.has("x-signed") ? { verification } : {});
      const engine = new Engine();
      addBundles(engine, { "bundle.tar.gz": bundle });
      const again = await readBundle(await writeBundle(bundle), { verification: false });
      return Response.json({ allow: engine.prepare("data.p.allow").evaluateSync(), modules: again.modules.length });
    } catch (error) {
      return Response.json({ name: error.name, message: error.message, known: error instanceof BundleError });
    }
  },
};
`;

let server: ChildProcess;
let url: string;

beforeAll(async () => {
  const { outputFiles } = await build({
    absWorkingDir: root,
    stdin: { contents: worker, resolveDir: root, sourcefile: "worker.js" },
    bundle: true,
    format: "esm",
    platform: "browser",
    target: "es2022",
    write: false,
    logLevel: "error",
  });
  writeFileSync(join(folder, "worker.mjs"), outputFiles[0]?.text ?? "");
  const port = await findPort();
  url = `http://127.0.0.1:${port}/`;
  writeFileSync(
    join(folder, "config.capnp"),
    `using Workerd = import "/workerd/workerd.capnp";
const config :Workerd.Config = (
  services = [(name = "main", worker = (modules = [(name = "worker", esModule = embed "worker.mjs")], compatibilityDate = "2025-01-01"))],
  sockets = [(name = "http", address = "127.0.0.1:${port}", http = (), service = "main")],
);
`,
  );
  server = spawn(workerd, ["serve", "config.capnp"], {
    cwd: folder,
    stdio: "inherit",
  });
  await waitFor(url);
}, 60_000);

afterAll(() => {
  server.kill();
  rmSync(folder, { recursive: true });
});

async function findPort(): Promise<number> {
  const listener = createServer();
  await new Promise<void>((done) => listener.listen(0, "127.0.0.1", done));
  const address = listener.address();
  await new Promise((done) => listener.close(done));
  return typeof address === "object" && address !== null ? address.port : 0;
}

async function waitFor(address: string): Promise<void> {
  for (let attempt = 0; ; attempt++) {
    try {
      await fetch(address, { method: "POST", body: "x" });
      return;
    } catch (error) {
      if (attempt > 100) throw error;
      await new Promise((done) => setTimeout(done, 100));
    }
  }
}

const files = {
  "/p.rego": "package p\n# METADATA\n# title: x\nallow if data.a.x",
  "/a/data.yaml": "x: yes",
  "/old.rego": "package old",
  "/.manifest": "{}",
};

async function ask(bytes: Uint8Array, isSigned = false): Promise<unknown> {
  const response = await fetch(url, { method: "POST", body: Uint8Array.from(bytes), headers: isSigned ? { "x-signed": "" } : {} });
  return await response.json();
}

test("reads, evaluates and writes", async () => {
  expect(await ask(await writeBundle(await readBundle(files)))).toStrictEqual({ allow: true, modules: 2 });
});

test("verifies", async () => {
  const bundle = await readBundle(files);
  const signing = { key: "secret", algorithm: "HS256", keyId: "k" };
  expect(await ask(await writeBundle(bundle, { signing }), true)).toStrictEqual({ allow: true, modules: 2 });
  expect(await ask(await writeBundle(bundle, { signing: { ...signing, key: "other" } }), true)).toStrictEqual({
    name: "BundleError",
    message: "failed to verify JWT signature: invalid HMAC signature",
    known: true,
  });
});

test("refuses", async () => {
  const sound = await writeBundle(await readBundle(files));
  const broken = sound.map((byte, at) => (at === 20 ? byte ^ 0xff : byte));
  const bomb = makeArchive(Array.from({ length: 40 }, (_, index) => ({ name: `${index}`, content: new Uint8Array(2 ** 20) })));
  const refused = async (bytes: Uint8Array): Promise<unknown> => {
    const { known, message } = (await ask(bytes)) as { readonly known?: boolean; readonly message?: string };
    return known === true ? message : "loaded";
  };
  expect(await refused(new TextEncoder().encode("this is no archive"))).toBe(
    "bundle read failed: archive read failed: gzip: invalid header",
  );
  expect(await refused(sound.subarray(0, -20))).toBe("bundle read failed: unexpected EOF");
  expect(await refused(bomb)).toBe("bundle archive expands to more than 250 times its size");
  // Platforms differ in when they say it.
  expect(["bundle read failed: gzip: the compressed data is broken", "bundle read failed: unexpected EOF"]).toContain(
    await refused(broken),
  );
});
