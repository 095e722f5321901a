/** Bundles workers and runs them in workerd, the runtime of Cloudflare's edge, on this machine. */
import { type ChildProcess, spawn } from "node:child_process";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { type IncomingMessage, request } from "node:http";
import { createRequire } from "node:module";
import { tmpdir } from "node:os";
import { basename, dirname, join } from "node:path";
import type { Readable } from "node:stream";
import { build } from "esbuild";

/** The binary for this platform; the package finds it, also where no install script ran. */
const { default: binary } = createRequire(import.meta.url)("workerd") as { readonly default: string };

/** Bundles a worker, a file or a text, as its documents say; `rego-ts` is found in src/. */
export async function bundleWorker(entry: string | { readonly text: string }): Promise<string> {
  const { outputFiles, metafile } = await build({
    ...(typeof entry === "string"
      ? { entryPoints: [entry] }
      : { stdin: { contents: entry.text, loader: "ts", resolveDir: import.meta.dirname } }),
    bundle: true,
    minify: true,
    format: "esm",
    target: "es2022",
    loader: { ".rego": "text" },
    write: false,
    metafile: true,
    logLevel: "error",
  });
  const outside = Object.values(metafile.outputs).flatMap(({ imports }) => imports.map(({ path }) => path));
  if (outside.length > 0) throw new Error(`the worker imports what is not in its bundle: ${outside.join(", ")}`);
  return outputFiles[0]?.text ?? "";
}

/** What a bundle for the edge must not have: modules of Node and code made of texts. Answers with the places. */
export function findForeignCode(script: string): readonly string[] {
  // A key of an object may be `node:` after minification.
  const places = script.matchAll(/["'`]node:|\beval\(|\bFunction\(|\brequire\(/g);
  return Array.from(places, ({ index }) => script.slice(Math.max(0, index - 30), index + 30));
}

export interface RunningWorker {
  readonly port: number;
  /** What the runtime and the worker wrote to the log so far. */
  readonly log: () => string;
  readonly stop: () => Promise<void>;
}

const config = `using Workerd = import "/workerd/workerd.capnp";
const config :Workerd.Config = (
  services = [
    (name = "main", worker = .worker),
    # Requests of the worker go to this machine only.
    (name = "internet", network = (allow = ["private"])),
  ],
  sockets = [(name = "http", address = "127.0.0.1:0", http = (cfBlobHeader = "x-cf"), service = "main")],
);
const worker :Workerd.Worker = (
  modules = [(name = "worker", esModule = embed "worker.js")],
  compatibilityDate = "2026-11-01",
);
`;

/** Runs the script of a worker, whose requests reach this machine only. */
export async function runWorker(script: string): Promise<RunningWorker> {
  const folder = mkdtempSync(join(tmpdir(), "rego-ts-worker-"));
  writeFileSync(join(folder, "worker.js"), script);
  writeFileSync(join(folder, "config.capnp"), config);
  const removeFolder = (): void => rmSync(folder, { recursive: true, force: true });
  try {
    const worker = await serve(join(folder, "config.capnp"));
    return {
      ...worker,
      stop: async () => {
        await worker.stop();
        removeFolder();
      },
    };
  } catch (error) {
    removeFolder();
    throw error;
  }
}

/** Runs `workerd serve` with a configuration that has a socket `http`, on a free port. Resolves when it listens; rejects with its log if it ends before. */
export async function serve(configFile: string): Promise<RunningWorker> {
  const child = spawn(binary, ["serve", basename(configFile), "--socket-addr", "http=127.0.0.1:0", "--control-fd=3"], {
    cwd: dirname(configFile),
    stdio: ["ignore", "pipe", "pipe", "pipe"],
  });
  const kill = (): void => void child.kill("SIGKILL");
  process.once("exit", kill);
  let log = "";
  for (const stream of [child.stdout, child.stderr]) stream?.on("data", (chunk: Buffer) => (log += chunk.toString()));
  const ended = new Promise<void>((resolve) => child.once("close", () => resolve()));
  const stop = async (): Promise<void> => {
    child.kill("SIGTERM");
    await ended;
    process.off("exit", kill);
  };
  const port = await Promise.race([readPort(child), ended]);
  if (port === undefined) {
    process.off("exit", kill);
    throw new Error(`workerd did not start:\n${log}`);
  }
  return { port, log: () => log, stop };
}

/** workerd tells of its sockets as lines of JSON: `{"event":"listen","socket":"http","port":8080}`. */
function readPort(child: ChildProcess): Promise<number> {
  return new Promise((resolve, reject) => {
    child.once("error", reject);
    let text = "";
    (child.stdio[3] as Readable).on("data", (chunk: Buffer) => {
      text += chunk.toString();
      for (const line of text.split("\n").slice(0, -1)) {
        const { event, socket, port }: { event: string; socket: string; port: number } = JSON.parse(line);
        if (event === "listen" && socket === "http") resolve(port);
      }
    });
  });
}

export interface Asked {
  readonly method?: string;
  /** Sent as it is. */
  readonly path?: string;
  readonly headers?: Readonly<Record<string, string | readonly string[]>>;
  /** Sent in chunks, one for each text, without a Content-Length unless headers have one. */
  readonly body?: string | readonly string[];
}

export interface Answered {
  readonly status: number;
  readonly headers: IncomingMessage["headers"];
  readonly body: string;
}

/** Makes a request just as it is asked for, which `fetch` would not. */
export function ask(port: number, { method = "GET", path = "/", headers = {}, body = [] }: Asked = {}): Promise<Answered> {
  return new Promise((resolve, reject) => {
    const flat = Object.fromEntries(Object.entries(headers).map(([name, value]) => [name, typeof value === "string" ? value : [...value]]));
    const sent = request({ host: "127.0.0.1", port, method, path, headers: flat, agent: false }, (response) => {
      let text = "";
      response.setEncoding("utf8");
      response.on("data", (chunk: string) => (text += chunk));
      response.on("end", () => resolve({ status: response.statusCode ?? 0, headers: response.headers, body: text }));
      response.on("error", reject);
    });
    sent.on("error", reject);
    for (const chunk of typeof body === "string" ? [body] : body) sent.write(chunk);
    sent.end();
  });
}
