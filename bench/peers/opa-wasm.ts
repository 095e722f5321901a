import { spawnSync } from "node:child_process";
import { copyFileSync, existsSync, mkdirSync, readFileSync } from "node:fs";
import { join, resolve } from "node:path";
import type { Contender } from "../contender.ts";
import { opaCommand, readOpaVersion } from "./opa.ts";
import type { Peer } from "./peer.ts";
import { peersFolder, startProgram } from "./peer-program.ts";

const source = resolve("bench/peers/opa-wasm");
const installed = join(peersFolder, "opa-wasm");
const program = join(installed, "peer.mjs");

/** The npm package @open-policy-agent/opa-wasm, on policies that `opa build -t wasm` compiled, in a Node of its own. */
export const opaWasm: Peer = {
  name: "opa-wasm",
  build: () => {
    mkdirSync(installed, { recursive: true });
    for (const file of ["package.json", "package-lock.json", "peer.mjs"]) copyFileSync(join(source, file), join(installed, file));
    const { error, status } = spawnSync("npm", ["ci", "--ignore-scripts"], { cwd: installed, stdio: "inherit" });
    if (error !== undefined || status !== 0) return "`npm ci` failed";
    return readOpaVersion() === undefined ? "there is no `opa` on the PATH to compile policies" : undefined;
  },
  find: () => {
    const version = readOpaVersion();
    if (!existsSync(program)) return { contenders: [], missing: ["opa-wasm: `npm run bench:peers` installs it"] };
    if (version === undefined) return { contenders: [], missing: ["opa-wasm: there is no `opa` on the PATH to compile policies"] };
    const { dependencies } = JSON.parse(readFileSync(join(source, "package.json"), "utf8")) as { dependencies: Record<string, string> };
    const [[name, packageVersion] = []] = Object.entries(dependencies);
    const description = `${name} ${packageVersion}, policies compiled by opa ${version}: evaluate with the input as an object`;
    return { contenders: [{ name: "opa-wasm", description, start: startWasm }], missing: [] };
  },
};

/** Sets come as the module holds them, not sorted as other contenders have them. */
const startWasm: Contender["start"] = async (workload, files) => {
  const entryPoint = workload.query.replace(/^data\./, "").replaceAll(".", "/");
  const bundle = join(files.folder, "bundle.tar.gz");
  const options = ["build", "-t", "wasm", "-e", entryPoint, "-o", bundle, join(files.folder, "policy.rego")];
  const built = spawnSync(opaCommand, options, { encoding: "utf8" });
  if (built.status !== 0) throw new Error(`opa build: ${built.stdout}${built.stderr}`.trim());
  const unpacked = spawnSync("tar", ["-xzf", bundle, "-C", files.folder, "/policy.wasm"], { encoding: "utf8" });
  if (unpacked.status !== 0) throw new Error(`tar: ${unpacked.stderr}`.trim());
  const runner = await startProgram(process.execPath, [program])(workload, files);
  return { ...runner, unordered: true };
};
