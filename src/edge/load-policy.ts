import { core } from "../builtins/core-group.ts";
import type { Builtin } from "../builtins/define.ts";
import { type CompiledPolicyDocument, documentFormat } from "../compiled/document.ts";
import { CoreEngine, type EngineOptions } from "../core-engine.ts";
import type { RegoError } from "../errors/rego-error.ts";
import { checkOptions, isLookedAtLater, type OptionRules } from "../options/check-options.ts";
import { checkQuery } from "./check-query.ts";
import { findDefaultQuery } from "./default-query.ts";
import { evaluateOnce } from "./evaluate-once.ts";
import type { Policy } from "./handle-request.ts";
import { type CompiledPolicySource, compiledPolicyRules, loadCompiledPolicy } from "./load-compiled.ts";

/** Rego: the text of one module, or the texts of several by the names of their files; or what `rego build -t compiled` wrote, parsed from its JSON. */
export type PolicySource = string | Readonly<Record<string, string>> | CompiledPolicySource;

/** How a policy is loaded and evaluated: what the engine takes, and what is asked of it. */
export interface PolicyOptions
  extends Pick<
    EngineOptions,
    | "allowNet"
    | "builtins"
    | "capabilities"
    | "host"
    | "interQueryCache"
    | "limits"
    | "parts"
    | "regoVersion"
    | "schemas"
    | "strict"
    | "strictBuiltinErrors"
  > {
  /**
   * The decision: a query of one expression that binds no variable. Default: `data.PACKAGE.allow`, of the one package that has modules. For a compiled
   * policy its entrypoint (`authz/allow`), by default the only one.
   */
  readonly query?: string | undefined;
  /** The base documents, an object. Default: none. */
  readonly data?: unknown;
  /** Builtins of your own (`defineBuiltin`). */
  readonly ownBuiltins?: readonly Builtin[] | undefined;
  /** Is told of builtins that fail, which only makes their expression undefined: an `http.send` without an answer, say. */
  readonly onBuiltinError?: ((error: RegoError) => void) | undefined;
}

/**
 * Parses and compiles a policy, at once; of a compiled one, reads it.
 *
 * @throws RegoErrors for what is wrong with modules and query; CompiledPolicyError for a compiled policy; NotJsonError for data; TypeError for a source of another form, or where a query has to be named
 */
export function loadPolicy(source: PolicySource, options: PolicyOptions = {}): Policy {
  checkPolicyOptions(options);
  if (isCompiled(source)) return loadCompiled(source, options);
  const { query, data, ownBuiltins = [], onBuiltinError } = options;
  const engine = new CoreEngine(pickEngineOptions(options));
  for (const builtin of ownBuiltins) engine.addBuiltin(builtin);
  for (const [file, text] of listModules(source)) engine.addModule(file, text);
  if (data !== undefined) engine.setData(data);
  const modules = engine.parsedModules();
  if (query !== undefined) checkQuery(query, modules, data, options.regoVersion ?? 1);
  const text = query ?? findDefaultQuery(modules);
  const prepared = engine.prepare(text);
  return { evaluate: (input) => evaluateOnce(prepared, text, input, { onBuiltinError }) };
}

/** Throws TypeError for options that do not exist. */
export function checkPolicyOptions(options: PolicyOptions): void {
  checkOptions<PolicyOptions>("createPolicyHandler", options, policyRules);
}

const policyRules: OptionRules<PolicyOptions> = {
  ...compiledPolicyRules,
  capabilities: isLookedAtLater,
  parts: isLookedAtLater,
  regoVersion: isLookedAtLater,
  schemas: isLookedAtLater,
  strict: isLookedAtLater,
};

/** What only a compiler heeds was to be said when the policy was compiled. */
function loadCompiled(source: CompiledPolicySource, options: PolicyOptions): Policy {
  const { capabilities, parts, regoVersion, schemas, strict, ...others } = options;
  const [unheeded] = Object.entries({ capabilities, parts, regoVersion, schemas, strict }).find(([, value]) => value !== undefined) ?? [];
  if (unheeded !== undefined) throw new TypeError(`${unheeded} means nothing for a compiled policy: compile it with that`);
  return loadCompiledPolicy(source, { ...others, builtins: [core, ...(options.builtins ?? [])] });
}

function isCompiled(source: PolicySource): source is CompiledPolicyDocument {
  return typeof source === "object" && source !== null && "format" in source && source.format === documentFormat;
}

/** Engines refuse what they do not know. */
function pickEngineOptions(options: PolicyOptions): EngineOptions {
  const { allowNet, builtins, capabilities, host, interQueryCache, limits } = options;
  const { parts, regoVersion, schemas, strict, strictBuiltinErrors } = options;
  return { allowNet, builtins, capabilities, host, interQueryCache, limits, parts, regoVersion, schemas, strict, strictBuiltinErrors };
}

function listModules(source: unknown): readonly (readonly [file: string, text: string])[] {
  if (typeof source === "string") return [["policy.rego", source]];
  const modules = typeof source === "object" && source !== null && !Array.isArray(source) ? Object.entries(source) : [];
  if (modules.length === 0) throw new TypeError("policy must be the text of a module, or an object with the texts of modules by file");
  for (const [file, text] of modules) if (typeof text !== "string") throw new TypeError(`policy: ${file} must be a text`);
  return modules;
}
