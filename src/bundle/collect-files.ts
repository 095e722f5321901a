import { checkEntryName } from "./archive-path.ts";
import { bundleErrors } from "./bundle-error.ts";
import type { BundleFile } from "./bundle-file.ts";
import type { ResolvedLimits } from "./limits.ts";

/** Files by their paths in the bundle: texts, or bytes. */
export type BundleFiles = Readonly<Record<string, string | Uint8Array>>;

/** The files, in the order in which they were given, with the checks that those of an archive have. Throws BundleError. */
export function collectFiles(given: BundleFiles, limits: ResolvedLimits): readonly BundleFile[] {
  const files = Object.entries(given).map(([path, content]) => ({
    path,
    bytes: typeof content === "string" ? new TextEncoder().encode(content) : content,
  }));
  const names = new Set<string>();
  for (const { path } of files) {
    const name = checkEntryName(path);
    if (names.has(name)) throw bundleErrors.twice(path);
    names.add(name);
  }
  return checkSizes(files, limits);
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
