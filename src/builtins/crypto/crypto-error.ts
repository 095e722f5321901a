import type { BuiltinResult } from "../context.ts";
import { fail } from "../failure.ts";

/** Why a key, a certificate or a token cannot be read, in the words of Go's libraries. Thrown inside this folder, caught where a builtin begins. */
export class CryptoError extends Error {
  override readonly name = "CryptoError";
}

/** Answers what the reader answers; its {@link CryptoError} becomes the builtin's failure. */
export function answerOrFail(read: () => BuiltinResult): BuiltinResult {
  try {
    return read();
  } catch (error) {
    return failWith(error);
  }
}

/** {@link answerOrFail} for readers that have to wait. */
export async function answerOrFailLater(read: () => Promise<BuiltinResult>): Promise<BuiltinResult> {
  try {
    return await read();
  } catch (error) {
    return failWith(error);
  }
}

function failWith(error: unknown): BuiltinResult {
  if (error instanceof CryptoError) return fail(error.message);
  throw error;
}

/** Puts words before the text of a {@link CryptoError} that the reader throws. */
export function explain<T>(words: string, read: () => T): T {
  try {
    return read();
  } catch (error) {
    if (error instanceof CryptoError) throw new CryptoError(`${words}: ${error.message}`, { cause: error });
    throw error;
  }
}
