import type { Module } from "../ast/nodes.ts";
import { loadBundles, loadPaths } from "../bundle/load.ts";
import { parseForCheck } from "../tools/check-modules.ts";
import type { OutputError } from "./output-error.ts";
import { formatOutputErrors, toOutputErrors } from "./output-error.ts";

/** What cannot be loaded, as it is to be printed. */
export class LoadingError extends Error {
  override readonly name = "LoadingError";
}

/** The modules of files, folders and bundles. Throws {@link LoadingError} with all that is wrong. */
export function loadParsed(paths: readonly string[], bundles: readonly string[], ignore: readonly string[]): readonly Module[] {
  const modules: Module[] = [];
  const errors: OutputError[] = [];
  for (const loaded of [...loadPaths(paths, { ignore }), ...loadBundles(bundles, { ignore })]) {
    if (loaded.kind === "failure") errors.push({ message: loaded.message });
    if (loaded.kind !== "module") continue;
    try {
      modules.push(parseForCheck(loaded, {}));
    } catch (error) {
      errors.push(...toOutputErrors(error));
    }
  }
  if (errors.length > 0) throw new LoadingError(formatOutputErrors(errors, " during loading"));
  return modules;
}
