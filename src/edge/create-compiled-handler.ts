import type { CompiledPolicyDocument } from "../compiled/document.ts";
import { createRequestHandler, type RequestHandler, type RequestHandlerOptions } from "./handle-request.ts";
import { type CompiledPolicyOptions, loadCompiledPolicy } from "./load-compiled.ts";

export interface CompiledHandlerOptions<Env, Context> extends CompiledPolicyOptions, RequestHandlerOptions<Env, Context> {
  /** What `rego build -t compiled` wrote: the document, or its text. */
  readonly policy: CompiledPolicyDocument | string;
}

/** `createPolicyHandler` of `rego-ts/edge` for compiled policies alone: a worker with it has neither parser nor compiler. */
export function createPolicyHandler<Env = unknown, Context = unknown>(
  options: CompiledHandlerOptions<Env, Context>,
): RequestHandler<Env, Context> {
  return createRequestHandler(() => loadCompiledPolicy(options.policy, options), options);
}
