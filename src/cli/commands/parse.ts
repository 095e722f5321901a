import { readFileSync } from "node:fs";
import type { Command } from "commander";
import { describeSystemError } from "../../bundle/system-error.ts";
import { parse, type TreeOptions, treeToJson } from "../../tools/parse.ts";
import { printTree } from "../../tools/print-tree.ts";
import { describeError } from "../describe-error.ts";
import { oneOf } from "../flags.ts";
import { formatOutput, toOutput } from "../json-output.ts";
import { type OutputError, toOutputErrors } from "../output-error.ts";
import { usageErrors } from "../usage-error.ts";

interface ParseFlags {
  readonly format: "pretty" | "json";
  readonly jsonInclude: TreeOptions;
  readonly v0Compatible: boolean;
}

/** Adds `rego parse` to the program. */
export function addParseCommand(program: Command): void {
  program
    .command("parse")
    .description("Parse Rego source file and print AST.")
    .argument("[path...]", "the file")
    .usage("<path> [flags]")
    .option("-f, --format <format>", "set output format {pretty,json}", oneOf("-f, --format", ["pretty", "json"]), "pretty")
    .option(
      "--json-include <elements>",
      "include or exclude optional elements, locations and comments: locations,-comments has the one without the other",
      parseElements,
      {},
    )
    .option("--v0-compatible", "opt-in to OPA features and behaviors prior to the OPA v1.0 release", false)
    .action((paths: readonly string[], flags: ParseFlags) => {
      process.exitCode = parseFile(paths[0], flags);
    });
}

/** Reads the value of `--json-include`. As in OPA, an unknown element changes nothing. */
function parseElements(value: string): TreeOptions {
  const elements = value.split(",").map((element) => element.trim());
  return {
    locations: elements.includes("locations") && !elements.includes("-locations"),
    comments: !elements.includes("-comments"),
  };
}

/** Prints the tree of the file; errors as JSON, in either format, with exit status 1. */
function parseFile(path: string | undefined, { format, jsonInclude, v0Compatible }: ParseFlags): number {
  if (path === undefined) throw usageErrors.noSourceFile();
  const text = readSource(path);
  try {
    if (typeof text !== "string") return report([text]);
    const module = parse(path, text, { regoVersion: v0Compatible ? 0 : 1 });
    process.stdout.write(format === "json" ? `${formatOutput(toOutput(treeToJson(module, jsonInclude)))}\n` : printTree(module));
    return 0;
  } catch (error) {
    return report(toOutputErrors(error));
  }
}

function readSource(path: string): string | OutputError {
  try {
    return readFileSync(path, "utf8");
  } catch (error) {
    const isFolder = error instanceof Error && "code" in error && error.code === "EISDIR";
    return { message: describeSystemError(error, isFolder ? "read" : "open", path) };
  }
}

function report(errors: readonly OutputError[]): number {
  process.stderr.write(`${formatOutput({ fields: [["errors", { items: errors.map(describeError) }]] })}\n`);
  return 1;
}
