/** `npm run bench:peers`: builds the programs of other engines that this machine has toolchains for, and says which are missing. */
import { spawnSync } from "node:child_process";
import { mkdirSync } from "node:fs";
import { resolve } from "node:path";
import { opaPeer, peersFolder } from "./peers/opa.ts";

mkdirSync(peersFolder, { recursive: true });
const { error, status } = spawnSync("go", ["build", "-o", opaPeer, "."], { cwd: resolve("bench/peers/opa"), stdio: "inherit" });
if (error !== undefined) console.log("OPA's library: missing, there is no `go` on the PATH");
else if (status === 0) console.log(`OPA's library: ${opaPeer}`);
else console.log("OPA's library: missing, `go build` failed");
