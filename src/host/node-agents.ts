import { isIP } from "node:net";
import type { buildConnector, Dispatcher } from "undici";
import type { HttpRequest, TlsSettings } from "../builtins/http/transport.ts";
import { chooseProxy } from "./node-proxy.ts";
import { tlsOptionsOf } from "./node-tls.ts";

/** How to connect: requests that are alike in this share connections. */
interface Route {
  readonly tls: TlsSettings | undefined;
  readonly socketPath: string | undefined;
  readonly proxy: string | undefined;
  readonly isSecure: boolean;
}

/** The dispatchers by route; the one that was not used for longest makes room. */
const dispatchers = new Map<string, Promise<Dispatcher>>();
const maximalDispatchers = 50;

/** The dispatcher for a request, with its pool of connections. @throws HttpError for certificates and keys that cannot be used */
export async function dispatcherFor({ origin, tls, socketPath }: HttpRequest): Promise<Dispatcher> {
  const proxy = socketPath === undefined ? chooseProxy(origin, process.env) : undefined;
  const route: Route = { tls, socketPath, proxy, isSecure: origin.startsWith("https:") };
  const key = JSON.stringify(route);
  const known = dispatchers.get(key);
  const dispatcher = known ?? openDispatcher(route);
  dispatchers.delete(key);
  dispatchers.set(key, dispatcher);
  if (known === undefined) {
    makeRoom();
    dispatcher.catch(() => dispatchers.delete(key));
  }
  return await dispatcher;
}

function makeRoom(): void {
  const [oldest] = dispatchers;
  if (dispatchers.size <= maximalDispatchers || oldest === undefined) return;
  dispatchers.delete(oldest[0]);
  // Closes its connections when the requests on them are through; one that never opened has none.
  oldest[1].then((dispatcher) => dispatcher.close()).catch(() => undefined);
}

/** The signal of a request says when its time is over. */
const withoutTimeouts = { headersTimeout: 0, bodyTimeout: 0 };

async function openDispatcher({ tls, socketPath, proxy, isSecure }: Route): Promise<Dispatcher> {
  const { Agent, ProxyAgent, buildConnector } = await import("undici");
  const options = isSecure ? await tlsOptionsOf(tls) : {};
  if (proxy !== undefined) {
    const { serverName } = tls ?? {};
    const requestTls = { ...options, ...(serverName === undefined || isIP(serverName) > 0 ? {} : { servername: serverName }) };
    return new ProxyAgent({ ...withoutTimeouts, uri: proxy, proxyTunnel: isSecure, requestTls });
  }
  const connect = buildConnector({ ...options, timeout: 0, ...(socketPath === undefined ? {} : { socketPath }) });
  return new Agent({ ...withoutTimeouts, connect: isSecure ? secured(connect, tls?.serverName) : connect });
}

/**
 * Connects with a given name, whatever the `Host` header says; addresses are not asked for by name. An alert of the server's ends the
 * connection at once: undici would go on, and then only know that it was closed.
 */
function secured(connect: buildConnector.connector, serverName: string | undefined): buildConnector.connector {
  const servername = serverName === undefined || isIP(serverName) > 0 ? {} : { servername: serverName };
  return (options, callback) =>
    connect({ ...options, ...servername }, (...[error, socket]) => {
      socket?.prependListener("error", (problem: NodeJS.ErrnoException) => {
        if (problem.code?.startsWith("ERR_SSL_") === true) socket.destroy(problem);
      });
      if (error === null) callback(null, socket);
      else callback(error, null);
    });
}
