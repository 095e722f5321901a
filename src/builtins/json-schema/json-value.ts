import { stringifyJson } from "../../values/json.ts";
import { quoteJson } from "../../values/json-text.ts";
import { isArray, isMap, isNumber, isSet } from "../../values/kind.ts";
import { numberToText } from "../../values/number.ts";
import { getProperty, sortedKeys, sortedStringKeys } from "../../values/object.ts";
import { setOwn } from "../../values/object-builder.ts";
import type { PlainObject, Value } from "../../values/value.ts";
import { SchemaError } from "./schema.ts";

/** The value as JSON has it: sets become arrays and keys strings. What is JSON already is not copied. */
export function toDocument(value: Value): Value {
  if (typeof value !== "object" || value === null || isNumber(value)) return value;
  if (isSet(value)) return value.sorted().map(toDocument);
  if (isArray(value)) {
    const items = value.map(toDocument);
    return items.some((item, index) => item !== value[index]) ? items : value;
  }
  const copy: { [key: string]: Value } = {};
  let changed = isMap(value);
  for (const key of sortedKeys(value)) {
    const member = getProperty(value, key) as Value;
    const converted = toDocument(member);
    if (converted !== member) changed = true;
    setOwn(copy, typeof key === "string" ? key : stringifyJson(key), converted);
  }
  return changed ? copy : value;
}

/** Whether the value of a document (see {@link toDocument}) is an object. */
export function isPlainObject(value: Value | undefined): value is PlainObject {
  return typeof value === "object" && value !== null && !isArray(value) && !isNumber(value);
}

/**
 * The JSON text by which schemas compare values: numbers are doubles, so that 1 and 1.0 are equal, keys are sorted. The value is a
 * document.
 *
 * @throws SchemaError for a number that no double reaches
 */
export function toComparableText(value: Value): string {
  if (typeof value === "string") return quoteJson(value);
  if (isNumber(value)) return formatDouble(numberToText(value));
  if (value === null || typeof value === "boolean") return String(value);
  if (isArray(value)) return `[${value.map(toComparableText).join(",")}]`;
  const object = value as PlainObject;
  return `{${sortedStringKeys(object)
    .map((key) => `${quoteJson(key)}:${toComparableText(object[key] as Value)}`)
    .join(",")}}`;
}

function formatDouble(text: string): string {
  const value = Number(text);
  if (!Number.isFinite(value)) throw new SchemaError(`json: cannot unmarshal number ${text} into Go value of type float64`);
  return Object.is(value, -0) ? "-0" : String(value);
}
