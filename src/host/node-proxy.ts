import { BlockList, isIP } from "node:net";

/** What the environment says of proxies. */
export type ProxyEnvironment = Readonly<Record<string, string | undefined>>;

/**
 * The proxy that a request goes through, by `HTTP_PROXY`, `HTTPS_PROXY` and `NO_PROXY` (or in lower case), as Go's client reads them;
 * `undefined` for none. The machine itself is never asked through a proxy.
 */
export function chooseProxy(origin: string, environment: ProxyEnvironment): string | undefined {
  const { protocol, hostname, port } = new URL(origin);
  const read = (name: string): string => environment[name] || environment[name.toLowerCase()] || "";
  const proxy = read(protocol === "https:" ? "HTTPS_PROXY" : "HTTP_PROXY");
  const name = hostname.replace(/^\[|\]$/g, "").replace(/\.$/, "");
  if (proxy === "" || isLoopback(name)) return undefined;
  const excluded = read("NO_PROXY")
    .split(",")
    .map((entry) => entry.trim().toLowerCase());
  const actualPort = port === "" ? (protocol === "https:" ? "443" : "80") : port;
  if (excluded.some((entry) => entry !== "" && isExcluded(entry, name, actualPort))) return undefined;
  return proxy.includes("://") ? proxy : `http://${proxy}`;
}

const loopback = new BlockList();
loopback.addSubnet("127.0.0.0", 8, "ipv4");
loopback.addAddress("::1", "ipv6");

function isLoopback(name: string): boolean {
  return name === "localhost" || isInList(loopback, name);
}

/** An entry is `*`, a name that also stands for those below it, an address or a block of them, with or without a port. */
function isExcluded(entry: string, name: string, port: string): boolean {
  if (entry === "*") return true;
  const [, address = entry, entryPort = port] = /^([^:]*|\[.*\]):(\d+)$/.exec(entry) ?? [];
  if (entryPort !== port) return false;
  const [base = "", bits] = address.replace(/^\[|\]$/g, "").split("/");
  const family = isIP(base);
  if (family > 0) {
    const list = new BlockList();
    const kind = family === 4 ? "ipv4" : "ipv6";
    const prefix = Number(bits ?? (family === 4 ? 32 : 128));
    if (!Number.isInteger(prefix) || prefix < 0 || prefix > (family === 4 ? 32 : 128)) return false;
    list.addSubnet(base, prefix, kind);
    return isInList(list, name);
  }
  const suffix = base.replace(/^\*?\.?/, "");
  return name.endsWith(`.${suffix}`) || (name === suffix && !/^\*?\./.test(base));
}

function isInList(list: BlockList, name: string): boolean {
  const family = isIP(name);
  return family > 0 && list.check(name, family === 4 ? "ipv4" : "ipv6");
}
