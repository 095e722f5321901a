import { type Command, Option } from "commander";
import { RegoErrors } from "../../errors/rego-error.ts";
import { format } from "../../tools/format/format.ts";
import { describeErrors, FormatFailure, type FormatFlags, formatFile, formatOptions } from "../format-files.ts";
import { listPolicies } from "../list-policies.ts";
import { parseCapabilities } from "../read-capabilities.ts";
import { InputError, readStandardInput } from "../read-input.ts";

/** Adds `rego fmt` to the program. */
export function addFmtCommand(program: Command): void {
  program
    .command("fmt")
    .description("Format Rego source files.")
    .argument("[path...]", "files and folders; the standard input where there is none")
    .usage("[path [...]] [flags]")
    .option("--capabilities <string>", "set capabilities version or capabilities.json file path", parseCapabilities)
    .option("-w, --write", "overwrite the original source file", false)
    .option("-d, --diff", "only display a diff of the changes", false)
    .option("-l, --list", "list all files who would change when formatted", false)
    .option("--fail", "non zero exit code on reformat", false)
    .option("--check-result", "assert that the formatted code is valid and can be successfully parsed (default true)", true)
    .addOption(new Option("--no-check-result").hideHelp())
    .option("--drop-v0-imports", "drop v0 imports from the formatted code, such as 'rego.v1' and 'future.keywords'", false)
    .option("--v0-v1", "format module(s) to be compatible with both Rego v0 and v1", false)
    .option("--v0-compatible", "opt-in to OPA features and behaviors prior to the OPA v1.0 release", false)
    .addOption(new Option("--v1-compatible").default(false).hideHelp())
    .action(async (paths: readonly string[], flags: FormatFlags) => {
      process.exitCode = paths.length === 0 ? formatStandardInput(flags) : await formatPaths(paths, flags);
    });
}

/** Prints what is read, formatted; the flags for files do not matter. Exit status 1 for errors. */
function formatStandardInput(flags: FormatFlags): number {
  try {
    process.stdout.write(format("stdin", readStandardInput(), formatOptions(flags)));
    return 0;
  } catch (error) {
    if (!(error instanceof RegoErrors)) throw error;
    process.stderr.write(`${describeErrors(error)}\n`);
    return 1;
  }
}

/** Formats files in turn, up to the first that cannot be. Exit status 1 for a path that is not there, 2 for other errors. */
async function formatPaths(paths: readonly string[], flags: FormatFlags): Promise<number> {
  const print = (text: string): void => void process.stdout.write(text);
  const showChanges = flags.diff ? (await import("../../tools/format/show-changes.ts")).showChanges : undefined;
  try {
    for (const path of paths) {
      for (const file of listPolicies(path)) formatFile(file, flags, { print, showChanges });
    }
    return 0;
  } catch (error) {
    if (!(error instanceof FormatFailure || error instanceof InputError)) throw error;
    process.stderr.write(`${error.message}\n`);
    return error instanceof FormatFailure ? 2 : 1;
  }
}
