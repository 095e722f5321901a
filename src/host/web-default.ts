import type { Host } from "../builtins/context.ts";
import { webHost } from "./web.ts";

/** The host of engines that are given none: what `#default-host` is everywhere but in Node. */
export const defaultHost: Host = webHost;
