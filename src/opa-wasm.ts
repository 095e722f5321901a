/**
 * `rego-ts/opa-wasm`: the functions of the npm package @open-policy-agent/opa-wasm, for policies in Rego instead of WebAssembly. docs/guide/from-opa-wasm.md
 * has the two side by side.
 */
import { loadPolicy, loadPolicySync } from "./opa-wasm/load-policy.ts";
import { LoadedPolicy } from "./opa-wasm/loaded-policy.ts";

export type { CustomBuiltins } from "./opa-wasm/custom-builtins.ts";
export type { LoadOptions } from "./opa-wasm/load-policy.ts";
export type { PolicyResult } from "./opa-wasm/loaded-policy.ts";
export type { PolicySource } from "./opa-wasm/policy-source.ts";
export { LoadedPolicy, loadPolicy, loadPolicySync };

/** All of them as one object, for `import opa from "rego-ts/opa-wasm"`. */
// biome-ignore lint/style/noDefaultExport: programs import the other package by default as well.
export default { loadPolicy, loadPolicySync, LoadedPolicy };
