import type { CoreEngine } from "../core-engine.ts";
import type { PlainObject } from "../values/value.ts";
import type { Bundle } from "./bundle.ts";
import { bundleErrors } from "./bundle-error.ts";
import { DocumentBuilder } from "./document-builder.ts";
import { isPlainObject } from "./merge-documents.ts";
import { checkRootsOfBundles } from "./roots.ts";

/**
 * Gives an engine the modules of bundles, each as the version of Rego that it was read as, and their documents as its base documents, in place of those
 * that it had. Bundles have names (where they came from), which tell apart modules of the same place: none takes the place of another bundle's, or of one that
 * the engine was given otherwise. A bundle whose name was used before replaces that one's modules, all of them; modules of bundles that are not named again stay.
 * Queries that were prepared before go on with what they were prepared with: for other bundles a new engine is the clearest way. `besides` are documents beside
 * those of the bundles, to whom all below their roots belongs. Where an error is thrown the engine has its modules and documents as before.
 *
 * @throws BundleError where roots of two bundles have documents in common, or a bundle has rules that are WebAssembly.
 * @throws RegoErrors for modules that use more than the engine's capabilities allow.
 */
export function addBundles(engine: CoreEngine, bundles: Readonly<Record<string, Bundle>>, besides: PlainObject = {}): void {
  const named = Object.entries(bundles);
  checkRootsOfBundles(new Map(named.map(([name, { manifest }]) => [name, manifest.roots])));
  refuseWasm(named.map(([, bundle]) => bundle));
  const data = new DocumentBuilder();
  data.insert(
    [],
    named.reduce((left, [, { manifest }]) => eraseRoots(left, manifest.roots), besides),
  );
  for (const [name, bundle] of named) {
    // Roots do not overlap; but where a folder on the way to one should be there may be a value.
    if (!data.insert([], bundle.data)) throw bundleErrors.mergeConflict(name);
  }
  engine.replaceModuleSets(new Map(named.map(([name, { modules }]) => [name, modules])));
  engine.setData(data.finish());
}

/** Their answers would be those of the rules that WebAssembly has taken the place of: none. */
function refuseWasm(bundles: readonly Bundle[]): void {
  const entrypoints = bundles.flatMap(({ manifest }) => manifest.wasm.map(({ entrypoint }) => `data.${entrypoint.split("/").join(".")}`));
  if (entrypoints.length > 0) throw bundleErrors.noWasmEngine(entrypoints);
}

/** The documents without those at the roots. */
function eraseRoots(data: PlainObject, roots: readonly string[]): PlainObject {
  return roots.reduce((left, root) => (root === "" ? {} : erase(left, root.split("/"))), data);
}

function erase(data: PlainObject, [key, ...rest]: readonly string[]): PlainObject {
  if (key === undefined || !Object.hasOwn(data, key)) return data;
  const { [key]: erased, ...others } = data;
  if (rest.length === 0) return others;
  return erased !== undefined && isPlainObject(erased) ? { ...data, [key]: erase(erased, rest) } : data;
}
