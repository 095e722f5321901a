import type { RefTerm } from "../ast/nodes.ts";
import { printRef } from "../ast/print.ts";
import type { Bundle } from "./bundle.ts";
import { bundleErrors } from "./bundle-error.ts";
import { checkDataInRoots, Roots } from "./roots.ts";

/** Checks that all of a bundle is in its roots, and what its manifest says of WebAssembly. Throws BundleError. */
export function checkBundle({ data, manifest, modules, wasm }: Pick<Bundle, "data" | "manifest" | "modules" | "wasm">): void {
  const roots = new Roots(manifest.roots);
  for (const { file, parsed } of modules) {
    const { path } = parsed.package;
    if (!roots.contain(keysOf(path)))
      throw bundleErrors.moduleOutside(roots.all, `package ${printRef(path).replace(/^data\.?/, "")}`, file);
  }
  const seen = new Set<string>();
  const modulePaths = new Set(wasm.map(({ path }) => path));
  for (const { entrypoint, module } of manifest.wasm) {
    if (!modulePaths.has(module)) throw bundleErrors.noWasmModule(module);
    if (!roots.containPath(entrypoint)) throw bundleErrors.wasmOutside(roots.all, entrypoint, module);
    if (seen.has(entrypoint)) throw bundleErrors.wasmTwice(entrypoint);
    seen.add(entrypoint);
  }
  checkDataInRoots(data, roots);
}

/** The keys of a package's path behind `data`. */
function keysOf({ terms }: RefTerm): readonly string[] {
  return terms.slice(1).map((term) => (term.kind === "string" ? term.value : ""));
}
