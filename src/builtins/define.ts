import type { Type } from "../types/types.ts";
import { BigDecimal } from "../values/big-decimal.ts";
import type { Value } from "../values/value.ts";
import type { BuiltinContext, BuiltinResult } from "./context.ts";
import { BuiltinFailure } from "./context.ts";
import { failOperand, failTooLarge, nameFailure } from "./failure.ts";
import type { OperandRules } from "./operand-check.ts";
import { compileOperandCheck, isOfKinds, passingKinds } from "./operand-check.ts";

/** One operand in a builtin's signature, or its result. An empty name is not printed (deprecated and internal builtins have none). */
export interface Argument<T = Value> {
  readonly name: string;
  readonly description: string;
  readonly type: Type<T>;
  readonly rules: OperandRules;
}

/** The part that all builtins share: name and signature, written once, from which operand checks, arity, types, capabilities and docs derive. */
export interface Signature {
  readonly name: string;
  readonly description: string;
  readonly args: readonly Argument[];
  /** Absent for `print` and the like, which have no result. */
  readonly result: Type | undefined;
  readonly resultName: string;
  readonly resultDescription: string;
  /** Takes any number of operands (`print`, custom ones). */
  readonly variadic: boolean;
  readonly infix: string | undefined;
  readonly deprecated: boolean;
  readonly nondeterministic: boolean;
}

/** A builtin that answers at once. `call` gets the operands and then the context; it checks its operands itself and names itself in failures. */
export interface SyncBuiltin extends Signature {
  readonly kind: "sync";
  /** Answers for operands, behind which the context stands. */
  readonly call: (...operands: [...Value[], BuiltinContext]) => BuiltinResult;
}

/** A builtin that answers later; the evaluator suspends (docs/decisions: suspension). */
export interface AsyncBuiltin extends Signature {
  readonly kind: "async";
  /** Answers for operands, behind which the context stands. */
  readonly call: (...operands: [...Value[], BuiltinContext]) => Promise<BuiltinResult>;
  /** Answers at once where it can, as for a token with a shared secret; undefined: it has to be waited for. Has no effects. */
  readonly answerNow?: ((...operands: [...Value[], BuiltinContext]) => { readonly result: BuiltinResult } | undefined) | undefined;
}

/** A builtin with many answers (`walk`). Calls `emit` for each; stops, and returns true, as soon as `emit` returns true. */
export interface RelationBuiltin extends Signature {
  readonly kind: "relation";
  /** Hands on each answer. */
  readonly enumerate: (operands: readonly Value[], context: BuiltinContext, emit: (answer: Value) => boolean) => boolean;
}

/** A builtin, by how it answers. `defineBuiltin` makes one. */
export type Builtin = SyncBuiltin | AsyncBuiltin | RelationBuiltin;

/** What the compiler needs to know of a builtin. */
export interface BuiltinSignature extends Signature {
  readonly kind: Builtin["kind"];
}

/** What else a signature may say. */
export interface SignatureOptions {
  readonly infix?: string;
  readonly deprecated?: boolean;
  readonly nondeterministic?: boolean;
  readonly variadic?: boolean;
}

/** The TypeScript types of the operands of a signature. */
export type OperandValues<Args extends readonly Argument[]> = {
  readonly [Index in keyof Args]: Args[Index] extends Argument<infer T> ? T : never;
};

/** The function of a builtin: the operands, and then the context. */
export type Implementation<Args extends readonly Argument[], Answer> = (...operands: [...OperandValues<Args>, BuiltinContext]) => Answer;

/** An operand of a signature, or a named result. */
export function arg<T>(name: string, type: Type<T>, description: string, rules: OperandRules = {}): Argument<T> {
  return { name, description, type, rules };
}

/** A builtin that answers at once. The implementation's parameters have the types of the operands, and then comes the context. */
export function builtin<const Args extends readonly Argument[]>(
  name: string,
  description: string,
  args: Args,
  result: Argument | undefined,
  implementation: Implementation<Args, BuiltinResult>,
  options: SignatureOptions = {},
): SyncBuiltin {
  // The checks make sure of what the implementation's type promises.
  const run = implementation as unknown as SyncBuiltin["call"];
  return { kind: "sync", ...describeSignature(name, description, args, result, options), call: checkCall(name, args, run) };
}

/** What else an asynchronous builtin may say. */
export interface AsyncOptions<Args extends readonly Argument[]> extends SignatureOptions {
  /** See {@link AsyncBuiltin.answerNow}; its operands have been checked. */
  readonly answerNow?: Implementation<Args, { readonly result: BuiltinResult } | undefined>;
}

/** A builtin that answers with a promise. */
export function asyncBuiltin<const Args extends readonly Argument[]>(
  name: string,
  description: string,
  args: Args,
  result: Argument | undefined,
  implementation: Implementation<Args, Promise<BuiltinResult>>,
  options: AsyncOptions<Args> = {},
): AsyncBuiltin {
  const check = compileSignatureCheck(args);
  const run = implementation as unknown as AsyncBuiltin["call"];
  const runNow = options.answerNow as unknown as AsyncBuiltin["answerNow"];
  const named = (answer: BuiltinResult): BuiltinResult => (answer instanceof BuiltinFailure ? nameFailure(name, answer) : answer);
  return {
    kind: "async",
    ...describeSignature(name, description, args, result, options),
    call: async (...operands) => {
      const answer = check(operands) ?? (await run(...operands).catch((error: unknown) => failTooLarge(error, name)));
      return named(answer);
    },
    answerNow:
      runNow &&
      ((...operands) => {
        try {
          const failure = check(operands);
          const answer = failure === undefined ? runNow(...operands) : { result: failure };
          return answer && { result: named(answer.result) };
        } catch (error) {
          return { result: named(failTooLarge(error, name)) };
        }
      }),
  };
}

