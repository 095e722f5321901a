import { readdirSync, readFileSync, statSync } from "node:fs";
import { extname, join } from "node:path";
import { JsonError } from "../values/json-reader.ts";
import { compareStrings } from "../values/string-order.ts";
import type { PlainObject } from "../values/value.ts";
import { YamlError } from "../values/yaml-error.ts";
import { isIgnored } from "./ignore.ts";
import { isPlainObject, placeDocument } from "./merge-documents.ts";
import { parseDocument } from "./read-document.ts";
import { describeSystemError } from "./system-error.ts";

/**
 * One file that was found, in the order of the walk: a module, a document at its place in `data`, an archive of a bundle whose documents belong below `path`,
 * or why it could not be read.
 */
export type LoadedFile =
  | { readonly kind: "module"; readonly file: string; readonly text: string; readonly regoVersion?: 0 | 1 }
  | { readonly kind: "document"; readonly file: string; readonly document: PlainObject }
  | { readonly kind: "archive"; readonly file: string; readonly path: readonly string[] }
  | { readonly kind: "failure"; readonly message: string };

export interface LoadOptions {
  /** Patterns of file and folder names that are left out (`.*`, `*_test.rego`). */
  readonly ignore?: readonly string[];
}

/** A file below a path that was given: `path` are the folders between them, by which a document is placed. */
interface Found {
  readonly file: string;
  readonly path: readonly string[];
}

/**
 * Loads what `opa eval --data` loads: files of any kind, all .rego, .json, .yaml, .yml and .tar.gz files of folders, documents of folders
 * placed by folder. A path may be a file URL, and may start with `prefix:` that says where in `data` its documents are placed.
 */
export function loadPaths(paths: readonly string[], options: LoadOptions = {}): readonly LoadedFile[] {
  return paths.flatMap((given) => loadGiven(given, options, (file, isGiven) => isGiven || isPolicyOrDocument(file)));
}

/** Loads the .rego files of what {@link loadPaths} takes; documents are not looked at. */
export function loadModules(paths: readonly string[], options: LoadOptions = {}): readonly LoadedFile[] {
  return paths.flatMap((given) => loadGiven(given, options, isModule));
}

function loadGiven(given: string, options: LoadOptions, accepts: Filter): readonly LoadedFile[] {
  const { prefix, location } = splitPrefix(given);
  const path = resolveLocation(location);
  if (path === undefined) return [{ kind: "failure", message: `unsupported URL scheme: ${given}` }];
  return loadPath(path, prefix, options.ignore ?? [], accepts);
}

/** Which files are loaded; `isGiven`: one that was named itself, not found in a folder. */
type Filter = (file: string, isGiven: boolean) => boolean;

/** The path of a file or of a `file:` URL; `undefined` for URLs of other schemes. */
export function resolveLocation(location: string): string | undefined {
  if (location.startsWith("file://")) return decodeURIComponent(new URL(location).pathname);
  return /^[a-z][a-z0-9+.-]*:\/\//.test(location) ? undefined : location;
}

function splitPrefix(given: string): { readonly prefix: readonly string[]; readonly location: string } {
  const colon = given.indexOf(":");
  if (colon <= 0 || given.startsWith("://", colon)) return { prefix: [], location: given };
  return { prefix: given.slice(0, colon).split("."), location: given.slice(colon + 1) };
}

function loadPath(path: string, prefix: readonly string[], ignore: readonly string[], accepts: Filter): readonly LoadedFile[] {
  try {
    if (!statSync(path).isDirectory()) return accepts(path, true) ? [readFile({ file: path, path: prefix })] : [];
  } catch (error) {
    return [{ kind: "failure", message: describeSystemError(error, "stat", path) }];
  }
  return [...walkFolder({ file: path, path: prefix }, ignore)].filter(({ file }) => accepts(file, false)).map(readFile);
}

/** The files of a folder and of the folders in it, by name. */
function* walkFolder(folder: Found, ignore: readonly string[]): Generator<Found> {
  for (const name of readdirSync(folder.file).sort(compareStrings)) {
    if (isIgnored(name, ignore)) continue;
    const file = join(folder.file, name);
    if (statSync(file, { throwIfNoEntry: false })?.isDirectory() === true)
      yield* walkFolder({ file, path: [...folder.path, name] }, ignore);
    else yield { file, path: folder.path };
  }
}

function isModule(file: string): boolean {
  return extname(file) === ".rego";
}

function isPolicyOrDocument(file: string): boolean {
  return [".rego", ".json", ".yaml", ".yml"].includes(extname(file)) || isArchive(file);
}

/** Whether a file is the archive of a bundle, by its name. */
export function isArchive(file: string): boolean {
  return file.endsWith(".tar.gz");
}

function readFile({ file, path }: Found): LoadedFile {
  if (isArchive(file)) return { kind: "archive", file, path };
  let text: string;
  try {
    text = readFileSync(file, "utf8");
  } catch (error) {
    return { kind: "failure", message: describeSystemError(error, "open", file) };
  }
  if (extname(file) === ".rego") return { kind: "module", file, text };
  try {
    const document = placeDocument(path, parseDocument(file, text));
    if (isPlainObject(document)) return { kind: "document", file, document };
    return { kind: "failure", message: `${file}: document must be of type object` };
  } catch (error) {
    if (error instanceof JsonError) return { kind: "failure", message: `${file}: ${error.message}` };
    if (error instanceof YamlError) return { kind: "failure", message: `${file}: error converting YAML to JSON: ${error.message}` };
    throw error;
  }
}
