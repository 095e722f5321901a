import type { Builtin } from "../builtins/define.ts";
import { type LoadOptions, loadPolicy } from "../compiled/compiled-policy.ts";
import type { CompiledPolicyDocument } from "../compiled/document.ts";
import type { RegoError } from "../errors/rego-error.ts";
import { evaluateOnce } from "./evaluate-once.ts";
import type { Policy } from "./handle-request.ts";

/** How a compiled policy is loaded and evaluated. */
export interface CompiledPolicyOptions extends LoadOptions {
  /** The entrypoint that decides, `authz/allow`. Default: the policy's one entrypoint. */
  readonly query?: string | undefined;
  /** Builtins of your own (`defineBuiltin`). */
  readonly ownBuiltins?: readonly Builtin[] | undefined;
  /** Is told of builtins that fail, which only makes their expression undefined. */
  readonly onBuiltinError?: ((error: RegoError) => void) | undefined;
}

/**
 * Loads what `rego build -t compiled` wrote: the document, or its text.
 *
 * @throws CompiledPolicyError for what is no such document, or calls builtins that are not given; TypeError where the entrypoint has to be named;
 *   RangeError where there is none of that name; NotJsonError for data
 */
export function loadCompiledPolicy(document: CompiledPolicyDocument | string, options: CompiledPolicyOptions = {}): Policy {
  const { query, ownBuiltins = [], onBuiltinError, builtins = [] } = options;
  const { allowNet, data, host, interQueryCache, limits, strictBuiltinErrors } = options;
  // What the handler is given beside these is nothing that a policy knows.
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
