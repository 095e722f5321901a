import type { Host } from "../builtins/context.ts";
import { nodeHost } from "./node.ts";

/**
 * The host of engines that are given none: what `#default-host` is in Node. It connects as Node can (TLS settings, unix sockets, proxies) and looks up names;
 * the environment stays the program's own, and `print` calls are not evaluated.
 */
export const defaultHost: Host = { ...nodeHost, environment: undefined, print: undefined };
