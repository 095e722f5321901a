import type { Command } from "commander";
import type { Term } from "../../ast/nodes.ts";
import { printRef } from "../../ast/print.ts";
import { termToJson } from "../../ast/to-json.ts";
import { RegoErrors } from "../../errors/rego-error.ts";
import { type DocumentPath, dependenciesOf, type QueryDependencies } from "../../tools/query-dependencies.ts";
import { collectList, collectValue, oneOf } from "../flags.ts";
import { formatOutput, toOutput } from "../json-output.ts";
import { LoadingError, loadParsed } from "../load-parsed.ts";
import { formatOutputErrors } from "../output-error.ts";
import { formatTable } from "../table.ts";
import { usageErrors } from "../usage-error.ts";

interface DepsFlags {
  readonly bundle: readonly string[];
  readonly data: readonly string[];
  readonly format: "pretty" | "json";
  readonly ignore: readonly string[];
}

/** Adds `rego deps` to the program. */
export function addDepsCommand(program: Command): void {
  program
    .command("deps")
    .description("Print the documents and rules that a query depends on.")
    .argument("[query...]", "the query")
    .usage("<query> [flags]")
    .option("-b, --bundle <path>", "set bundle file(s) or directory path(s). This flag can be repeated.", collectValue, [])
    .option("-d, --data <path>", "set policy or data file(s). This flag can be repeated.", collectValue, [])
    .option("-f, --format <format>", "set output format {pretty,json}", oneOf("-f, --format", ["pretty", "json"]), "pretty")
    .option("--ignore <names>", "set file and directory names to ignore during loading (e.g., '.*' excludes hidden files)", collectList, [])
    .action(async (queries: readonly string[], flags: DepsFlags) => {
      process.exitCode = await printDependencies(queries, flags);
    });
}

async function printDependencies([query, ...others]: readonly string[], flags: DepsFlags): Promise<number> {
  if (query === undefined || others.length > 0) throw usageErrors.notOneQuery();
  try {
    const found = dependenciesOf(query, await loadParsed(flags.data, flags.bundle, flags.ignore));
    process.stdout.write(flags.format === "json" ? `${formatAsJson(found)}\n` : formatAsTable(found));
    return 0;
  } catch (error) {
    if (error instanceof LoadingError) process.stderr.write(`${error.message}\n`);
    else if (error instanceof RegoErrors) process.stderr.write(`${formatOutputErrors(error.errors)}\n`);
    else throw error;
    return 1;
  }
}

function formatAsJson({ base, virtual }: QueryDependencies): string {
  const describe = (paths: readonly DocumentPath[]): unknown =>
    paths.map((path) => path.map((key, index) => termToJson(toTerm(key, index))));
  return formatOutput(
    toOutput({ ...(base.length > 0 && { base: describe(base) }), ...(virtual.length > 0 && { virtual: describe(virtual) }) }),
  );
}

function formatAsTable({ base, virtual }: QueryDependencies): string {
  const columns = [
    { title: "BASE DOCUMENTS", paths: base },
    { title: "VIRTUAL DOCUMENTS", paths: virtual },
  ].filter(({ paths }) => paths.length > 0);
  if (columns.length === 0) return "";
  const height = Math.max(...columns.map(({ paths }) => paths.length));
  const rows = Array.from({ length: height }, (_, at) => columns.map(({ paths }) => printPath(paths[at])));
  return `${formatTable(
    columns.map(({ title }) => title),
    rows,
  )}\n`;
}

function printPath(path: DocumentPath | undefined): string {
  return path === undefined ? "" : printRef({ kind: "ref", terms: path.map(toTerm), start: 0, end: 0 });
}

function toTerm(key: DocumentPath[number], index: number): Term {
  const at = { start: 0, end: 0 };
  if (index === 0) return { kind: "var", name: String(key), ...at };
  if (typeof key === "string") return { kind: "string", value: key, ...at };
  if (typeof key === "boolean") return { kind: "boolean", value: key, ...at };
  return key === null ? { kind: "null", ...at } : { kind: "number", text: String(key), ...at };
}
