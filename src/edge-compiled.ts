/** `rego-ts/edge/compiled`: `rego-ts/edge` for compiled policies, without parser and compiler. */
export { CompiledPolicyError } from "./compiled/codec.ts";
export type { CompiledPolicyDocument } from "./compiled/document.ts";
export { type CompiledHandlerOptions, createPolicyHandler } from "./edge/create-compiled-handler.ts";
export { createRequestHandler, type Policy, type RequestHandler, type RequestHandlerOptions } from "./edge/handle-request.ts";
export { type CompiledPolicyOptions, type CompiledPolicySource, loadCompiledPolicy } from "./edge/load-compiled.ts";
export type { BodyError } from "./edge/read-body.ts";
export { DecisionError } from "./edge/read-decision.ts";
export { RequestUrlError } from "./edge/request-path.ts";
export { type RequestInput, type RequestInputOptions, requestToInput } from "./edge/request-to-input.ts";
export { RegoErrors } from "./errors/rego-error.ts";
export { NotJsonError } from "./values/check-json.ts";
