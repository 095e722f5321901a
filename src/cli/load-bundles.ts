import type { Bundle } from "../bundle/bundle.ts";
import { type LoadBundleOptions, loadBundle } from "../bundle/load-bundle.ts";

/** Loads bundles by the paths that name them, one after the other. Throws BundleError for the first that cannot be. */
export async function loadBundles(paths: readonly string[], options: LoadBundleOptions): Promise<Readonly<Record<string, Bundle>>> {
  const bundles = new Map<string, Bundle>();
  for (const path of paths) bundles.set(path, await loadBundle(path, options));
  // An assignment would change the prototype for a folder `__proto__`.
  return Object.fromEntries(bundles);
}
