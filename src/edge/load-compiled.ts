import type { Builtin } from "../builtins/define.ts";
import { type LoadOptions, loadPolicy } from "../compiled/compiled-policy.ts";
import type { CompiledPolicyDocument } from "../compiled/document.ts";
import type { RegoError } from "../errors/rego-error.ts";
import { checkOptions, isFunction, isList, isLookedAtLater, isText, type OptionRules } from "../options/check-options.ts";
import { evaluateOnce } from "./evaluate-once.ts";
import type { Policy } from "./handle-request.ts";

/** A compiled policy: the document, also as a JSON import has it, or its text. */
export type CompiledPolicySource = CompiledPolicyDocument | { readonly format: string; readonly version: number } | string;

/** How a compiled policy is loaded and evaluated. */
export interface CompiledPolicyOptions extends LoadOptions {
  /** The entrypoint that decides, `authz/allow`. Default: the policy's one entrypoint. */
  readonly query?: string | undefined;
  /** Builtins of your own (`defineBuiltin`). */
  readonly ownBuiltins?: readonly Builtin[] | undefined;
  /** Is told of builtins that fail, which only makes their expression undefined. */
  readonly onBuiltinError?: ((error: RegoError) => void) | undefined;
}

export const compiledPolicyRules: OptionRules<CompiledPolicyOptions> = {
  allowNet: isLookedAtLater,
  builtins: isList,
  data: isLookedAtLater,
  host: isLookedAtLater,
  interQueryCache: isLookedAtLater,
  limits: isLookedAtLater,
  onBuiltinError: isFunction,
  ownBuiltins: isList,
  query: isText,
  strictBuiltinErrors: isLookedAtLater,
};

/**
 * Loads what `rego build -t compiled` wrote: the document, or its text.
 *
 * @throws CompiledPolicyError for what is no such document, or calls builtins that are not given; TypeError where the entrypoint has to be named;
 *   RangeError where there is none of that name; NotJsonError for data
 */
export function loadCompiledPolicy(document: CompiledPolicySource, options: CompiledPolicyOptions = {}): Policy {
  const { query, ownBuiltins = [], onBuiltinError, builtins = [] } = options;
  checkOptions<CompiledPolicyOptions>("loadCompiledPolicy", options, compiledPolicyRules);
  const { allowNet, data, host, interQueryCache, limits, strictBuiltinErrors } = options;
  const given = { allowNet, data, host, interQueryCache, limits, strictBuiltinErrors };
  const policy = loadPolicy(document, { ...given, builtins: [...builtins, { builtins: ownBuiltins }] });
  const entrypoint = query ?? onlyOne(policy.entrypoints);
  const prepared = policy.prepare(entrypoint);
  return { evaluate: (input) => evaluateOnce(prepared, entrypoint, input, { onBuiltinError }) };
}

function onlyOne(entrypoints: readonly string[]): string {
  const [entrypoint, ...others] = entrypoints;
  if (entrypoint !== undefined && others.length === 0) return entrypoint;
  throw new TypeError(`the policy has several entrypoints (${entrypoints.join(", ")}): name one as the query`);
}
