import { spawnSync } from "node:child_process";
import { existsSync } from "node:fs";
import { join, resolve } from "node:path";
import type { Contender, Runner } from "../contender.ts";
import type { Workload } from "../workload.ts";
import type { WorkloadFiles } from "../workload-files.ts";
import type { FoundPeer, Peer } from "./peer.ts";
import { peersFolder, startProgram } from "./peer-program.ts";

/** The program on OPA's library. */
export const opaPeer = join(peersFolder, "opa-peer");
/** The command `opa`; OPA names another one than that on the PATH. */
export const opaCommand = process.env["OPA"] ?? "opa";

const libraryModes = [
  { name: "opa", mode: "plain", description: "OPA's library, prepared query, input as Go values (what a Go program does)" },
  {
    name: "opa tuned",
    mode: "tuned",
    description: "the same, with the input parsed before and data kept as syntax trees (the best that OPA can do)",
  },
] as const;

/** OPA: its library in a Go program, and its command `opa bench`. */
export const opa: Peer = {
  name: "OPA's library",
  build: () => {
    const { error, status } = spawnSync("go", ["build", "-o", opaPeer, "."], { cwd: resolve("bench/peers/opa"), stdio: "inherit" });
    if (error !== undefined) return "there is no `go` on the PATH";
    return status === 0 ? undefined : "`go build` failed";
  },
  find: findOpa,
};

/** The version of the `opa` on this machine; undefined if there is none. */
export function readOpaVersion(): string | undefined {
  const { status, stdout } = spawnSync(opaCommand, ["version"], { encoding: "utf8" });
  return status === 0 ? /^Version: (.*)$/m.exec(stdout)?.[1] : undefined;
}

function findOpa(): FoundPeer {
  const contenders: Contender[] = [];
  const missing: string[] = [];
  if (existsSync(opaPeer))
    contenders.push(...libraryModes.map(({ name, mode, description }) => ({ name, description, start: startProgram(opaPeer, [mode]) })));
  else missing.push("OPA's library: `npm run bench:peers` builds the program where Go is");
  const version = readOpaVersion();
  if (version === undefined) missing.push("the `opa` binary is not on the PATH");
  else contenders.push({ name: "opa bench", description: `the command \`opa bench\` of ${version}, its ns/op`, start: startBenchCommand });
  return { contenders, missing };
}

function startBenchCommand(workload: Workload, { folder }: WorkloadFiles): Promise<Runner> {
  const files = ["-d", join(folder, "policy.rego"), "-d", join(folder, "data.json"), "-i", join(folder, "input.json")];
  const evaluated = spawnSync(opaCommand, ["eval", ...files, "-f", "raw", workload.query], { encoding: "utf8", maxBuffer: 2 ** 28 });
  if (evaluated.status !== 0) throw new Error(`opa eval: ${evaluated.stdout}${evaluated.stderr}`);
  return Promise.resolve({
    value: JSON.parse(evaluated.stdout),
    first: 0,
    // It decides itself how long it runs: about a second.
    measure: () => {
      const { status, stdout, stderr } = spawnSync(opaCommand, ["bench", ...files, "-f", "json", workload.query], { encoding: "utf8" });
      if (status !== 0) throw new Error(`opa bench: ${stdout}${stderr}`);
      const { T, N } = JSON.parse(stdout) as { readonly T: number; readonly N: number };
      return Promise.resolve(T / N);
    },
    stop: () => undefined,
    slow: true,
  });
}
