import { addBundles } from "../bundle/add-bundles.ts";
import type { Bundle } from "../bundle/bundle.ts";
import type { Signing } from "../bundle/sign-files.ts";
import { writeBundle } from "../bundle/write-bundle.ts";
import { EntrypointError } from "../compile/entrypoints.ts";
import { Engine } from "../engine.ts";
import type { Capabilities } from "../parser/language.ts";
import { compilePolicy } from "../tools/compile-policy.ts";
import { format } from "../tools/format/format.ts";
import { stringifyJson } from "../values/json.ts";
import type { Value } from "../values/value.ts";
import { BuildError } from "./signing-flags.ts";

/** What a target may want to know. */
export interface TargetOptions {
  readonly capabilities?: Capabilities;
  /** Slash separated paths of what will be asked for; bundles of Rego are the same with and without. */
  readonly entrypoint: readonly string[];
}

/** What becomes of policies and data that were loaded, merged and checked. */
export interface BuildTarget {
  /** The file that is written where none is named. */
  readonly output: string;
  /** The bytes of the file. Throws {@link BuildError}. */
  readonly make: (bundle: Bundle, options: TargetOptions, signing: Signing | undefined) => Promise<Uint8Array>;
}

/** What `rego build -t` makes, by name. */
export const buildTargets: ReadonlyMap<string, BuildTarget> = new Map([
  ["rego", { output: "bundle.tar.gz", make: (bundle, options, signing) => writeBundle(formatModules(bundle, options), { signing }) }],
  ["compiled", { output: "policy.json", make: compile }],
]);

/** What `opa build -t` makes and this does not, with the reason. */
export const refusedTargets: ReadonlyMap<string, string> = new Map([
  ["wasm", "policies are evaluated as they are, never as WebAssembly: use -t rego, or -t compiled"],
  ["plan", "plans of OPA are neither made nor evaluated: use -t rego, or -t compiled"],
]);

/** Modules as `opa fmt` prints them, each in its version of Rego. */
function formatModules(bundle: Bundle, { capabilities }: TargetOptions): Bundle {
  const modules = bundle.modules.map((module) => ({
    ...module,
    text: format(module.file, module.text, { regoVersion: module.regoVersion, capabilities }),
  }));
  return { ...bundle, modules };
}

/** Policies that are checked and planned, with their data, for `rego-ts/evaluator` and `rego-ts/edge/compiled`. */
async function compile(bundle: Bundle, { capabilities, entrypoint }: TargetOptions, signing: Signing | undefined): Promise<Uint8Array> {
  if (signing !== undefined)
    throw new BuildError("compiled policies are not signed: sign the bundle that they are made of, or the program");
  const engine = new Engine({ capabilities, regoVersion: bundle.manifest.regoVersion === 0 ? 0 : 1 });
  addBundles(engine, { "": bundle });
  const { revision } = bundle.manifest;
  try {
    const document = compilePolicy(engine, entrypoint, { includeData: true, revision: revision === "" ? undefined : revision });
    return new TextEncoder().encode(`${stringifyJson(document as unknown as Value)}\n`);
  } catch (error) {
    throw error instanceof EntrypointError ? new BuildError(error.message, { cause: error }) : error;
  }
}
