import type { Bundle } from "../bundle/bundle.ts";
import type { Capabilities } from "../parser/language.ts";
import { format } from "../tools/format/format.ts";

/** What a target may want to know. */
export interface TargetOptions {
  readonly capabilities?: Capabilities;
  /** Slash separated paths of what will be asked for; bundles of Rego are the same with and without. */
  readonly entrypoint: readonly string[];
}

/** What becomes of policies and data that were loaded, merged and checked: the bundle that is written. */
export type BuildTarget = (bundle: Bundle, options: TargetOptions) => Bundle;

/** What `rego build -t` makes, by name. */
export const buildTargets: ReadonlyMap<string, BuildTarget> = new Map([["rego", formatModules]]);

/** What `opa build -t` makes and this does not, with the reason. */
export const refusedTargets: ReadonlyMap<string, string> = new Map([
  ["wasm", "policies are evaluated as they are, never as WebAssembly: use -t rego"],
  ["plan", "plans of OPA are neither made nor evaluated: use -t rego"],
]);

/** Modules as `opa fmt` prints them, each in its version of Rego. */
function formatModules(bundle: Bundle, { capabilities }: TargetOptions): Bundle {
  const modules = bundle.modules.map((module) => ({
    ...module,
    text: format(module.file, module.text, { regoVersion: module.regoVersion, capabilities }),
  }));
  return { ...bundle, modules };
}