/** A builtin with many answers. Its operands may be of any type. */
export function relation(
  name: string,
  description: string,
  args: readonly Argument[],
  result: Argument,
  enumerate: RelationBuiltin["enumerate"],
  options: SignatureOptions = {},
): RelationBuiltin {
  return { kind: "relation", ...describeSignature(name, description, args, result, options), enumerate };
}

/** A signature with all that its options leave out. */
export function describeSignature(
  name: string,
  description: string,
  args: readonly Argument[],
  result: Argument | undefined,
  { infix, deprecated = false, nondeterministic = false, variadic = false }: SignatureOptions,
): Signature {
  const named = { result: result?.type, resultName: result?.name ?? "", resultDescription: result?.description ?? "" };
  return { name, description, args, ...named, variadic, infix, deprecated, nondeterministic };
}

/** Longer texts count by their length: the rest costs no more than the call. */
const longText = 1_024;
/** What working with a digit of a large number takes, in bytes of a text that take as long. */
const workOfDigit = 16;

/** Puts the checks of the operands before a call, and the builtin's name before the text of a failure. */
function checkCall(name: string, args: readonly Argument[], run: SyncBuiltin["call"]): SyncBuiltin["call"] {
  const check = compileSignatureCheck(args);
  const finish = (answer: BuiltinResult, context: BuiltinContext): BuiltinResult => {
    if (typeof answer !== "object") {
      if (typeof answer === "string") {
        if (answer.length > longText) context.claim?.(answer.length);
      } else if (typeof answer === "bigint") claimInteger(answer, context);
      return answer;
    }
    if (answer instanceof BuiltinFailure) return nameFailure(name, answer);
    if (answer instanceof BigDecimal && answer.text.length > longText) context.claim?.(answer.text.length * workOfDigit);
    return answer;
  };
  const rescue = (error: unknown): BuiltinResult => nameFailure(name, failTooLarge(error, name));
  const [firstKinds = 0, secondKinds = 0, thirdKinds = 0, fourthKinds = 0] = args.map(({ type, rules }) => passingKinds(type, rules));
  // The usual arities without arrays of operands, and without checks where a look at the kinds is enough.
  switch (args.length) {
    case 0: {
      const call = (context: BuiltinContext): BuiltinResult => {
        try {
          return finish(run(context), context);
        } catch (error) {
          return rescue(error);
        }
      };
      return call as unknown as SyncBuiltin["call"];
    }
    case 1: {
      const call = (first: Value, context: BuiltinContext): BuiltinResult => {
        try {
          const failure = isOfKinds(firstKinds, first) ? undefined : check([first]);
          return finish(failure === undefined ? run(first, context) : failure, context);
        } catch (error) {
          return rescue(error);
        }
      };
      return call as unknown as SyncBuiltin["call"];
    }
    case 2: {
      const call = (first: Value, second: Value, context: BuiltinContext): BuiltinResult => {
        try {
          const passes = isOfKinds(firstKinds, first) && isOfKinds(secondKinds, second);
          const failure = passes ? undefined : check([first, second]);
          return finish(failure === undefined ? run(first, second, context) : failure, context);
        } catch (error) {
          return rescue(error);
        }
      };
      return call as unknown as SyncBuiltin["call"];
    }
    case 3: {
      const call = (first: Value, second: Value, third: Value, context: BuiltinContext): BuiltinResult => {
        try {
          const passes = isOfKinds(firstKinds, first) && isOfKinds(secondKinds, second) && isOfKinds(thirdKinds, third);
          const failure = passes ? undefined : check([first, second, third]);
          return finish(failure === undefined ? run(first, second, third, context) : failure, context);
        } catch (error) {
          return rescue(error);
        }
      };
      return call as unknown as SyncBuiltin["call"];
    }
    case 4: {
      const call = (first: Value, second: Value, third: Value, fourth: Value, context: BuiltinContext): BuiltinResult => {
        try {
          const passes =
            isOfKinds(firstKinds, first) &&
            isOfKinds(secondKinds, second) &&
            isOfKinds(thirdKinds, third) &&
            isOfKinds(fourthKinds, fourth);
          const failure = passes ? undefined : check([first, second, third, fourth]);
          return finish(failure === undefined ? run(first, second, third, fourth, context) : failure, context);
        } catch (error) {
          return rescue(error);
        }
      };
      return call as unknown as SyncBuiltin["call"];
    }
    default:
      return (...operands) => {
        try {
          return finish(check(operands) ?? run(...operands), operands.at(-1) as BuiltinContext);
        } catch (error) {
          return rescue(error);
        }
      };
  }
}

/** Counts an integer where it is a large one. */
function claimInteger(integer: bigint, context: BuiltinContext): void {
  if (integer > largeInteger || integer < -largeInteger) context.claim?.(integer.toString(16).length / 2);
}

const largeInteger = 1n << 8192n;

/** Checks operands from left to right. */
function compileSignatureCheck(args: readonly Argument[]): (operands: readonly unknown[]) => BuiltinFailure | undefined {
  const checks = args.map((_, index) => compileArgumentCheck(args, index));
  return (operands) => {
    for (const [index, check] of checks.entries()) {
      const failure = check(operands[index] as Value);
      if (failure !== undefined) return failure;
    }
    return undefined;
  };
}

function compileArgumentCheck(args: readonly Argument[], index: number): (operand: Value) => BuiltinFailure | undefined {
  const argument = args[index];
  const check = argument && compileOperandCheck(argument.type, argument.rules);
  if (check === undefined) return () => undefined;
  return (operand) => {
    const problem = check(operand);
    return problem === undefined ? undefined : failOperand(argument?.rules.position ?? index + 1, problem);
  };
}
