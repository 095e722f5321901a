import { parseJson } from "../values/json.ts";
import { JsonError } from "../values/json-reader.ts";
import type { Value } from "../values/value.ts";

/**
 * Reads a text as JSON or, where it is not JSON, by `parseYaml`, which may have to be loaded before. A byte order mark at the start is passed over, as by
 * OPA. Throws what `parseYaml` throws.
 */
export function parseJsonOrYaml<Result>(written: string, parseYaml: (text: string) => Result): Value | Result {
  const text = written.replace(/^\ufeff/, "");
  try {
    return parseJson(text);
  } catch (error) {
    if (!(error instanceof JsonError)) throw error;
    return parseYaml(text);
  }
}
