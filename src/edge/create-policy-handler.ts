import { createRequestHandler, type RequestHandler, type RequestHandlerOptions } from "./handle-request.ts";
import { loadPolicy, type PolicyOptions, type PolicySource } from "./load-policy.ts";

export interface PolicyHandlerOptions<Env, Context> extends PolicyOptions, RequestHandlerOptions<Env, Context> {
  /** Rego, or a compiled policy. */
  readonly policy: PolicySource;
}

/**
 * Makes the `fetch` of a worker that lets pass only what a policy allows. The policy is loaded at once: a worker's start has time of its own, which
 * no request waits for. Never throws: {@link createRequestHandler} says what is answered when.
 */
export function createPolicyHandler<Env = unknown, Context = unknown>(
  options: PolicyHandlerOptions<Env, Context>,
): RequestHandler<Env, Context> {
  return createRequestHandler(() => loadPolicy(options.policy, options), options);
}
