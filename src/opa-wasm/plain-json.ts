import { checkJson, NotJsonError } from "../values/check-json.ts";
import { parseJson } from "../values/json.ts";
import type { Value } from "../values/value.ts";
import { readBytes } from "./policy-source.ts";

/**
 * What `JSON.stringify` makes of a value, as a value: the same reference where it is plain JSON already. Throws NotJsonError for what has no JSON,
 * as bigints, wherever they are.
 */
export function toPlainJson(value: unknown, what: string): Value {
  try {
    checkJson(value, what, (part) => {
      if (typeof part === "bigint") throw new NotJsonError(`${what}: a bigint is not JSON`);
    });
    return value as Value;
  } catch (error) {
    if (!(error instanceof NotJsonError)) throw error;
  }
  return copyJson(value, what);
}

/** The same as a copy. An ArrayBuffer holds the text of JSON. */
export function copyJson(value: unknown, what: string): Value {
  if (value instanceof ArrayBuffer) return readJsonText(value, what);
  const text = printJson(value, what);
  if (text === undefined) throw new NotJsonError(`${what}: ${value === undefined ? "undefined" : `a ${typeof value}`} is not JSON`);
  return JSON.parse(text) as Value;
}

function printJson(value: unknown, what: string): string | undefined {
  try {
    // Undefined for functions, whatever its type says.
    return JSON.stringify(value) as string | undefined;
  } catch (cause) {
    throw new NotJsonError(`${what}: ${cause instanceof Error ? cause.message : String(cause)}`, { cause });
  }
}

/** The value of a JSON text in UTF-8. */
export function readJsonText(bytes: ArrayBuffer, what: string): Value {
  try {
    return parseJson(new TextDecoder().decode(readBytes(bytes)));
  } catch (cause) {
    throw new NotJsonError(`${what}: ${cause instanceof Error ? cause.message : String(cause)}`, { cause });
  }
}
