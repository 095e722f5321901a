import { getProperty, sortedStringKeys } from "../../values/object.ts";
import type { Value } from "../../values/value.ts";
import { isPlainObject } from "./json-value.ts";
import type { Outcome, Place } from "./outcome.ts";
import type { Schema } from "./schema.ts";
import type { Validation } from "./validation.ts";

/** Validates by the keywords that combine schemas. */
export function combineSchemas(schema: Schema, value: Value, place: Place | undefined, outcome: Outcome, validation: Validation): void {
  if (schema.anyOf !== undefined && schema.anyOf.length > 0) combineAny(schema.anyOf, value, place, outcome, validation);
  if (schema.oneOf !== undefined && schema.oneOf.length > 0) combineOne(schema.oneOf, value, place, outcome, validation);
  if (schema.allOf !== undefined && schema.allOf.length > 0) combineAll(schema.allOf, value, place, outcome, validation);
  if (schema.not !== undefined && validation.validate(schema.not, value, place).isValid) {
    outcome.add("number_not", place, "Must not validate the schema (not)");
  }
  validateDependencies(schema, value, place, outcome, validation);
  validateConditions(schema, value, place, outcome, validation);
  outcome.pass();
}

type Combination = (schemas: readonly Schema[], value: Value, place: Place | undefined, outcome: Outcome, validation: Validation) => void;

const combineAny: Combination = (schemas, value, place, outcome, { validate }) => {
  let nearest: Outcome | undefined;
  for (const schema of schemas) {
    const inner = validate(schema, value, place);
    if (inner.isValid) return;
    nearest = nearerOf(nearest, inner);
  }
  outcome.add("number_any_of", place, "Must validate at least one schema (anyOf)");
  if (nearest !== undefined) outcome.merge(nearest);
};

const combineOne: Combination = (schemas, value, place, outcome, { validate }) => {
  let nearest: Outcome | undefined;
  let valid = 0;
  for (const schema of schemas) {
    const inner = validate(schema, value, place);
    if (inner.isValid) valid++;
    else if (valid === 0) nearest = nearerOf(nearest, inner);
  }
  if (valid === 1) return;
  outcome.add("number_one_of", place, "Must validate one and only one schema (oneOf)");
  if (valid === 0 && nearest !== undefined) outcome.merge(nearest);
};

const combineAll: Combination = (schemas, value, place, outcome, { validate }) => {
  let valid = true;
  for (const schema of schemas) {
    const inner = validate(schema, value, place);
    if (!inner.isValid) valid = false;
    outcome.merge(inner);
  }
  if (!valid) outcome.add("number_all_of", place, "Must validate all the schemas (allOf)");
};

/** The outcome with the higher score; the earlier one of equals. */
export function nearerOf(nearest: Outcome | undefined, next: Outcome): Outcome {
  return nearest === undefined || next.score > nearest.score ? next : nearest;
}

function validateDependencies(
  schema: Schema,
  value: Value,
  place: Place | undefined,
  outcome: Outcome,
  { validateInto }: Validation,
): void {
  if (schema.dependencies === undefined || !isPlainObject(value)) return;
  for (const key of sortedStringKeys(value)) {
    const dependency = schema.dependencies.get(key);
    if (dependency === undefined) continue;
    if (isNames(dependency)) {
      for (const name of dependency) {
        if (getProperty(value, name) === undefined) outcome.add("missing_dependency", place, `Has a dependency on ${name}`);
      }
    } else validateInto(dependency, value, place, outcome);
  }
}

function isNames(dependency: readonly string[] | Schema): dependency is readonly string[] {
  return Array.isArray(dependency);
}

function validateConditions(schema: Schema, value: Value, place: Place | undefined, outcome: Outcome, { validate }: Validation): void {
  if (schema.if === undefined) return;
  const holds = validate(schema.if, value, place).isValid;
  const branch = holds ? schema.then : schema.else;
  if (branch === undefined) return;
  const inner = validate(branch, value, place);
  if (inner.isValid) return;
  if (holds) outcome.add("condition_then", place, 'Must validate "then" as "if" was valid');
  else outcome.add("condition_else", place, 'Must validate "else" as "if" was not valid');
  outcome.merge(inner);
}
