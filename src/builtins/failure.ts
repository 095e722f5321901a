import { BuiltinFailure, HostRefusal } from "./context.ts";

/** A failure of the builtin itself: `eval_builtin_error`. The name of the builtin is put before the text. */
export function fail(message: string, options?: ErrorOptions): BuiltinFailure {
  return new BuiltinFailure(message, undefined, options);
}

/** An operand of the wrong type or value, counted from 1: `eval_type_error`. */
export function failOperand(position: number, problem: string): BuiltinFailure {
  return new BuiltinFailure(`operand ${position} ${problem}`, "eval_type_error");
}

/** The same failure with the builtin's name before its text; errors of the evaluation itself have none. */
export function nameFailure(name: string, failure: BuiltinFailure): BuiltinFailure {
  if (failure.code !== "eval_builtin_error" && failure.code !== "eval_type_error") return failure;
  return new BuiltinFailure(`${name}: ${failure.message}`, failure.code, failure);
}

/**
 * What JS cannot hold (a text, array or integer beyond its limits) or follow (values nested thousands of levels deep) it reports by a
 * RangeError; what the host forbids, by a HostRefusal. Any other error is thrown on.
 */
export function failTooLarge(error: unknown, name: string): BuiltinFailure {
  if (error instanceof HostRefusal) return new BuiltinFailure(`${name}: ${error.message}`, "eval_internal_error", { cause: error });
  if (error instanceof RangeError || isStackOfRegex(error)) return fail("value too large or nested too deeply", { cause: error });
  throw error;
}

/** A regular expression that is compiled with the last of the stack. */
function isStackOfRegex(error: unknown): boolean {
  return error instanceof SyntaxError && (error.message.includes("call stack") || error.message.includes("Stack overflow"));
}
