import { spawnSync } from "node:child_process";
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { opaCommand, readOpaVersion } from "../../bench/peers/opa.ts";
import { peersFolder } from "../../bench/peers/peer-program.ts";
import type { CustomBuiltins } from "../../src/opa-wasm.ts";
import type { Policy, Program } from "./programs.ts";

const packageFolder = join(peersFolder, "opa-wasm/node_modules/@open-policy-agent/opa-wasm");

/** Why programs cannot be run with the package @open-policy-agent/opa-wasm here; undefined where they can. */
export function findObstacle(): string | undefined {
  if (!existsSync(packageFolder)) return "@open-policy-agent/opa-wasm is not installed (`npm run bench:peers` does it)";
  return readOpaVersion() === undefined ? "there is no `opa` on the PATH to compile policies" : undefined;
}

interface WasmPackage {
  readonly loadPolicy: (wasm: Uint8Array, memory: number | object, builtins: CustomBuiltins) => Promise<Policy>;
}

/** The policy of a program, compiled by `opa build -t wasm` and loaded by the package. */
export async function loadByWasm({ modules, entrypoints, builtins = {}, arities = {} }: Program): Promise<Policy> {
  const { loadPolicy } = (await import(pathToFileURL(join(packageFolder, "src/index.mjs")).href)) as WasmPackage;
  return loadPolicy(compileToWasm(modules, entrypoints, arities), {}, builtins);
}

function compileToWasm(modules: Program["modules"], entrypoints: readonly string[], arities: NonNullable<Program["arities"]>): Uint8Array {
  const folder = mkdtempSync(join(tmpdir(), "rego-ts-wasm-"));
  try {
    for (const [file, text] of Object.entries(modules)) writeFileSync(join(folder, file), text);
    writeFileSync(join(folder, "capabilities.json"), JSON.stringify(withBuiltins(arities)));
    const flags = ["-t", "wasm", "--capabilities", "capabilities.json", ...entrypoints.flatMap((path) => ["-e", path])];
    run(opaCommand, ["build", ...flags, ...Object.keys(modules)], folder);
    run("tar", ["-xzf", "bundle.tar.gz", "/policy.wasm"], folder);
    return readFileSync(join(folder, "policy.wasm"));
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

function withBuiltins(arities: Readonly<Record<string, number>>): unknown {
  const capabilities = JSON.parse(run(opaCommand, ["capabilities", "--current"], ".")) as { readonly builtins: readonly unknown[] };
  const own = Object.entries(arities).map(([name, count]) => {
    const args = Array.from({ length: count }, () => ({ type: "any" }));
    return { name, decl: { type: "function", args, result: { type: "any" } } };
  });
  return { ...capabilities, builtins: [...capabilities.builtins, ...own] };
}

function run(command: string, args: readonly string[], cwd: string): string {
  const { status, stdout, stderr } = spawnSync(command, args, { cwd, encoding: "utf8", maxBuffer: 2 ** 24 });
  if (status !== 0) throw new Error(`${command} ${args.join(" ")}: ${stdout}${stderr}`);
  return stdout;
}
