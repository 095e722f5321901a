import { moduleToJson } from "../ast/to-json.ts";
import { EMPTY_MODULE } from "../errors/parse-errors.ts";
import { formatError, formatErrors, RegoErrors } from "../errors/rego-error.ts";
import { parseModule } from "../parser/parse.ts";
import { anyType, objectOf, stringType } from "../types/types.ts";
import { parseNumber } from "../values/number.ts";
import type { Value } from "../values/value.ts";
import type { BuiltinResult } from "./context.ts";
import { arg, type Builtin, builtin } from "./define.ts";
import { fail } from "./failure.ts";

/** Builtins that parse Rego. */
export const regoBuiltins: readonly Builtin[] = [
  builtin(
    "rego.parse_module",
    "Parses a module into its syntax tree.",
    [
      arg("filename", stringType, "file name for positions and errors"),
      // OPA calls this one the first operand too.
      arg("rego", stringType, "text of the module", { position: 1 }),
    ],
    arg("output", objectOf(stringType, anyType), "the syntax tree as OPA writes it in JSON"),
    (filename, text, { regoVersion = 1 }) => parse(filename, text, regoVersion),
  ),
];

function parse(filename: string, text: string, regoVersion: 0 | 1): BuiltinResult {
  try {
    return moduleToJson(parseModule(filename, text, { regoVersion, annotations: undefined }), { number: parseNumber }) as Value;
  } catch (error) {
    if (!(error instanceof RegoErrors)) throw error;
    const [first] = error.errors;
    // The one error that OPA does not count.
    return fail(first?.message === EMPTY_MODULE ? formatError(first) : formatErrors(error.errors));
  }
}
