import type { ChildProcess } from "node:child_process";
import { spawn, spawnSync } from "node:child_process";
import { mkdtempSync, rmSync } from "node:fs";
import { request } from "node:http";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { PolicyTexts } from "./generate-policies.ts";
import type { Outcome } from "./outcome.ts";
import { readErrors, result } from "./outcome.ts";

interface Reply {
  readonly status: number;
  readonly body: string;
}

/** The version of the `opa` on the PATH, or undefined if there is none. */
export function findOpaVersion(): string | undefined {
  const { status, stdout } = spawnSync("opa", ["version"], { encoding: "utf8" });
  return status === 0 ? /^Version: (.*)$/m.exec(stdout)?.[1] : undefined;
}

/**
 * The `opa` binary as a server on a socket of its own. It answers what `opa eval` answers, without its start for each question.
 */
export class OpaServer {
  private readonly folder: string;
  private readonly server: ChildProcess;
  /** Modules of the policy that is loaded, in their order. */
  private loaded: string[] = [];

  private constructor(folder: string, options: readonly string[]) {
    this.folder = folder;
    this.server = spawn("opa", ["run", "--server", "--log-level", "error", "--addr", `unix://${this.socket}`, ...options], {
      stdio: "ignore",
    });
  }

  /** Starts `opa`, with further options of `opa run`, and waits until it answers. */
  static async start(options: readonly string[] = []): Promise<OpaServer> {
    const server = new OpaServer(mkdtempSync(join(tmpdir(), "opa-differential-")), options);
    for (let attempt = 0; attempt < 200; attempt++) {
      const healthy = await server.send("GET", "/health", "").then(
        ({ status }) => status === 200,
        () => false,
      );
      if (healthy) return server;
      await new Promise((resolve) => setTimeout(resolve, 50));
    }
    server.stop();
    throw new Error("opa run --server does not answer");
  }

  stop(): void {
    this.server.kill();
    rmSync(this.folder, { recursive: true, force: true });
  }

  /** Puts a policy and its data in place of what was loaded. What it gives is the outcome of compilation; undefined for success. */
  async load({ modules, data }: PolicyTexts): Promise<Outcome | undefined> {
    for (const name of this.loaded.reverse()) await this.send("DELETE", `/v1/policies/${name}`, "");
    this.loaded = [];
    await this.sendOrFail("PUT", "/v1/data", data);
    for (const { fileName, text } of modules) {
      const { status, body } = await this.send("PUT", `/v1/policies/${fileName}`, text);
      if (status !== 200) return readErrors(body);
      this.loaded.push(fileName);
    }
    return undefined;
  }

  /** All results of a query, as a JSON array of bindings. */
  async query(query: string, input: string): Promise<Outcome> {
    const { status, body } = await this.send("POST", "/v1/query", `{"query":${JSON.stringify(query)},"input":${input}}`);
    if (status !== 200) return readErrors(body);
    const prefix = '{"result":';
    return result(body.startsWith(prefix) ? body.trim().slice(prefix.length, -1) : "[]");
  }

  /** The reply to a question for a document (`calls/r1`), in strict mode, as it comes: `{"result": …}`, `{}`, or errors. */
  async readDocument(path: string): Promise<string> {
    const { body } = await this.send("POST", `/v1/data/${path}?strict-builtin-errors=true`, '{"input":{}}');
    return body;
  }

  private get socket(): string {
    return join(this.folder, "opa.sock");
  }

  private async sendOrFail(method: string, path: string, body: string): Promise<void> {
    const reply = await this.send(method, path, body);
    if (reply.status >= 300) throw new Error(`opa: ${method} ${path}: ${reply.body}`);
  }

  private send(method: string, path: string, body: string): Promise<Reply> {
    return new Promise((resolve, reject) => {
      const sent = request({ socketPath: this.socket, method, path, timeout: 20_000 }, (response) => {
        const chunks: Buffer[] = [];
        response.on("data", (chunk: Buffer) => chunks.push(chunk));
        response.on("end", () => resolve({ status: response.statusCode ?? 0, body: Buffer.concat(chunks).toString("utf8") }));
        response.on("error", reject);
      });
      sent.on("timeout", () => sent.destroy(new Error(`opa: ${method} ${path} took more than 20 s`)));
      sent.on("error", reject);
      sent.end(body);
    });
  }
}
