import { randomBytes } from "node:crypto";
import type { Host } from "../builtins/context.ts";
import { readClock } from "./web.ts";

/** The host of the command line: the process's environment, and `print` writes lines to the standard error stream, as `opa eval` does. */
export const nodeHost: Host = {
  nowNs: readClock,
  randomBytes: (length) => new Uint8Array(randomBytes(length)),
  environment: readEnvironment,
  print: (text) => {
    process.stderr.write(`${text}\n`);
  },
};

function readEnvironment(): Readonly<Record<string, string>> {
  const entries = Object.entries(process.env).filter((entry): entry is [string, string] => entry[1] !== undefined);
  return Object.fromEntries(entries);
}
