import { createRequestHandler, type RequestHandler, type RequestHandlerOptions } from "./handle-request.ts";
import { checkPolicyOptions, loadPolicy, type PolicyOptions, type PolicySource } from "./load-policy.ts";

export interface PolicyHandlerOptions<Env, Context> extends PolicyOptions, RequestHandlerOptions<Env, Context> {
  /** Rego, or a compiled policy. */
  readonly policy: PolicySource;
}

/**
 * Makes the `fetch` of a worker that lets pass only what a policy allows. The policy is loaded at once: a worker's start has time of its own, which
 * no request waits for. {@link createRequestHandler} says what is answered when. Throws TypeError for options that do not exist.
 */
export function createPolicyHandler<Env = unknown, Context = unknown>(
  options: PolicyHandlerOptions<Env, Context>,
): RequestHandler<Env, Context> {
  const { maximalBodyBytes, onAllow, onBodyError, onError, toInput, policy, ...others } = options;
  checkPolicyOptions(others);
  return createRequestHandler(() => loadPolicy(policy, others), { maximalBodyBytes, onAllow, onBodyError, onError, toInput });
}
