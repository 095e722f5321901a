import type { BundleModule } from "./bundle.ts";
import { BundleError } from "./bundle-error.ts";
import { type LoadedFile, type LoadOptions, loadPaths } from "./load.ts";
import { loadBundle } from "./load-bundle.ts";
import { isPlainObject, placeDocument } from "./merge-documents.ts";

/** A file that was loaded, none of them an archive. */
export type LoadedContent = Exclude<LoadedFile, { readonly kind: "archive" }>;

/** Loads what {@link loadPaths} loads, archives with all that is in them. Their signatures are not looked at, as in OPA. */
export async function loadFiles(
  paths: readonly string[],
  options: LoadOptions & { readonly regoVersion?: 0 | 1 } = {},
): Promise<readonly LoadedContent[]> {
  const contents: LoadedContent[] = [];
  for (const loaded of loadPaths(paths, options)) {
    if (loaded.kind === "archive") contents.push(...(await openArchive(loaded, options)));
    else contents.push(loaded);
  }
  return contents;
}

async function openArchive(
  { file, path }: LoadedFile & { readonly kind: "archive" },
  { regoVersion }: { readonly regoVersion?: 0 | 1 },
): Promise<readonly LoadedContent[]> {
  try {
    const { data, modules } = await loadBundle(file, { regoVersion, verification: false });
    const document = placeDocument(path, data);
    return [...modules.map(toLoaded), ...(isPlainObject(document) ? [{ kind: "document", file, document } as const] : [])];
  } catch (error) {
    if (error instanceof BundleError) return [{ kind: "failure", message: error.message }];
    throw error;
  }
}

function toLoaded({ file, text, regoVersion }: BundleModule): LoadedContent {
  return { kind: "module", file, text, regoVersion };
}
