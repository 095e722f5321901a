import type { Command } from "commander";
import { oneOf } from "../flags.ts";
import { formatInspection, formatInspectionAsJson } from "../present-inspect.ts";
import { InspectError, runInspect } from "../run-inspect.ts";
import { usageErrors } from "../usage-error.ts";

interface InspectFlags {
  readonly annotations: boolean;
  readonly format: "pretty" | "json";
  readonly v0Compatible: boolean;
}

/** Adds `rego inspect` to the program. */
export function addInspectCommand(program: Command): void {
  program
    .command("inspect")
    .description("Show what a bundle or a Rego file contains.")
    .argument("[path...]", "a bundle (a folder or an archive), or a Rego file")
    .usage("<path> [flags]")
    .option("-a, --annotations", "list annotations", false)
    .option("-f, --format <format>", "set output format {pretty,json}", oneOf("-f, --format", ["pretty", "json"]), "pretty")
    .option("--v0-compatible", "opt-in to OPA features and behaviors prior to the OPA v1.0 release", false)
    .option("--v1-compatible", "opt-in to OPA features and behaviors of the OPA v1.0 release, which is the default", false)
    .action(async (paths: readonly string[], flags: InspectFlags) => {
      process.exitCode = await inspect(paths, flags);
    });
}

async function inspect([path, ...others]: readonly string[], { annotations, format, v0Compatible }: InspectFlags): Promise<number> {
  if (path === undefined || others.length > 0) throw usageErrors.notOneBundle();
  try {
    const report = await runInspect(path, v0Compatible ? 0 : 1);
    process.stdout.write(format === "json" ? `${formatInspectionAsJson(report, annotations)}\n` : formatInspection(report, annotations));
    return 0;
  } catch (error) {
    if (!(error instanceof InspectError)) throw error;
    process.stderr.write(`error: ${error.message}\n`);
    return 1;
  }
}
