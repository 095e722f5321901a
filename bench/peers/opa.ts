import { spawn, spawnSync } from "node:child_process";
import { existsSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { createInterface } from "node:readline";
import type { Contender, Runner } from "../contender.ts";
import type { Workload } from "../workload.ts";

/** Where `npm run bench:peers` builds programs; git ignores it. */
export const peersFolder = resolve("node_modules/.cache/rego-ts/peers");
export const opaPeer = join(peersFolder, "opa-peer");

/** OPA's library in a Go program. */
const libraryModes = [
  { name: "opa", mode: "plain", description: "OPA's library, prepared query, input as Go values (what a Go program does)" },
  {
    name: "opa tuned",
    mode: "tuned",
    description: "the same, with the input parsed before and data kept as syntax trees (the best that OPA can do)",
  },
] as const;

/** OPA in its forms that this machine has, and what is missing. */
export function findOpa(): { readonly contenders: readonly Contender[]; readonly missing: readonly string[] } {
  const contenders: Contender[] = [];
  const missing: string[] = [];
  if (existsSync(opaPeer))
    contenders.push(...libraryModes.map(({ name, mode, description }) => ({ name, description, start: startPeer(mode) })));
  else missing.push("OPA's library: `npm run bench:peers` builds the program where Go is");
  const { status, stdout } = spawnSync("opa", ["version"], { encoding: "utf8" });
  const version = /^Version: (.*)$/m.exec(stdout ?? "")?.[1];
  if (status === 0)
    contenders.push({ name: "opa bench", description: `the command \`opa bench\` of ${version}, its ns/op`, start: startBenchCommand });
  else missing.push("the `opa` binary is not on the PATH");
  return { contenders, missing };
}

/** The program reads a workload, and then, line by line, for how many milliseconds it shall run; it answers each with one line of JSON. */
function startPeer(mode: string): Contender["start"] {
  return async (workload) => {
    const folder = writeWorkload(workload);
    const peer = spawn(opaPeer, [mode, folder], { stdio: ["pipe", "pipe", "inherit"] });
    const lines = createInterface({ input: peer.stdout })[Symbol.asyncIterator]();
    const readAnswer = async (): Promise<{ readonly value?: unknown; readonly nanoseconds?: number }> => {
      const { value, done } = await lines.next();
      if (done) throw new Error(`${workload.name}: the OPA peer ended`);
      return JSON.parse(value) as { readonly value?: unknown; readonly nanoseconds?: number };
    };
    const { value } = await readAnswer();
    return {
      value,
      measure: async (milliseconds) => {
        peer.stdin.write(`${milliseconds}\n`);
        return (await readAnswer()).nanoseconds ?? Number.NaN;
      },
      stop: () => {
        peer.stdin.end();
        rmSync(folder, { recursive: true, force: true });
      },
    };
  };
}

function startBenchCommand(workload: Workload): Promise<Runner> {
  const folder = writeWorkload(workload);
  const files = ["-d", join(folder, "policy.rego"), "-d", join(folder, "data.json"), "-i", join(folder, "input.json")];
  const evaluated = spawnSync("opa", ["eval", ...files, "-f", "raw", workload.query], { encoding: "utf8", maxBuffer: 2 ** 28 });
  if (evaluated.status !== 0) throw new Error(`${workload.name}: opa eval: ${evaluated.stdout}${evaluated.stderr}`);
  return Promise.resolve({
    value: JSON.parse(evaluated.stdout),
    // It decides itself how long it runs: about a second.
    measure: () => {
      const { status, stdout, stderr } = spawnSync("opa", ["bench", ...files, "-f", "json", workload.query], { encoding: "utf8" });
      if (status !== 0) throw new Error(`${workload.name}: opa bench: ${stdout}${stderr}`);
      const { T, N } = JSON.parse(stdout) as { readonly T: number; readonly N: number };
      return Promise.resolve(T / N);
    },
    stop: () => rmSync(folder, { recursive: true, force: true }),
    slow: true,
  });
}

function writeWorkload({ policy, data, input, query }: Workload): string {
  const folder = mkdtempSync(join(tmpdir(), "rego-ts-bench-"));
  writeFileSync(join(folder, "policy.rego"), policy);
  writeFileSync(join(folder, "data.json"), JSON.stringify(data));
  writeFileSync(join(folder, "input.json"), JSON.stringify(input));
  writeFileSync(join(folder, "query.txt"), query);
  return folder;
}
