import type { Command } from "commander";
import { describeError } from "../describe-error.ts";
import { collectList, oneOf, parseInteger } from "../flags.ts";
import { formatOutput } from "../json-output.ts";
import { parseCapabilities } from "../read-capabilities.ts";
import { type CheckFlags, runCheck } from "../run-check.ts";
import { usageErrors } from "../usage-error.ts";

/** Adds `rego check` to the program. */
export function addCheckCommand(program: Command): void {
  program
    .command("check")
    .description("Check Rego source files for parse and compilation errors.")
    .argument("[path...]", "files and folders")
    .usage("<path> [path [...]] [flags]")
    .option("-b, --bundle", "load paths as bundle files or root directories", false)
    .option("--capabilities <string>", "set capabilities version or capabilities.json file path", parseCapabilities)
    .option("-f, --format <format>", "set output format {pretty,json}", oneOf("-f, --format", ["pretty", "json"]), "pretty")
    .option("--ignore <names>", "set file and directory names to ignore during loading (e.g., '.*' excludes hidden files)", collectList, [])
    .option(
      "-m, --max-errors <number>",
      "set the number of errors to allow before compilation fails early",
      parseInteger("-m, --max-errors"),
      10,
    )
    .option("-s, --schema <path>", "set schema file path or directory path")
    .option("-S, --strict", "enable compiler strict mode", false)
    .option("--v0-compatible", "opt-in to OPA features and behaviors prior to the OPA v1.0 release", false)
    .option("--v0-v1", "check for Rego v0 and v1 compatibility (policies must be compatible with both Rego versions)", false)
    .action(async (paths: readonly string[], flags: CheckFlags) => {
      process.exitCode = await check(paths, flags);
    });
}

/** Prints what is wrong to the standard error stream, in either format; the exit status. */
async function check(paths: readonly string[], flags: CheckFlags): Promise<number> {
  if (paths.length === 0) throw usageErrors.noFile();
  const { errors, text } = await runCheck(paths, flags);
  if (errors.length === 0) return 0;
  const output = flags.format === "json" ? formatOutput({ fields: [["errors", { items: errors.map(describeError) }]] }) : text;
  process.stderr.write(`${output}\n`);
  return 1;
}
