import type { PlainObject } from "../values/value.ts";
import { joinPath } from "./archive-path.ts";
import type { Bundle, BundleModule } from "./bundle.ts";
import { bundleErrors } from "./bundle-error.ts";
import { checkBundle } from "./check-bundle.ts";
import { DocumentBuilder } from "./document-builder.ts";
import type { Manifest } from "./manifest.ts";
import { isPlainObject } from "./merge-documents.ts";

/** How bundles become one. */
export interface MergeOptions {
  /** The version of Rego that holds for the result where a bundle names none. Default: 1. */
  readonly regoVersion?: 0 | 1 | undefined;
}

/**
 * Makes one bundle of several, as `opa build` does: the roots of all, no revision and no metadata, versions of single files where they are not that of
 * the whole. One alone keeps what it has. Files that are modules of one place each keep it: give them places that differ before. Throws BundleError.
 */
export function mergeBundles(bundles: readonly Bundle[], { regoVersion = 1 }: MergeOptions = {}): Bundle {
  const [first, second] = bundles;
  if (first === undefined) throw bundleErrors.noBundles();
  if (second === undefined) {
    const version = versionOf(first.manifest, regoVersion);
    return { ...first, manifest: { ...first.manifest, regoVersion: version, fileRegoVersions: versionsOf(first.modules, version) } };
  }
  const data = new DocumentBuilder();
  for (const bundle of bundles) mergeRoots(data, bundle);
  const merged: Bundle = {
    manifest: {
      revision: "",
      roots: bundles.flatMap(({ manifest }) => manifest.roots),
      wasm: bundles.flatMap(({ manifest }) => manifest.wasm),
      regoVersion,
      fileRegoVersions: versionsOf(
        bundles.filter(saysVersions).flatMap(({ modules }) => modules),
        regoVersion,
      ),
      metadata: undefined,
    },
    data: data.finish(),
    modules: bundles.flatMap(({ modules }) => modules),
    wasm: bundles.flatMap(({ wasm }) => wasm),
    plans: bundles.flatMap(({ plans }) => plans),
    signatures: undefined,
  };
  checkBundle(merged);
  return merged;
}

/** Puts the path under which a bundle was found before the places of its modules, as `opa build` does. */
export function placeBelow(folder: string, bundle: Bundle): Bundle {
  const place = <File extends { readonly path: string }>(file: File): File => ({ ...file, path: joinPath(folder, file.path) });
  return { ...bundle, modules: bundle.modules.map(place), plans: bundle.plans.map(place) };
}

function versionOf({ regoVersion }: Manifest, otherwise: 0 | 1): 0 | 1 {
  return regoVersion === 0 || regoVersion === 1 ? regoVersion : otherwise;
}

function saysVersions({ manifest }: Bundle): boolean {
  return manifest.regoVersion !== undefined || Object.keys(manifest.fileRegoVersions).length > 0;
}

/** The versions of files that have another than the bundle. */
function versionsOf(modules: readonly BundleModule[], version: 0 | 1): Readonly<Record<string, number>> {
  const others = modules.filter(({ regoVersion }) => regoVersion !== version);
  return Object.fromEntries(others.map(({ path, regoVersion }) => [joinPath("/", path), regoVersion]));
}

/** Adds what is in the roots of a bundle. */
function mergeRoots(data: DocumentBuilder, { data: added, manifest }: Bundle): void {
  for (const root of manifest.roots) {
    const path = root.split("/");
    // As in OPA, all of a bundle without roots is not found by the empty root.
    const document = findDocument(added, path);
    if (document !== undefined && !data.insert(path, document)) throw bundleErrors.mergeConflict(path.join("/"));
  }
}

function findDocument(data: PlainObject, path: readonly string[]): PlainObject[string] | undefined {
  let found: PlainObject[string] | undefined = data;
  for (const key of path) {
    if (found === undefined || !isPlainObject(found) || !Object.hasOwn(found, key)) return undefined;
    found = found[key];
  }
  return found;
}
