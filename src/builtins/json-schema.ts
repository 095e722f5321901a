import { anyOf, anyType, arrayOf, booleanType, nullType, objectOf, record, stringType, tupleOf } from "../types/types.ts";
import { parseJson } from "../values/json.ts";
import { JsonError } from "../values/json-reader.ts";
import { isArray, isObject } from "../values/kind.ts";
import type { Value } from "../values/value.ts";
import { type CountedCache, rememberCounted, rememberForObject } from "./bounded-cache.ts";
import type { BuiltinContext, BuiltinResult } from "./context.ts";
import type { Builtin } from "./define.ts";
import { arg, builtin } from "./define.ts";
import { fail } from "./failure.ts";
import { compileSchema } from "./json-schema/compile-schema.ts";
import { toDocument } from "./json-schema/json-value.ts";
import type { Problem } from "./json-schema/outcome.ts";
import type { Schema } from "./json-schema/schema.ts";
import { SchemaError } from "./json-schema/schema.ts";
import { validateDocument } from "./json-schema/validate.ts";

const jsonOperand = anyOf(stringType, objectOf(anyType, anyType));
const problemType = record({ desc: stringType, error: stringType, field: stringType, type: stringType });
const schemaDescription = "a JSON schema of draft 4, 6 or 7, as an object or as JSON text";

/** The builtins for JSON Schema: gojsonschema's rules and texts. Schemas elsewhere are not loaded. */
export const jsonSchemaBuiltins: readonly Builtin[] = [
  builtin(
    "json.verify_schema",
    "Whether a value is a JSON schema.",
    [arg("schema", jsonOperand, schemaDescription, { unchecked: true })],
    arg("output", tupleOf(booleanType, anyOf(nullType, stringType)), "whether it is one, and if not what is wrong"),
    verify,
  ),
  builtin(
    "json.match_schema",
    "Whether a document is as a JSON schema describes it.",
    [
      arg("document", jsonOperand, "the document, as a value or as JSON text", { unchecked: true }),
      arg("schema", jsonOperand, schemaDescription, { unchecked: true }),
    ],
    arg("output", tupleOf(booleanType, arrayOf(problemType)), "whether it is, and what is wrong with it"),
    match,
  ),
];

function verify(schema: Value, context: BuiltinContext): BuiltinResult {
  try {
    readSchema(schema, context);
    return [true, null];
  } catch (error) {
    return [false, `jsonschema: ${explain(error)}`];
  }
}

function match(document: Value, schema: Value, context: BuiltinContext): BuiltinResult {
  try {
    const value = readOperand(document);
    const { problems } = validateDocument(readSchema(schema, context), value, context);
    return [problems.length === 0, problems.map(describeProblem)];
  } catch (error) {
    return fail(explain(error));
  }
}

function explain(error: unknown): string {
  if (error instanceof SchemaError) return error.message;
  throw error;
}

function describeProblem({ type, field, description }: Problem): Value {
  return { error: `${field}: ${description}`, type, field, desc: description };
}

const compiledObjects: CountedCache<Schema> = new WeakMap();

/** The schema of an operand, compiled once for each text and each object. */
function readSchema(operand: Value, context: BuiltinContext): Schema {
  const { engineCache } = context;
  if (typeof operand === "string") {
    return rememberCounted(context, "json schema", operand, (_, tick) => compileSchema(readOperand(operand), { engineCache, tick }));
  }
  if (typeof operand !== "object" || operand === null) return compileSchema(readOperand(operand), context);
  return rememberForObject(compiledObjects, operand, context.tick, (tick) => compileSchema(readOperand(operand), { engineCache, tick }));
}

function readOperand(operand: Value): Value {
  if (isObject(operand) || isArray(operand)) return toDocument(operand);
  if (typeof operand !== "string") throw new SchemaError("wrong type, expected string or object");
  try {
    return parseJson(operand);
  } catch (error) {
    throw error instanceof JsonError ? new SchemaError("invalid JSON string", { cause: error }) : error;
  }
}
