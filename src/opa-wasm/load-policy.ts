import { EntrypointError, listEntrypoints } from "../compile/entrypoints.ts";
import type { EngineOptions } from "../core-engine.ts";
import { Engine } from "../engine.ts";
import { isTexts } from "../options/check-options.ts";
import { type CustomBuiltins, makeCustomBuiltins } from "./custom-builtins.ts";
import { LoadedPolicy } from "./loaded-policy.ts";
import { awaitPolicySource, type PolicySource, readPolicySource } from "./policy-source.ts";

const NO_ENTRYPOINT =
  'no entry point: say what evaluate answers, `{ entrypoints: ["authz/allow"] }` as the second argument, or `entrypoint: true` in METADATA';

/** What a policy is loaded with, in the place where the package @open-policy-agent/opa-wasm takes a description of memory. */
export interface LoadOptions extends EngineOptions {
  /** What `evaluate` may be asked for, as `opa build -e` takes it: `authz/allow`. Those that METADATA declares are entry points as well. */
  readonly entrypoints?: readonly string[] | undefined;
  /** Pages of WebAssembly memory: taken and not heeded, since there is no such memory. */
  readonly initial?: number | undefined;
  /** Not heeded, like `initial`. */
  readonly maximum?: number | undefined;
  /** Not heeded, like `initial`. */
  readonly shared?: boolean | undefined;
}

/**
 * Loads a policy. A number for `options` was the size of memory, and is not heeded.
 *
 * @throws RegoErrors for what is wrong with the policy; TypeError for what is no Rego, and where there is no entry point.
 */
export async function loadPolicy(
  policy: PolicySource | Response | Promise<PolicySource | Response>,
  options: LoadOptions | number = {},
  customBuiltins: CustomBuiltins = {},
): Promise<LoadedPolicy> {
  return load(await awaitPolicySource(policy), options, customBuiltins);
}

/** {@link loadPolicy} of what need not be waited for, at once. */
export function loadPolicySync(
  policy: PolicySource,
  options: LoadOptions | number = {},
  customBuiltins: CustomBuiltins = {},
): LoadedPolicy {
  return load(readPolicySource(policy), options, customBuiltins);
}

function load(texts: Readonly<Record<string, string>>, options: LoadOptions | number, customBuiltins: CustomBuiltins): LoadedPolicy {
  checkEntrypoints(options);
  const { entrypoints = [], initial: _, maximum: __, shared: ___, ...engineOptions } = typeof options === "number" ? {} : options;
  const engine = new Engine(engineOptions);
  for (const [file, text] of Object.entries(texts)) engine.addModule(file, text);
  const modules = engine.parsedModules();
  for (const each of makeCustomBuiltins(customBuiltins, modules)) engine.addBuiltin(each);
  const paths = listEntrypoints(entrypoints, modules);
  if (paths.length === 0) throw new EntrypointError(NO_ENTRYPOINT);
  return new LoadedPolicy(engine, paths);
}

/** A text is a list of letters, and would be taken for one. */
function checkEntrypoints(options: unknown): void {
  if (typeof options === "number") return;
  if (typeof options !== "object" || options === null) {
    throw new TypeError(`the second argument must be options or a number, but is ${options === null ? "null" : typeof options}`);
  }
  const entrypoints = "entrypoints" in options ? options.entrypoints : undefined;
  if (entrypoints === undefined || isTexts.accepts(entrypoints)) return;
  const example = JSON.stringify([typeof entrypoints === "string" ? entrypoints : "authz/allow"]);
  throw new TypeError(`entrypoints must be ${isTexts.expected}: \`{ entrypoints: ${example} }\``);
}
