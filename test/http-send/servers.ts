import { createServer, type RequestListener, type Server } from "node:http";
import { createServer as createSecureServer, type ServerOptions } from "node:https";
import { type AddressInfo, createServer as createRawServer, type Server as NetServer } from "node:net";

/** A server that listens on this machine. */
export interface RunningServer {
  readonly port: number;
  /** Without a slash at the end. */
  readonly url: string;
  readonly close: () => Promise<void>;
}

/** Starts an HTTP server on a free port. */
export async function startServer(listener: RequestListener): Promise<RunningServer> {
  return await listen(createServer(listener), "http");
}

export async function startSecureServer(options: ServerOptions, listener: RequestListener): Promise<RunningServer> {
  return await listen(createSecureServer(options, listener), "https");
}

/** Starts an HTTP server on a unix socket. */
export async function startSocketServer(path: string, listener: RequestListener): Promise<() => Promise<void>> {
  const server = createServer(listener);
  await new Promise<void>((resolve) => server.listen(path, resolve));
  return () => closeServer(server);
}

/** Starts a server that answers whatever it is sent with a text, and then closes the connection; `undefined`: resets it. */
export async function startRawServer(answer: string | undefined): Promise<RunningServer> {
  const server = createRawServer((socket) => {
    socket.on("error", () => undefined);
    socket.once("data", () => {
      if (answer === undefined) socket.resetAndDestroy();
      else socket.end(answer, "latin1");
    });
  });
  return await listen(server, "http");
}

async function listen(server: NetServer, scheme: string): Promise<RunningServer> {
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const { port } = server.address() as AddressInfo;
  return { port, url: `${scheme}://127.0.0.1:${port}`, close: () => closeServer(server) };
}

async function closeServer(server: NetServer): Promise<void> {
  (server as Partial<Server>).closeAllConnections?.();
  await new Promise((resolve) => server.close(resolve));
}

/** Answers with what it was asked, as JSON. */
export const echo: RequestListener = (request, response) => {
  const chunks: Buffer[] = [];
  request.on("data", (chunk: Buffer) => chunks.push(chunk));
  request.on("end", () => {
    const { method, url, headers } = request;
    response.setHeader("Content-Type", "application/json");
    response.end(JSON.stringify({ method, url, headers, body: Buffer.concat(chunks).toString() }));
  });
};
