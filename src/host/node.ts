import { readFile } from "node:fs/promises";
import type { Host } from "../builtins/context.ts";
import { readClock, readRandomBytes, readTimeZone } from "./web.ts";

/** The host of the command line: the process's environment, and `print` writes lines to the standard error stream, as `opa eval` does. */
export const nodeHost: Host = {
  nowNs: readClock,
  randomBytes: readRandomBytes,
  environment: readEnvironment,
  timeZone: readTimeZone,
  lookupAddress,
  // Loaded for the first request, with all that it needs.
  http: async (request) => (await import("./node-http.ts")).sendHttp(request),
  readFile: readText,
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
  const { lookup } = await import("node:dns/promises");
  try {
    const found = await lookup(name, { all: true });
    return found.map(({ address }) => address);
  } catch (error) {
    const unknown = (error as NodeJS.ErrnoException).code === "ENOTFOUND";
    throw unknown ? new Error("no such host", { cause: error }) : error;
  }
}

/** Go's words for what keeps a file from being read. */
const fileProblems: ReadonlyMap<string, string> = new Map([
  ["ENOENT", "no such file or directory"],
  ["ENOTDIR", "not a directory"],
  ["EACCES", "permission denied"],
  ["ERR_INVALID_ARG_VALUE", "invalid argument"],
]);

async function readText(path: string): Promise<string> {
  try {
    return await readFile(path, "utf8");
  } catch (error) {
    const { code = "", message } = error as NodeJS.ErrnoException;
    if (code === "EISDIR") throw new Error(`read ${path}: is a directory`, { cause: error });
    throw new Error(`open ${path}: ${fileProblems.get(code) ?? message}`, { cause: error });
  }
}
