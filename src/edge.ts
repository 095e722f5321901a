/** `rego-ts/edge`: policies in front of workers and other handlers of whatwg requests. */

export { CompiledPolicyError } from "./compiled/codec.ts";
export type { CompiledPolicyDocument } from "./compiled/document.ts";
export { createPolicyHandler, type PolicyHandlerOptions } from "./edge/create-policy-handler.ts";
export { createRequestHandler, type Policy, type RequestHandler, type RequestHandlerOptions } from "./edge/handle-request.ts";
export { loadPolicy, type PolicyOptions, type PolicySource } from "./edge/load-policy.ts";
export type { BodyError } from "./edge/read-body.ts";
export { DecisionError } from "./edge/read-decision.ts";
export { RequestUrlError } from "./edge/request-path.ts";
export { type RequestInput, type RequestInputOptions, requestToInput } from "./edge/request-to-input.ts";
export { RegoErrors } from "./errors/rego-error.ts";
export { NotJsonError } from "./values/check-json.ts";
