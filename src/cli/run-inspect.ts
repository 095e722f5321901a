import { join } from "node:path";
import type { Module } from "../ast/nodes.ts";
import { baseName, splitPath } from "../bundle/archive-path.ts";
import type { Bundle } from "../bundle/bundle.ts";
import { BundleError } from "../bundle/bundle-error.ts";
import { loadModules } from "../bundle/load.ts";
import { type FoundBundle, findBundle } from "../bundle/load-bundle.ts";
import { assembleBundle } from "../bundle/read-bundle.ts";
import { readSignatures } from "../bundle/signatures-file.ts";
import { parseForCheck } from "../tools/check-modules.ts";
import { checkForInspection, type InspectedDocument, inspectParsed } from "../tools/inspect-modules.ts";
import type { OutputError } from "./output-error.ts";
import { formatOutputErrors, toOutputErrors } from "./output-error.ts";
import type { InspectReport } from "./present-inspect.ts";

/** What is wrong with a bundle, as it is to be printed. */
export class InspectError extends Error {
  override readonly name = "InspectError";
}

/** Reads a folder or an archive as a bundle, or one Rego file. Throws {@link InspectError}. */
export async function runInspect(path: string, regoVersion: 0 | 1): Promise<InspectReport> {
  if (path.endsWith(".rego")) return inspectFile(path, regoVersion);
  try {
    return await inspectBundle(path, regoVersion);
  } catch (error) {
    if (error instanceof BundleError) throw new InspectError(error.message);
    throw error;
  }
}

function inspectFile(path: string, regoVersion: 0 | 1): InspectReport {
  const modules: Module[] = [];
  for (const loaded of loadModules([path])) {
    if (loaded.kind === "failure") throw new InspectError(formatOutputErrors([loaded], " during loading"));
    if (loaded.kind !== "module") continue;
    try {
      modules.push(parseForCheck(loaded, { regoVersion }));
    } catch (error) {
      throw new InspectError(formatOutputErrors(toOutputErrors(error), " during loading"));
    }
  }
  refuseErrors(checkForInspection(modules, regoVersion));
  return inspectParsed(modules, []);
}

/** Documents are not looked at, and signatures are shown, not verified. */
async function inspectBundle(path: string, regoVersion: 0 | 1): Promise<InspectReport> {
  const found = await findBundle(path);
  const bundle = await assemble(path, found, regoVersion);
  const modules = bundle.modules.map(({ parsed }) => parsed);
  refuseErrors(checkForInspection(modules, regoVersion));
  const documents = [
    ...documentsOf(found),
    ...bundle.manifest.wasm.map(({ entrypoint, module }) => ({ file: module, path: splitPath(entrypoint) })),
  ];
  return {
    ...inspectParsed(modules, documents),
    bundle: {
      manifest: bundle.manifest,
      signatures: readSignatures(found.files),
      wasm: bundle.wasm,
      location: path,
    },
  };
}

async function assemble(path: string, { files, root }: FoundBundle, regoVersion: 0 | 1): Promise<Bundle> {
  try {
    return await assembleBundle(files, { regoVersion, root, withoutData: true, verification: false });
  } catch (error) {
    throw error instanceof BundleError ? error.within(`bundle ${path}`) : error;
  }
}

/** Where documents stand by their folders, hidden ones too. Those named data.yml OPA does not tell of. */
function documentsOf({ files, root }: FoundBundle): readonly InspectedDocument[] {
  return files
    .filter(({ path }) => ["data.json", "data.yaml"].includes(baseName(path)))
    .map(({ path }) => ({ file: root === undefined ? path : join(root, path), path: splitPath(path).slice(0, -1) }));
}

function refuseErrors(errors: readonly OutputError[]): void {
  if (errors.length > 0) throw new InspectError(formatOutputErrors(errors));
}
