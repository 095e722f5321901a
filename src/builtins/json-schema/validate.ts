import { isArray, isNumber } from "../../values/kind.ts";
import { isInteger } from "../../values/number.ts";
import { getProperty } from "../../values/object.ts";
import type { PlainObject, Value } from "../../values/value.ts";
import type { BuiltinContext } from "../context.ts";
import { combineSchemas } from "./combine.ts";
import { toComparableText } from "./json-value.ts";
import type { Place } from "./outcome.ts";
import { Outcome } from "./outcome.ts";
import type { Schema } from "./schema.ts";
import { SchemaError } from "./schema.ts";
import { validateArray } from "./validate-array.ts";
import { validateObject } from "./validate-object.ts";
import { validateNumber, validateText } from "./validate-scalar.ts";
import type { Validation } from "./validation.ts";

/** Schemas that go deeper on one document are taken for endless. */
const maximalDepth = 1_000;

/**
 * Validates a document by a schema; the order and the texts of problems are gojsonschema's.
 *
 * @throws SchemaError when the schema refers to itself without end
 */
export function validateDocument(schema: Schema, document: Value, context: BuiltinContext): Outcome {
  let depth = 0;
  const validation: Validation = {
    context,
    validateInto: (inner, value, place, outcome) => {
      context.tick(1);
      if (depth >= maximalDepth) throw new SchemaError("schema is nested too deeply");
      depth++;
      validateValue(inner, value, place, outcome, validation);
      depth--;
    },
    validate: (inner, value, place) => {
      const outcome = new Outcome();
      validation.validateInto(inner, value, place, outcome);
      return outcome;
    },
  };
  return validation.validate(schema, document, undefined);
}

function validateValue(schema: Schema, value: Value, place: Place | undefined, outcome: Outcome, validation: Validation): void {
  if (schema.pass !== undefined) {
    if (!schema.pass) outcome.add("false", place, "False always fails validation");
    return;
  }
  if (schema.reference !== undefined) {
    validation.validateInto(schema.reference, value, place, outcome);
    return;
  }
  const given = typeOf(value);
  if (schema.types !== undefined && schema.types.length > 0 && !isOfType(given, schema.types)) {
    const expected = schema.types.length === 1 ? schema.types.join() : `[${schema.types.join(",")}]`;
    outcome.add("invalid_type", place, `Invalid type. Expected: ${expected}, given: ${given}`);
    return;
  }
  combineSchemas(schema, value, place, outcome, validation);
  if (value === null) validateConstants(schema, value, place, outcome);
  else if (isArray(value)) {
    validateArray(schema, value, place, outcome, validation);
    validateConstants(schema, value, place, outcome);
  } else if (typeof value === "object" && !isNumber(value)) {
    validateObject(schema, value as PlainObject, place, outcome, validation);
    validateConstants(schema, value, place, outcome);
    validateProperties(schema, value as PlainObject, place, outcome, validation);
  } else {
    if (isNumber(value)) validateNumber(schema, value, place, outcome);
    validateConstants(schema, value, place, outcome);
    if (typeof value === "string") validateText(schema, value, place, outcome, validation.context);
  }
  outcome.pass();
}

function typeOf(value: Value): string {
  if (value === null) return "null";
  if (isArray(value)) return "array";
  if (isNumber(value)) return isInteger(value) ? "integer" : "number";
  return typeof value;
}

function isOfType(given: string, types: readonly string[]): boolean {
  return types.includes(given) || (given === "integer" && types.includes("number"));
}

function validateConstants(schema: Schema, value: Value, place: Place | undefined, outcome: Outcome): void {
  const { const: constant, enum: choices } = schema;
  if (constant !== undefined || choices !== undefined) {
    const text = toComparableText(value);
    if (constant !== undefined && text !== constant) outcome.add("const", place, (field) => `${field} does not match: ${constant}`);
    if (choices !== undefined && !choices.includes(text)) {
      outcome.add("enum", place, (field) => `${field} must be one of the following: ${choices.join(", ")}`);
    }
  }
  outcome.pass();
}

function validateProperties(
  schema: Schema,
  object: PlainObject,
  place: Place | undefined,
  outcome: Outcome,
  { validateInto }: Validation,
): void {
  for (const [name, inner] of schema.properties ?? []) {
    const value = getProperty(object, name);
    if (value !== undefined) validateInto(inner, value, { name, parent: place }, outcome);
  }
}
