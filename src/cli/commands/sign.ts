import { writeFileSync } from "node:fs";
import { join } from "node:path";
import type { Command } from "commander";
import { joinPath } from "../../bundle/archive-path.ts";
import { BundleError } from "../../bundle/bundle-error.ts";
import type { BundleFile } from "../../bundle/bundle-file.ts";
import { findBundle } from "../../bundle/load-bundle.ts";
import { isSignaturesFile, writeSignatures } from "../../bundle/signatures-file.ts";
import { describeSystemError } from "../../bundle/system-error.ts";
import { BuildError, noSigningKey, readSigning, type SigningFlags } from "../signing-flags.ts";
import { addSigningFlags } from "../signing-options.ts";
import { UsageError } from "../usage-error.ts";

interface SignFlags extends SigningFlags {
  readonly bundle: boolean;
  readonly outputFilePath: string;
}

/** Adds `rego sign` to the program. */
export function addSignCommand(program: Command): void {
  const command = program
    .command("sign")
    .description("Generate a bundle's signature: a .signatures.json file.")
    .argument("[path...]", "bundles: folders and archives")
    .usage("<path> [path [...]] [flags]")
    .option("-b, --bundle", "load paths as bundle files or root directories", false)
    .option("-o, --output-file-path <path>", "set the location for the .signatures.json file", ".");
  addSigningFlags(command).action(async (paths: readonly string[], flags: SignFlags) => {
    process.exitCode = await sign(paths, flags);
  });
}

/** Writes the signature; the exit status. As in OPA, errors go to the standard output. */
async function sign(paths: readonly string[], flags: SignFlags): Promise<number> {
  if (paths.length === 0) throw new UsageError("specify atleast one path containing policy and/or data files");
  if (flags.signingKey === "") throw new UsageError(noSigningKey);
  if (!flags.bundle) throw new UsageError("enable bundle mode (ie. --bundle) to sign bundle files or directories");
  try {
    write(join(flags.outputFilePath, ".signatures.json"), await makeSignatures(paths, flags));
    return 0;
  } catch (error) {
    if (!(error instanceof BuildError || error instanceof BundleError)) throw error;
    process.stdout.write(`error: ${error.message}\n`);
    return 1;
  }
}

async function makeSignatures(paths: readonly string[], flags: SignFlags): Promise<string> {
  const files: BundleFile[] = [];
  for (const path of paths) {
    const { files: found, root } = await findBundle(path);
    const signed = found.filter((file) => !isSignaturesFile(file.path));
    files.push(...signed.map((file) => ({ ...file, path: root === undefined ? file.path : joinPath(root, file.path) })));
  }
  // Loaded for this command alone: what hashes and reads keys is much.
  const [{ hashFiles }, { signFiles }] = await Promise.all([import("../../bundle/file-hash.ts"), import("../../bundle/sign-files.ts")]);
  const signing = readSigning(flags, "");
  if (signing === undefined) throw new BuildError(noSigningKey);
  return writeSignatures({ tokens: [await signFiles(await hashFiles(files), signing)], plugin: "" });
}

function write(path: string, text: string): void {
  try {
    writeFileSync(path, text);
  } catch (error) {
    throw new BuildError(describeSystemError(error, "open", path), { cause: error });
  }
}
