import { checkOptions } from "../options/check-options.ts";
import { createRequestHandler, type RequestHandler, type RequestHandlerOptions } from "./handle-request.ts";
import { type CompiledPolicyOptions, type CompiledPolicySource, compiledPolicyRules, loadCompiledPolicy } from "./load-compiled.ts";

export interface CompiledHandlerOptions<Env, Context> extends CompiledPolicyOptions, RequestHandlerOptions<Env, Context> {
  /** What `rego build -t compiled` wrote: the document, or its text. */
  readonly policy: CompiledPolicySource;
}

/**
 * `createPolicyHandler` of `rego-ts/edge` for compiled policies alone: a worker with it has neither parser nor compiler. Throws TypeError for options that
 * do not exist.
 */
export function createPolicyHandler<Env = unknown, Context = unknown>(
  options: CompiledHandlerOptions<Env, Context>,
): RequestHandler<Env, Context> {
  const { maximalBodyBytes, onAllow, onBodyError, onError, toInput, policy, ...others } = options;
  checkOptions<CompiledPolicyOptions>("createPolicyHandler", others, compiledPolicyRules);
  return createRequestHandler(() => loadCompiledPolicy(policy, others), { maximalBodyBytes, onAllow, onBodyError, onError, toInput });
}
