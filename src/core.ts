/** `rego-ts/core`: the engine without groups of builtins, and all that goes with it. */
export type { BuiltinCache, BuiltinContext, BuiltinResult, FailureCode, Host } from "./builtins/context.ts";
export { BuiltinFailure, HostRefusal } from "./builtins/context.ts";
export { type CustomAsync, type CustomDefinition, type CustomSync, defineBuiltin } from "./builtins/custom.ts";
export type {
  Argument,
  AsyncBuiltin,
  Builtin,
  Implementation,
  OperandValues,
  RelationBuiltin,
  Signature,
  SyncBuiltin,
} from "./builtins/define.ts";
export { arg } from "./builtins/define.ts";
export type { BuiltinGroup, GroupName } from "./builtins/group.ts";
export type { ClientCertificate, HttpHeader, HttpRequest, HttpResponse, HttpStage, TlsSettings } from "./builtins/http/transport.ts";
export { HttpError } from "./builtins/http/transport.ts";
export type { OperandRules } from "./builtins/operand-check.ts";
export { SchemaProblem, type Schemas } from "./compile/type-checking.ts";
export type { DecisionTypes, EngineOptions, PrepareOptions, RegoVersion, TypedEngine } from "./core-engine.ts";
export { CoreEngine as Engine } from "./core-engine.ts";
export type { EngineParts } from "./engine-parts.ts";
export type { Location } from "./errors/location.ts";
export type { ErrorCode, RegoError } from "./errors/rego-error.ts";
export { formatError, formatErrors, RegoErrors } from "./errors/rego-error.ts";
export { showErrors } from "./errors/show-errors.ts";
export type { Limits } from "./eval/limits.ts";
export type { TraceEvent, TraceNode, TraceOperation, Tracer } from "./eval/trace-event.ts";
export { sandboxHost } from "./host/sandbox.ts";
export { webHost } from "./host/web.ts";
export type { Capabilities } from "./parser/language.ts";
export type { Optimizations } from "./plan/program-plan.ts";
export type { EvaluateOptions, PreparedQuery, QueryExpression, QueryResult, RawOptions } from "./prepared-query.ts";
export type { InterQueryCacheOptions } from "./topdown-cache/inter-query.ts";
export { InterQueryCache } from "./topdown-cache/inter-query.ts";
export type { Type } from "./types/types.ts";
export {
  anyOf,
  anyType,
  arrayOf,
  booleanType,
  nullType,
  numberType,
  objectOf,
  record,
  setOf,
  stringType,
  tupleOf,
} from "./types/types.ts";
export type { BigDecimal } from "./values/big-decimal.ts";
export { NotJsonError } from "./values/check-json.ts";
export { type JsonLayout, parseJson, stringifyJson } from "./values/json.ts";
export { JsonError } from "./values/json-reader.ts";
export type { PlainObject, RegoNumber, RegoObject, Value } from "./values/value.ts";
export { RegoMap, RegoSet } from "./values/value.ts";
