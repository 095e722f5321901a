import { getProperty, sortedStringKeys } from "../../values/object.ts";
import type { PlainObject, Value } from "../../values/value.ts";
import type { Outcome, Place } from "./outcome.ts";
import type { Schema } from "./schema.ts";
import type { Validation } from "./validation.ts";

/** Validates by the keywords for objects but `properties`. Keys are looked at in order, where gojsonschema has none. */
export function validateObject(
  schema: Schema,
  object: PlainObject,
  place: Place | undefined,
  outcome: Outcome,
  validation: Validation,
): void {
  const keys = sortedStringKeys(object);
  const { minProperties, maxProperties } = schema;
  if (minProperties !== undefined && keys.length < minProperties) {
    outcome.add("array_min_properties", place, `Must have at least ${minProperties} properties`);
  }
  if (maxProperties !== undefined && keys.length > maxProperties) {
    outcome.add("array_max_properties", place, `Must have at most ${maxProperties} properties`);
  }
  for (const name of schema.required ?? []) {
    if (getProperty(object, name) === undefined) outcome.add("required", place, `${name} is required`);
    else outcome.pass();
  }
  for (const key of keys) validateAdditional(schema, key, object[key] as Value, place, outcome, validation);
  for (const key of schema.propertyNames === undefined ? [] : keys) {
    const inner = validation.validate(schema.propertyNames as Schema, key, place);
    if (inner.isValid) continue;
    outcome.add("invalid_property_name", place, `Property name of "${key}" does not match`);
    outcome.merge(inner);
  }
  outcome.pass();
}

/** What neither `properties` nor a pattern describes is for `additionalProperties`. */
function validateAdditional(
  schema: Schema,
  key: string,
  value: Value,
  place: Place | undefined,
  outcome: Outcome,
  { validate }: Validation,
): void {
  let matched = false;
  for (const { regex, schema: inner } of schema.patternProperties ?? []) {
    if (!regex.matches(key)) continue;
    matched = true;
    outcome.merge(validate(inner, value, { name: key, parent: place }));
  }
  if (matched) outcome.pass();
  if (matched || schema.properties?.has(key) === true) return;
  const additional = schema.additionalProperties;
  if (additional === false) {
    outcome.add("additional_property_not_allowed", place, `Additional property ${key} is not allowed`);
  } else if (additional !== undefined && additional !== true) {
    outcome.merge(validate(additional, value, { name: key, parent: place }));
  }
}
