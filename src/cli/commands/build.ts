import { writeFileSync } from "node:fs";
import type { Command } from "commander";
import { describeSystemError } from "../../bundle/system-error.ts";
import { buildTargets, refusedTargets } from "../build-targets.ts";
import { collectList, collectValue, oneOf, parseInteger } from "../flags.ts";
import { parseCapabilities } from "../read-capabilities.ts";
import { type BuildFlags, runBuild } from "../run-build.ts";
import { BuildError } from "../signing-flags.ts";
import { addSigningFlags } from "../signing-options.ts";
import { UsageError } from "../usage-error.ts";

const targets = [...buildTargets.keys(), ...refusedTargets.keys()];

/** Adds `rego build` to the program. */
export function addBuildCommand(program: Command): void {
  const command = program
    .command("build")
    .description("Build a bundle of policies and data.")
    .argument("[path...]", "files and folders; with -b, bundles")
    .usage("<path> [path [...]] [flags]")
    .option("-b, --bundle", "load paths as bundle files or root directories", false)
    .option("--capabilities <string>", "set capabilities version or capabilities.json file path", parseCapabilities)
    .option("--debug", "taken, and without effect: there is nothing to tell", false)
    .option("-e, --entrypoint <path>", "set slash separated entrypoint path", collectValue, [])
    .option("--exclude-files-verify <names>", "set file names to exclude during bundle verification", collectList, [])
    .option("--follow-symlinks", "follow symlinks in the input set of paths when building the bundle", false)
    .option("--format <format>", "set the plan output format {json,proto}", oneOf("--format", ["json", "proto"]), "json")
    .option("--ignore <names>", "set file and directory names to ignore during loading (e.g., '.*' excludes hidden files)", collectList, [])
    .option("-O, --optimize <level>", "set optimization level, which is 0", parseInteger("-O, --optimize"), 0)
    .option("-o, --output <path>", 'set the output filename (default "bundle.tar.gz", "policy.json" for -t compiled)')
    .option("--partial-namespace <name>", "taken, and without effect: nothing is evaluated partially", "partial")
    .option("--plan-addons <name>", "extra data in a plan", collectValue, [])
    .option("--prune-unused", "taken, and without effect on bundles of Rego, as in OPA", false)
    .option("-r, --revision <string>", "set output bundle revision")
    .option("--scope <string>", "scope to use for bundle signature verification", "")
    .option("-t, --target <target>", "set the output bundle target type {rego,compiled}", oneOf("-t, --target", targets), "rego")
    .option("--v0-compatible", "opt-in to OPA features and behaviors prior to the OPA v1.0 release", false)
    .option("--v1-compatible", "opt-in to OPA features and behaviors of the OPA v1.0 release, which is the default", false)
    .option("--verification-key <string>", "set the secret (HMAC) or path of the PEM file containing the public key (RSA and ECDSA)", "")
    .option("--verification-key-id <string>", "name assigned to the verification key used for bundle verification", "default")
    .option("--wasm-include-print", "taken, and without effect: there is no WebAssembly", false);
  addSigningFlags(command).action(async (paths: readonly string[], flags: BuildFlags) => {
    process.exitCode = await build(paths, flags);
  });
}

/** Writes the archive; the exit status. As in OPA, errors go to the standard output. */
async function build(paths: readonly string[], flags: BuildFlags): Promise<number> {
  if (paths.length === 0) throw new UsageError("expected at least one path");
  try {
    const { path, bytes } = await runBuild(paths, flags, (text) => void process.stderr.write(`${text}\n`));
    write(path, bytes);
    return 0;
  } catch (error) {
    if (!(error instanceof BuildError)) throw error;
    process.stdout.write(`error: ${error.message}\n`);
    return 1;
  }
}

function write(path: string, bytes: Uint8Array): void {
  try {
    writeFileSync(path, bytes);
  } catch (error) {
    throw new BuildError(describeSystemError(error, "open", path), { cause: error });
  }
}
