/** The errors that end an evaluation, with OPA's codes and texts. */
import type { Span } from "../ast/nodes.ts";
import { type ErrorCode, type RegoError, RegoErrors } from "../errors/rego-error.ts";
import type { SourceText } from "../errors/source-text.ts";

/** A place in a policy. */
export interface Place {
  readonly source: SourceText;
  readonly span: Span;
}

function evaluationError(code: ErrorCode, message: string, place: Place | undefined, options?: ErrorOptions): RegoErrors {
  return new RegoErrors([describeError(code, message, place, options?.cause)]);
}

export function describeError(code: ErrorCode, message: string, place: Place | undefined, cause?: unknown): RegoError {
  const error: RegoError = cause === undefined ? { code, message } : { code, message, cause };
  if (place === undefined) return error;
  const { source, span } = place;
  const location = source.locate(span.start);
  return location.file === "" ? { ...error, location, expression: source.text.slice(span.start, span.end) } : { ...error, location };
}

export function completeConflict(place: Place): RegoErrors {
  return evaluationError("eval_conflict_error", "complete rules must not produce multiple outputs", place);
}

export function functionConflict(place: Place): RegoErrors {
  return evaluationError("eval_conflict_error", "functions must not produce multiple outputs for same inputs", place);
}

export function objectConflict(place: Place): RegoErrors {
  return evaluationError("eval_conflict_error", "object keys must be unique", place);
}

/** Instead of a result: rules were in conflict. */
export const conflict = Symbol("conflict");

/**
 * What is found by working more out than was asked for; its conflicts may lie in what nobody asked for, so that they are no errors yet.
 */
export function unlessConflict<Result>(work: () => Result): Result | typeof conflict {
  try {
    return work();
  } catch (error) {
    if (error instanceof RegoErrors && error.errors[0]?.code === "eval_conflict_error") return conflict;
    throw error;
  }
}

export function cancelled(): RegoErrors {
  return evaluationError("eval_cancel_error", "caller cancelled query execution", undefined);
}

/** Which limit ended an evaluation, in the details of its error. */
export interface ExceededLimit {
  readonly limit: "timeoutMs" | "steps" | "depth" | "resultBytes";
  readonly bound: number;
}

function exceeded(message: string, limit: ExceededLimit["limit"], bound: number): RegoErrors {
  // For time OPA has a code, for what it does not bound we have our own.
  const code = limit === "timeoutMs" ? "eval_cancel_error" : "eval_limit_error";
  const details: ExceededLimit = { limit, bound };
  return new RegoErrors([{ code, message, details }]);
}

export function timeExceeded(bound: number): RegoErrors {
  return exceeded(`evaluation exceeded its limit of ${bound} ms`, "timeoutMs", bound);
}

export function stepsExceeded(bound: number): RegoErrors {
  return exceeded(`evaluation exceeded its limit of ${bound} steps`, "steps", bound);
}

export function depthExceeded(bound: number, depth: number): RegoErrors {
  return exceeded(`rules and bodies are nested ${depth} levels deep, more than the limit of ${bound}`, "depth", bound);
}

export function answerTooDeep(bound: number): RegoErrors {
  return exceeded(`the answer is nested deeper than its limit of ${bound} levels`, "depth", bound);
}

export function answerTooLarge(bound: number): RegoErrors {
  return exceeded(`the answer exceeds its limit of ${bound} bytes`, "resultBytes", bound);
}

export function valueTooLarge(bound: number): RegoErrors {
  return exceeded(`a value on the way to the answer exceeds the limit of ${bound} bytes`, "resultBytes", bound);
}

/** Did a limit or the caller end the evaluation? Nothing that is found later can change that. */
export function isCutOff(error: unknown): boolean {
  const code = error instanceof RegoErrors ? error.errors[0]?.code : undefined;
  return code === "eval_cancel_error" || code === "eval_limit_error";
}

/**
 * Exhausting the stack is the one way in which a policy or a document can make JavaScript itself fail. A regular expression that is compiled with the
 * last of the stack fails with a SyntaxError; so would one in here.
 */
export function isStackExhausted(error: unknown): error is Error {
  if (!(error instanceof RangeError || error instanceof SyntaxError || isTooMuchRecursion(error))) return false;
  const { message } = error;
  return message.includes("call stack") || message.includes("Stack overflow") || message.includes("too much recursion");
}

/** The words of Firefox. */
function isTooMuchRecursion(error: unknown): error is Error {
  return error instanceof Error && error.name === "InternalError";
}

export function nestedTooDeep(cause: unknown): RegoErrors {
  return evaluationError("eval_internal_error", "evaluation is nested too deep", undefined, { cause });
}

export function mustWait(name: string, place: Place): RegoErrors {
  return evaluationError("eval_internal_error", `${name} has to wait for its answer: evaluate asynchronously`, place);
}
