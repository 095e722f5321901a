/** The built page in a headless Chromium, from a file or from a server. */
import { execFileSync } from "node:child_process";
import { accessSync, constants, mkdirSync, mkdtempSync, readFileSync, rmSync } from "node:fs";
import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { extname, join, resolve } from "node:path";
import { pathToFileURL } from "node:url";
import { type Browser, chromium, type Page } from "playwright-core";

const root = resolve(import.meta.dirname, "../..");
const usualPaths = [
  "/usr/bin/chromium",
  "/usr/bin/chromium-browser",
  "/usr/bin/google-chrome",
  "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome",
  "/Applications/Chromium.app/Contents/MacOS/Chromium",
  "C:\\Program Files\\Google\\Chrome\\Application\\chrome.exe",
];

/** The browser to drive: the one that `CHROMIUM` names, or one that is found where it usually is. */
export const chromiumPath = [process.env["CHROMIUM"] ?? "", ...usualPaths].find(isExecutable);

function isExecutable(path: string): boolean {
  try {
    accessSync(path, constants.X_OK);
    return path !== "";
  } catch {
    return false;
  }
}

export function launchBrowser(): Promise<Browser> {
  // As root Chromium has no sandbox.
  const args = process.getuid?.() === 0 ? ["--no-sandbox"] : [];
  return chromium.launch({ args, ...(chromiumPath === undefined ? {} : { executablePath: chromiumPath }) });
}

/** The built page in a folder of its own. */
export class BuiltPage {
  readonly folder: string;

  constructor() {
    const cache = join(root, "node_modules/.cache/rego-ts");
    mkdirSync(cache, { recursive: true });
    this.folder = mkdtempSync(join(cache, "playground-"));
    execFileSync(process.execPath, [join(root, "examples/playground/build.mjs"), this.folder]);
  }

  get fileUrl(): string {
    return pathToFileURL(join(this.folder, "index.html")).href;
  }

  remove(): void {
    rmSync(this.folder, { recursive: true, force: true });
  }
}

const contentTypes: Readonly<Record<string, string>> = {
  ".html": "text/html; charset=utf-8",
  ".js": "text/javascript; charset=utf-8",
  ".css": "text/css",
  ".svg": "image/svg+xml",
};

/** A server of static files with a strict policy of its own for what pages may load, and `/service`, which counts its callers. */
export class PageServer {
  readonly requests: string[] = [];
  /** Texts that are served in the place of files, once each. */
  readonly replacements = new Map<string, string>();
  private readonly server: Server;

  private constructor(server: Server) {
    this.server = server;
  }

  static async start({ folder }: BuiltPage): Promise<PageServer> {
    const server = createServer((request, response) => {
      const path = request.url === "/" ? "/index.html" : (request.url ?? "");
      if (path === "/service") {
        started.requests.push(`${request.method} ${path}`);
        response.writeHead(200, { "content-type": "application/json" }).end('{"role": "admin"}');
        return;
      }
      const replacement = started.replacements.get(path);
      started.replacements.delete(path);
      response.setHeader("content-type", contentTypes[extname(path)] ?? "application/octet-stream");
      response.setHeader("content-security-policy", "script-src 'self'; object-src 'none'");
      response.setHeader("cache-control", "no-store");
      try {
        response.end(replacement ?? readFileSync(join(folder, path)));
      } catch {
        response.writeHead(404).end();
      }
    });
    const started = new PageServer(server);
    await new Promise<void>((done) => server.listen(0, "127.0.0.1", done));
    return started;
  }

  get url(): string {
    return `http://127.0.0.1:${(this.server.address() as AddressInfo).port}/`;
  }

  async stop(): Promise<void> {
    this.server.closeAllConnections();
    await new Promise((done) => this.server.close(done));
  }
}

/** What a page complains of: messages on its console that are no plain ones, and errors that nobody catches. */
export function watchProblems(page: Page): readonly string[] {
  const problems: string[] = [];
  page.on("console", (message) => {
    if (message.type() === "error" || message.type() === "warning") problems.push(message.text());
  });
  page.on("pageerror", (error) => problems.push(error.message));
  return problems;
}
