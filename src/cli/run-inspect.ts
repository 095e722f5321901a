import { existsSync, readFileSync, statSync } from "node:fs";
import { dirname, join, relative } from "node:path";
import type { Module } from "../ast/nodes.ts";
import { loadBundles } from "../bundle/load.ts";
import { parseForCheck } from "../tools/check-modules.ts";
import { checkForInspection, type InspectedDocument, inspectParsed } from "../tools/inspect-modules.ts";
import { parseJson } from "../values/json.ts";
import type { PlainObject } from "../values/value.ts";
import type { OutputError } from "./output-error.ts";
import { formatOutputErrors, toOutputErrors } from "./output-error.ts";
import type { InspectReport, Manifest } from "./present-inspect.ts";

/** What is wrong with a bundle, as it is to be printed. */
export class InspectError extends Error {
  override readonly name = "InspectError";
}

/** Reads a folder as a bundle, or one Rego file. Throws {@link InspectError}. */
export function runInspect(path: string, regoVersion: 0 | 1): InspectReport {
  const isFolder = statSync(path, { throwIfNoEntry: false })?.isDirectory() === true;
  const modules: Module[] = [];
  const documents: InspectedDocument[] = [];
  for (const loaded of loadBundles([path])) {
    if (loaded.kind === "failure") throw new InspectError(describeFailure(path, loaded.message));
    if (loaded.kind === "document") documents.push({ file: loaded.file, path: foldersOf(path, loaded.file) });
    else {
      const where = isFolder ? [`bundle ${path}: `, ""] : ["", " during loading"];
      refuse(() => modules.push(parseForCheck(loaded, { regoVersion })), where[0], where[1]);
    }
  }
  refuseErrors(checkForInspection(modules, regoVersion));
  return { ...inspectParsed(modules, documents), ...(isFolder && { manifest: readManifest(path) }) };
}

function describeFailure(path: string, message: string): string {
  return message.startsWith("stat ") ? `error reading "${path}": ${message}` : `bundle ${path}: bundle load failed on ${message}`;
}

function foldersOf(root: string, file: string): readonly string[] {
  return relative(root, dirname(file))
    .split(/[\\/]/)
    .filter((folder) => folder !== "");
}

function refuse(run: () => unknown, prefix = "", when = ""): void {
  try {
    run();
  } catch (error) {
    throw new InspectError(`${prefix}${formatOutputErrors(toOutputErrors(error), when)}`, { cause: error });
  }
}

function refuseErrors(errors: readonly OutputError[]): void {
  if (errors.length > 0) throw new InspectError(formatOutputErrors(errors));
}

function readManifest(folder: string): Manifest {
  const file = join(folder, ".manifest");
  if (!existsSync(file)) return { revision: "", roots: [""] };
  const { revision = "", roots = [""], metadata } = parseJson(readFileSync(file, "utf8")) as PlainObject;
  return { revision: String(revision), roots: (roots as readonly string[]).map(String), metadata };
}
