import { compareNumbers } from "../../values/number.ts";
import type { RegoNumber } from "../../values/value.ts";
import type { BuiltinContext } from "../context.ts";
import { formatBound, isMultiple } from "./bound.ts";
import { matchesFormat } from "./formats.ts";
import type { Outcome, Place } from "./outcome.ts";
import type { Schema } from "./schema.ts";

/** Validates by the keywords for numbers. */
export function validateNumber(schema: Schema, value: RegoNumber, place: Place | undefined, outcome: Outcome): void {
  const { multipleOf, maximum, exclusiveMaximum, minimum, exclusiveMinimum } = schema;
  if (multipleOf !== undefined && !isMultiple(value, multipleOf)) {
    outcome.add("multiple_of", place, `Must be a multiple of ${formatBound(multipleOf)}`);
  }
  if (maximum !== undefined && compareNumbers(value, maximum) > 0) {
    outcome.add("number_lte", place, `Must be less than or equal to ${formatBound(maximum)}`);
  }
  if (exclusiveMaximum !== undefined && compareNumbers(value, exclusiveMaximum) >= 0) {
    outcome.add("number_lt", place, `Must be less than ${formatBound(exclusiveMaximum)}`);
  }
  if (minimum !== undefined && compareNumbers(value, minimum) < 0) {
    outcome.add("number_gte", place, `Must be greater than or equal to ${formatBound(minimum)}`);
  }
  if (exclusiveMinimum !== undefined && compareNumbers(value, exclusiveMinimum) <= 0) {
    outcome.add("number_gt", place, `Must be greater than ${formatBound(exclusiveMinimum)}`);
  }
  outcome.pass();
}

/** Validates by the keywords for texts. Lengths are in code points. */
export function validateText(schema: Schema, text: string, place: Place | undefined, outcome: Outcome, context: BuiltinContext): void {
  const { minLength, maxLength, pattern, format } = schema;
  const length = minLength === undefined && maxLength === undefined ? 0 : countCharacters(text);
  if (minLength !== undefined && length < minLength) {
    outcome.add("string_gte", place, `String length must be greater than or equal to ${minLength}`);
  }
  if (maxLength !== undefined && length > maxLength) {
    outcome.add("string_lte", place, `String length must be less than or equal to ${maxLength}`);
  }
  if (pattern !== undefined && !pattern.regex.matches(text)) {
    outcome.add("pattern", place, `Does not match pattern '${pattern.text}'`);
  }
  if (format !== undefined && !matchesFormat(format, text, context)) outcome.add("format", place, `Does not match format '${format}'`);
  outcome.pass();
}

function countCharacters(text: string): number {
  let count = 0;
  for (const _ of text) count++;
  return count;
}
