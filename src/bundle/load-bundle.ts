import { createReadStream, lstatSync, readdirSync, readFileSync, statSync } from "node:fs";
import { join } from "node:path";
import { compareStrings } from "../values/string-order.ts";
import { baseName, joinPath, splitPath } from "./archive-path.ts";
import type { Bundle } from "./bundle.ts";
import { BundleError, bundleErrors } from "./bundle-error.ts";
import type { BundleFile } from "./bundle-file.ts";
import { checkSizes } from "./collect-files.ts";
import { isIgnored } from "./ignore.ts";
import { type ResolvedLimits, resolveLimits } from "./limits.ts";
import { resolveLocation } from "./load.ts";
import { readArchive } from "./read-archive.ts";
import { assembleBundle, type InternalReadOptions } from "./read-bundle.ts";
import { describeSystemError } from "./system-error.ts";
import type { ArchiveContents } from "./tar-reader.ts";

export interface LoadBundleOptions extends InternalReadOptions {
  /** Patterns of file and folder names that are left out (`.*`, `*_test.rego`). */
  readonly ignore?: readonly string[] | undefined;
  /** Links to files are files; without, they are left out, as in OPA. */
  readonly followsLinks?: boolean | undefined;
}

/** The files of a bundle, as a command found them. */
export interface FoundBundle {
  readonly files: readonly BundleFile[];
  /** The folder, if it is one: its path stands before those of files in errors and signatures. */
  readonly root: string | undefined;
}

/** Loads a folder or an archive as a bundle, in OPA's words where it cannot be. Throws BundleError. */
export async function loadBundle(location: string, options: LoadBundleOptions = {}): Promise<Bundle> {
  const found = await findBundle(location, options);
  return await within(location, () => assembleBundle(found.files, { ...options, root: found.root }));
}

/** Finds the files of a folder or an archive. Throws BundleError. */
export async function findBundle(location: string, options: LoadBundleOptions = {}): Promise<FoundBundle> {
  const path = resolveLocation(location);
  if (path === undefined) throw bundleErrors.unknownScheme(location);
  const isFolder = isFolderAt(path);
  return await within(location, async () => {
    const limits = resolveLimits(options.limits);
    if (isFolder) return { files: readFolder(path, options, limits), root: path };
    const stream = createReadStream(path);
    try {
      return { files: filterArchive(await readArchive(stream, limits), options.ignore ?? []), root: undefined };
    } finally {
      stream.destroy();
    }
  });
}

async function within<T>(location: string, run: () => Promise<T>): Promise<T> {
  try {
    return await run();
  } catch (error) {
    throw error instanceof BundleError ? error.within(`bundle ${location}`) : error;
  }
}

function isFolderAt(path: string): boolean {
  try {
    return statSync(path).isDirectory();
  } catch (error) {
    throw bundleErrors.noSuchPath(path, describeSystemError(error, "stat", path), error);
  }
}

/** All files of a folder and of the folders in it, by name. Of links only those that are followed. */
function readFolder(root: string, options: LoadBundleOptions, limits: ResolvedLimits): readonly BundleFile[] {
  const files: BundleFile[] = [];
  const visit = (folder: string, path: string): void => {
    for (const name of readdirSync(folder).sort(compareStrings)) {
      if (isIgnored(name, options.ignore ?? [])) continue;
      const file = join(folder, name);
      const status = options.followsLinks === true ? statSync(file, { throwIfNoEntry: false }) : lstatSync(file);
      if (status?.isDirectory() === true && !lstatSync(file).isSymbolicLink()) visit(file, `${path}/${name}`);
      else if (status?.isFile() === true) {
        if (status.size > limits.fileBytes) throw bundleErrors.fileTooLarge(joinPath(root, file), status.size, limits.fileBytes);
        files.push({ path: `${path}/${name}`, bytes: readBytes(file) });
      }
    }
  };
  visit(root, "");
  return checkSizes(files, limits);
}

function readBytes(file: string): Uint8Array {
  try {
    return readFileSync(file);
  } catch (error) {
    throw bundleErrors.unreadable(file, describeSystemError(error, "open", file), error);
  }
}

/** Leaves out files by their names and, where folders have entries of their own, by the names of those. */
function filterArchive({ files, folders }: ArchiveContents, ignore: readonly string[]): readonly BundleFile[] {
  const skipped = folders.filter((folder) => isIgnored(baseName(folder), ignore));
  return files.filter(({ path }) => {
    const name = splitPath(path).join("/");
    return !isIgnored(baseName(path), ignore) && !skipped.some((folder) => name.startsWith(`${folder}/`));
  });
}
