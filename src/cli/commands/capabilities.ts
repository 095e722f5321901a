import type { Command } from "commander";
import { capabilitiesOfVersion, currentCapabilities } from "../../tools/capabilities.ts";
import { versions } from "../../tools/capability-versions.ts";
import { formatOutput, toOutput } from "../json-output.ts";
import { readCapabilitiesFile } from "../read-capabilities.ts";

interface CapabilitiesFlags {
  readonly current: boolean;
  readonly file?: string;
  readonly v0Compatible: boolean;
  readonly version?: string;
}

/** Adds `rego capabilities` to the program. */
export function addCapabilitiesCommand(program: Command): void {
  program
    .command("capabilities")
    .description("Print what policies may use: builtins, keywords and features.")
    .usage("[flags]")
    .option("--current", "print current capabilities", false)
    .option("--file <path>", "print capabilities defined by a file")
    .option("--version <version>", "print capabilities of a specific version")
    .option("--v0-compatible", "opt-in to OPA features and behaviors prior to the OPA v1.0 release", false)
    .action((flags: CapabilitiesFlags) => {
      process.exitCode = printCapabilities(flags);
    });
}

/** Prints capabilities as JSON, or without flags the versions that there are; the exit status. */
function printCapabilities({ current, file, v0Compatible, version }: CapabilitiesFlags): number {
  if (!current && file === undefined && version === undefined) {
    process.stdout.write(`${versions.join("\n")}\n`);
    return 0;
  }
  const capabilities = current
    ? currentCapabilities(v0Compatible ? 0 : 1)
    : file === undefined
      ? capabilitiesOfVersion(version ?? "")
      : readCapabilitiesFile(file);
  if (capabilities === undefined) return 1;
  process.stdout.write(`${formatOutput(toOutput(capabilities))}\n`);
  return 0;
}
