import { describeValue } from "../options/check-options.ts";
import { checkEntryName } from "./archive-path.ts";
import { bundleErrors } from "./bundle-error.ts";
import type { BundleFile } from "./bundle-file.ts";
import type { ResolvedLimits } from "./limits.ts";
import { viewBytes } from "./source.ts";

/** Files by their paths in the bundle: texts, or bytes. */
export type BundleFiles = Readonly<Record<string, string | Uint8Array>>;

/** The files, in the order in which they were given, with the checks that those of an archive have. Throws BundleError, and TypeError for what are no files. */
export function collectFiles(given: BundleFiles, limits: ResolvedLimits): readonly BundleFile[] {
  // Of a Response, a Blob or a promise there would be no files, and nothing to say so.
  if (!isRecord(given)) throw new TypeError(`files of a bundle must be a plain object by their paths but are ${describeSource(given)}`);
  const files = Object.entries(given).map(([path, content]) => ({ path, bytes: toBytes(path, content) }));
  const names = new Set<string>();
  for (const { path } of files) {
    const name = checkEntryName(path);
    if (names.has(name)) throw bundleErrors.twice(path);
    names.add(name);
  }
  return checkSizes(files, limits);
}

function isRecord(given: object): boolean {
  const prototype = Object.getPrototypeOf(given) as object | null;
  // An object of another realm has another Object.prototype, and nothing above it either.
  return !Array.isArray(given) && (prototype === null || Object.getPrototypeOf(prototype) === null);
}

function describeSource(given: object): string {
  const name = Array.isArray(given) ? "" : given.constructor.name;
  return name === "" ? describeValue(given) : `of the class ${name}`;
}

function toBytes(path: string, content: unknown): Uint8Array {
  if (typeof content === "string") return new TextEncoder().encode(content);
  if (ArrayBuffer.isView(content)) return viewBytes(content);
  throw new TypeError(`the file ${JSON.stringify(path)} must be a text or bytes (a Uint8Array) but is ${describeValue(content)}`);
}

/** Refuses files that exceed the limits. */
export function checkSizes(files: readonly BundleFile[], limits: ResolvedLimits): readonly BundleFile[] {
  if (files.length > limits.files) throw bundleErrors.tooManyFiles(limits.files);
  let total = 0;
  for (const { path, bytes } of files) {
    if (bytes.length > limits.fileBytes) throw bundleErrors.fileTooLarge(path.replace(/^\//, ""), bytes.length, limits.fileBytes);
    total += bytes.length;
    if (total > limits.totalBytes) throw bundleErrors.tooLarge(limits.totalBytes);
  }
  return files;
}
