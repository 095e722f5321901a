import { randomBytes } from "node:crypto";
import { lookup } from "node:dns/promises";
import type { Host } from "../builtins/context.ts";
import { readClock, readTimeZone } from "./web.ts";

/** The host of the command line: the process's environment, and `print` writes lines to the standard error stream, as `opa eval` does. */
export const nodeHost: Host = {
  nowNs: readClock,
  randomBytes: (length) => new Uint8Array(randomBytes(length)),
  environment: readEnvironment,
  timeZone: readTimeZone,
  lookupAddress,
  print: (text) => {
    process.stderr.write(`${text}\n`);
  },
};

function readEnvironment(): Readonly<Record<string, string>> {
  const entries = Object.entries(process.env).filter((entry): entry is [string, string] => entry[1] !== undefined);
  return Object.fromEntries(entries);
}

/** Asks the system's resolver, as OPA does; its errors have Go's words for a name that does not exist. */
async function lookupAddress(name: string): Promise<readonly string[]> {
  try {
    const found = await lookup(name, { all: true });
    return found.map(({ address }) => address);
  } catch (error) {
    const unknown = (error as NodeJS.ErrnoException).code === "ENOTFOUND";
    throw unknown ? new Error("no such host", { cause: error }) : error;
  }
}
