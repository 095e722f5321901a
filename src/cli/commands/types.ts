import { writeFileSync } from "node:fs";
import type { Command } from "commander";
import { SchemaFileError } from "../../bundle/load-schemas.ts";
import { describeSystemError } from "../../bundle/system-error.ts";
import { EntrypointError } from "../../compile/entrypoints.ts";
import { SchemaProblem } from "../../compile/type-checking.ts";
import { RegoErrors } from "../../errors/rego-error.ts";
import { typesOfParsed } from "../../tools/typescript/types-of-entrypoints.ts";
import { collectList, collectValue } from "../flags.ts";
import { LoadingError, loadParsed } from "../load-parsed.ts";
import { formatOutputErrors } from "../output-error.ts";
import { readSchemas } from "../read-schemas.ts";

interface TypesFlags {
  readonly bundle: readonly string[];
  readonly data: readonly string[];
  readonly entrypoint: readonly string[];
  readonly ignore: readonly string[];
  readonly output?: string;
  readonly schema?: string;
  readonly v0Compatible: boolean;
}

/** Adds `rego types` to the program. */
export function addTypesCommand(program: Command): void {
  program
    .command("types")
    .description("Print TypeScript types of what entry points take and give.")
    .usage("-e <entrypoint> -d <path> [flags]")
    .option("-e, --entrypoint <path>", "set slash separated path of a document to describe. This flag can be repeated.", collectValue, [])
    .option("-b, --bundle <path>", "set bundle file(s) or directory path(s). This flag can be repeated.", collectValue, [])
    .option("-d, --data <path>", "set policy file(s) or directory path(s). This flag can be repeated.", collectValue, [])
    .option("--ignore <names>", "set file and directory names to ignore during loading (e.g., '.*' excludes hidden files)", collectList, [])
    .option("-o, --output <path>", "write to a file instead of the standard output")
    .option("-s, --schema <path>", "set schema file path or directory path")
    .option("--v0-compatible", "opt-in to OPA features and behaviors prior to the OPA v1.0 release", false)
    .option("--v1-compatible", "opt-in to OPA features and behaviors of the OPA v1.0 release, which is the default", false)
    .action(async (flags: TypesFlags) => {
      process.exitCode = await writeTypes(flags);
    });
}

async function writeTypes(flags: TypesFlags): Promise<number> {
  try {
    const modules = await loadParsed(flags.data, flags.bundle, flags.ignore, flags.v0Compatible ? 0 : 1);
    const text = typesOfParsed(modules, { entrypoints: flags.entrypoint, schemas: readSchemas(flags.schema) });
    if (flags.output === undefined) process.stdout.write(text);
    else writeFile(flags.output, text);
    return 0;
  } catch (error) {
    process.stderr.write(`${describe(error)}\n`);
    return 1;
  }
}

function writeFile(path: string, text: string): void {
  try {
    writeFileSync(path, text);
  } catch (error) {
    throw new OutputFileError(describeSystemError(error, "open", path), { cause: error });
  }
}

class OutputFileError extends Error {
  override readonly name = "OutputFileError";
}

/** Throws again what is a mistake of this program. */
function describe(error: unknown): string {
  if (error instanceof RegoErrors) return formatOutputErrors(error.errors);
  if (error instanceof LoadingError) return error.message;
  const isPlain = error instanceof OutputFileError || error instanceof SchemaFileError || error instanceof SchemaProblem;
  if (isPlain || error instanceof EntrypointError) return `error: ${error.message}`;
  throw error;
}
