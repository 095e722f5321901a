import type { Module } from "../ast/nodes.ts";
import { BundleError } from "../bundle/bundle-error.ts";
import { loadFiles } from "../bundle/load-files.ts";
import { parseForCheck } from "../tools/check-modules.ts";
import { loadBundles } from "./load-bundles.ts";
import type { OutputError } from "./output-error.ts";
import { formatOutputErrors, toOutputErrors } from "./output-error.ts";

/** What cannot be loaded, as it is to be printed. */
export class LoadingError extends Error {
  override readonly name = "LoadingError";
}

/** The modules of files, folders and bundles. Throws {@link LoadingError} with all that is wrong. */
export async function loadParsed(
  paths: readonly string[],
  bundles: readonly string[],
  ignore: readonly string[],
  regoVersion: 0 | 1 = 1,
): Promise<readonly Module[]> {
  const modules: Module[] = [];
  const errors: OutputError[] = [];
  for (const loaded of await loadFiles(paths, { ignore, regoVersion })) {
    if (loaded.kind === "failure") errors.push({ message: loaded.message });
    if (loaded.kind !== "module") continue;
    try {
      modules.push(parseForCheck(loaded, { regoVersion: loaded.regoVersion ?? regoVersion }));
    } catch (error) {
      errors.push(...toOutputErrors(error));
    }
  }
  if (errors.length > 0) throw new LoadingError(formatOutputErrors(errors, " during loading"));
  return [...modules, ...(await parseBundles(bundles, ignore, regoVersion))];
}

async function parseBundles(paths: readonly string[], ignore: readonly string[], regoVersion: 0 | 1): Promise<readonly Module[]> {
  try {
    const bundles = await loadBundles(paths, { ignore, verification: false, regoVersion });
    return Object.values(bundles).flatMap(({ modules }) => modules.map(({ parsed }) => parsed));
  } catch (error) {
    if (error instanceof BundleError) throw new LoadingError(error.message);
    throw error;
  }
}
