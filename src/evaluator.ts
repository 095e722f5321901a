/** `rego-ts/evaluator`: evaluates policies that were compiled before, without parser and compiler. */
export type { BuiltinCache, BuiltinContext, Host } from "./builtins/context.ts";
export type { BuiltinGroup } from "./builtins/group.ts";
export { CompiledPolicyError } from "./compiled/codec.ts";
export { CompiledPolicy, type LoadOptions, loadPolicy } from "./compiled/compiled-policy.ts";
export type { CompiledPolicyDocument } from "./compiled/document.ts";
export type { ErrorCode, RegoError } from "./errors/rego-error.ts";
export { formatErrors, RegoErrors } from "./errors/rego-error.ts";
export type { Limits } from "./eval/limits.ts";
export { sandboxHost } from "./host/sandbox.ts";
export type { EvaluateOptions, PreparedQuery, QueryResult } from "./prepared-query.ts";
export { NotJsonError } from "./values/check-json.ts";
