import { isArray, isNumber } from "../../values/kind.ts";
import { compareNumbers, numberToText } from "../../values/number.ts";
import { getProperty } from "../../values/object.ts";
import type { PlainObject, RegoNumber, Value } from "../../values/value.ts";
import { BuiltinFailure } from "../context.ts";
import { compileRegex } from "../regex/go-regex.ts";
import { toComparableText } from "./json-value.ts";
import type { Draft, Schema, SchemaContext } from "./schema.ts";
import { SchemaError } from "./schema.ts";

const primitiveTypes = ["array", "boolean", "integer", "number", "null", "object", "string"];

/** `type`. */
export function readTypes(schema: Schema, object: PlainObject): void {
  const value = getProperty(object, "type");
  if (value === undefined) return;
  const types: string[] = [];
  for (const type of isArray(value) ? value : [value]) {
    if (typeof type !== "string") throw new SchemaError("Invalid type. Expected: type, given: string/Array Of Strings");
    if (!primitiveTypes.includes(type)) {
      const valid = `[${primitiveTypes.join(" ")}]`;
      throw new SchemaError(`has a primitive type that is NOT VALID -- given: /${type}/ Expected valid values are:${valid}`);
    }
    if (types.includes(type)) throw new SchemaError(`${type} type is duplicated`);
    types.push(type);
  }
  schema.types = types;
}

/** `multipleOf` and the bounds of numbers. */
export function readNumbers(schema: Schema, object: PlainObject, draft: Draft): void {
  const multiple = getProperty(object, "multipleOf");
  if (multiple !== undefined) {
    if (!isNumber(multiple)) throw new SchemaError("Invalid type. Expected: Number, given: multipleOf");
    if (compareNumbers(multiple, 0) <= 0) throw new SchemaError("multipleOf must be strictly greater than 0");
    schema.multipleOf = multiple;
  }
  const [minimum, exclusiveMinimum] = readBound(object, "minimum", "exclusiveMinimum", draft);
  if (minimum !== undefined) schema.minimum = minimum;
  if (exclusiveMinimum !== undefined) schema.exclusiveMinimum = exclusiveMinimum;
  const [maximum, exclusiveMaximum] = readBound(object, "maximum", "exclusiveMaximum", draft);
  if (maximum !== undefined) schema.maximum = maximum;
  if (exclusiveMaximum !== undefined) schema.exclusiveMaximum = exclusiveMaximum;
}

type Bound = readonly [inclusive: RegoNumber | undefined, exclusive: RegoNumber | undefined];

/** A bound and its exclusive form: until draft 4 that is a boolean that changes the bound, from draft 6 on a bound of its own. */
function readBound(object: PlainObject, keyword: string, exclusiveKeyword: string, draft: Draft): Bound {
  const bound = getProperty(object, keyword);
  if (bound !== undefined && !isNumber(bound)) throw new SchemaError(`${keyword} must be of a Number`);
  const exclusive = getProperty(object, exclusiveKeyword);
  if (exclusive === undefined) return [bound, undefined];
  if (typeof exclusive === "boolean" && (draft === 4 || draft === "hybrid")) {
    if (bound === undefined) throw new SchemaError(`${exclusiveKeyword} cannot be used without ${keyword}`);
    return exclusive ? [undefined, bound] : [bound, undefined];
  }
  if (isNumber(exclusive) && draft !== 4) return [bound, exclusive];
  const expected = draft === 4 ? "boolean" : draft === "hybrid" ? "boolean/number" : "number";
  throw new SchemaError(`Invalid type. Expected: ${expected}, given: ${exclusiveKeyword}`);
}

/** Lengths, `pattern` and `format`. */
export function readText(schema: Schema, object: PlainObject, context: SchemaContext): void {
  readBounds(schema, object, "minLength", "maxLength");
  const pattern = getProperty(object, "pattern");
  if (pattern !== undefined) {
    if (typeof pattern !== "string") throw new SchemaError("Invalid type. Expected: string, given: pattern");
    const regex = compileRegex(pattern, context);
    if (regex instanceof BuiltinFailure) throw new SchemaError("pattern must be a valid regex");
    schema.pattern = { text: pattern, regex };
  }
  const format = getProperty(object, "format");
  if (format === undefined) return;
  if (typeof format !== "string") throw new SchemaError("Invalid type. Expected: string, given: format");
  schema.format = format;
}

type MinimumKeyword = "minLength" | "minProperties";
type MaximumKeyword = "maxLength" | "maxProperties";
type CountKeyword = MinimumKeyword | MaximumKeyword | "minItems" | "maxItems";

/** Two counts of which the first must not be greater. */
export function readBounds(schema: Schema, object: PlainObject, minimum: MinimumKeyword, maximum: MaximumKeyword): void {
  readCount(schema, object, minimum);
  readCount(schema, object, maximum);
  const [least, most] = [schema[minimum], schema[maximum]];
  if (least !== undefined && most !== undefined && least > most) throw new SchemaError(`${minimum} cannot be greater than ${maximum}`);
}

/** A count of characters, items or properties. */
export function readCount(schema: Schema, object: PlainObject, keyword: CountKeyword): void {
  const value = getProperty(object, keyword);
  if (value === undefined) return;
  const text = isNumber(value) ? numberToText(value) : "";
  // `1.0` is no integer here.
  const count = /^-?[0-9]{1,19}$/.test(text) ? BigInt(text) : undefined;
  if (count === undefined || BigInt.asIntN(64, count) !== count) throw new SchemaError(`${keyword} must be of an integer`);
  if (count < 0n) throw new SchemaError(`${keyword} must be greater than or equal to 0`);
  schema[keyword] = Number(count);
}

/** `required`. */
export function readRequired(schema: Schema, object: PlainObject): void {
  const value = getProperty(object, "required");
  if (value === undefined) return;
  if (!isArray(value)) throw new SchemaError("required must be of an array");
  const required = new Set<string>();
  for (const name of value) {
    if (typeof name !== "string") throw new SchemaError("Invalid type. Expected: string, given: required");
    if (required.has(name)) throw new SchemaError("required items must be unique");
    required.add(name);
  }
  schema.required = [...required];
}

/** `const`, from draft 6 on, and `enum`. */
export function readConstants(schema: Schema, object: PlainObject, draft: Draft): void {
  const constant: Value | undefined = draft === 4 ? undefined : getProperty(object, "const");
  if (constant !== undefined) schema.const = toComparableText(constant);
  const value = getProperty(object, "enum");
  if (value === undefined) return;
  if (!isArray(value)) throw new SchemaError("enum must be of an array");
  const texts = value.map(toComparableText);
  if (new Set(texts).size < texts.length) throw new SchemaError("enum items must be unique");
  schema.enum = texts;
}
