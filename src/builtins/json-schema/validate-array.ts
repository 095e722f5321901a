import type { Value } from "../../values/value.ts";
import { nearerOf } from "./combine.ts";
import { toComparableText } from "./json-value.ts";
import type { Outcome, Place } from "./outcome.ts";
import type { Schema } from "./schema.ts";
import type { Validation } from "./validation.ts";

/** Validates by the keywords for arrays. */
export function validateArray(
  schema: Schema,
  values: readonly Value[],
  place: Place | undefined,
  outcome: Outcome,
  validation: Validation,
): void {
  validateItems(schema, values, place, outcome, validation);
  const { minItems, maxItems } = schema;
  if (minItems !== undefined && values.length < minItems) {
    outcome.add("array_min_items", place, `Array must have at least ${minItems} items`);
  }
  if (maxItems !== undefined && values.length > maxItems) {
    outcome.add("array_max_items", place, `Array must have at most ${maxItems} items`);
  }
  if (schema.uniqueItems === true) checkUnique(values, place, outcome);
  if (schema.contains !== undefined) checkContains(schema.contains, values, place, outcome, validation);
  outcome.pass();
}

function validateItems(
  { items, additionalItems }: Schema,
  values: readonly Value[],
  place: Place | undefined,
  outcome: Outcome,
  { validate }: Validation,
): void {
  if (items === undefined) return;
  const single = isList(items) ? undefined : items;
  const list = isList(items) ? items : [];
  if (isList(items) && items.length === 0) return;
  for (const [index, value] of values.entries()) {
    const schema = single ?? list[index] ?? additionalItems;
    if (schema === false) {
      outcome.add("array_no_additional_items", place, "No additional items allowed on array");
      return;
    }
    if (schema === undefined || schema === true) return;
    outcome.merge(validate(schema, value, { name: String(index), parent: place }));
  }
}

function isList(items: Schema | readonly Schema[]): items is readonly Schema[] {
  return Array.isArray(items);
}

function checkUnique(values: readonly Value[], place: Place | undefined, outcome: Outcome): void {
  const seen = new Map<string, number>();
  for (const [index, value] of values.entries()) {
    const text = toComparableText(value);
    const earlier = seen.get(text);
    if (earlier !== undefined) outcome.add("unique", place, `array items[${earlier},${index}] must be unique`);
    seen.set(text, index);
  }
}

function checkContains(
  schema: Schema,
  values: readonly Value[],
  place: Place | undefined,
  outcome: Outcome,
  { validate }: Validation,
): void {
  let nearest: Outcome | undefined;
  for (const [index, value] of values.entries()) {
    const inner = validate(schema, value, { name: String(index), parent: place });
    if (inner.isValid) return;
    nearest = nearerOf(nearest, inner);
  }
  outcome.add("contains", place, "At least one of the items must match");
  if (nearest !== undefined) outcome.merge(nearest);
}
