import { RegoErrors } from "../errors/rego-error.ts";
import type { Value } from "../values/value.ts";
import type { BuiltinContext, BuiltinResult } from "./context.ts";
import { BuiltinFailure, HostRefusal } from "./context.ts";
import type { Argument, AsyncBuiltin, Implementation, SignatureOptions, SyncBuiltin } from "./define.ts";
import { asyncBuiltin, builtin } from "./define.ts";

/** What a user's builtin says of itself. */
export interface CustomDefinition<Args extends readonly Argument[]> extends Pick<SignatureOptions, "nondeterministic"> {
  readonly name: string;
  readonly description?: string;
  readonly args: Args;
  readonly result: Argument;
}

export interface CustomSync<Args extends readonly Argument[]> extends CustomDefinition<Args> {
  readonly async?: false;
  readonly implementation: Implementation<Args, BuiltinResult>;
}

export interface CustomAsync<Args extends readonly Argument[]> extends CustomDefinition<Args> {
  readonly async: true;
  readonly implementation: Implementation<Args, Promise<BuiltinResult>>;
}

/**
 * A builtin of the user's, checked like the built-in ones. It may answer `undefined`, or `new BuiltinFailure(text)`; an error that it
 * throws becomes a failure with the error's text, and its `cause`.
 */
export function defineBuiltin<const Args extends readonly Argument[]>(definition: CustomSync<Args>): SyncBuiltin;
export function defineBuiltin<const Args extends readonly Argument[]>(definition: CustomAsync<Args>): AsyncBuiltin;
export function defineBuiltin(definition: CustomSync<readonly Argument[]> | CustomAsync<readonly Argument[]>): SyncBuiltin | AsyncBuiltin {
  const { name, description = "", args, result, nondeterministic = false } = definition;
  if (definition.async === true) {
    const { implementation } = definition;
    const guarded = async (...operands: [...Value[], BuiltinContext]): Promise<BuiltinResult> => {
      try {
        return await implementation(...operands);
      } catch (error) {
        return failureOf(error);
      }
    };
    return asyncBuiltin(name, description, args, result, guarded, { nondeterministic });
  }
  const { implementation } = definition;
  const guarded = (...operands: [...Value[], BuiltinContext]): BuiltinResult => {
    try {
      return implementation(...operands);
    } catch (error) {
      return failureOf(error);
    }
  };
  return builtin(name, description, args, result, guarded, { nondeterministic });
}

/** The engine's own errors (a limit that the context's `tick` found exceeded) and what the host forbids are not the builtin's. */
function failureOf(error: unknown): BuiltinFailure {
  if (error instanceof RegoErrors || error instanceof HostRefusal) throw error;
  return new BuiltinFailure(error instanceof Error ? error.message : String(error), undefined, { cause: error });
}
