import { isArray } from "../../values/kind.ts";
import { getProperty, sortedStringKeys } from "../../values/object.ts";
import type { PlainObject, Value } from "../../values/value.ts";
import { BuiltinFailure } from "../context.ts";
import { compileRegex } from "../regex/go-regex.ts";
import { isPlainObject } from "./json-value.ts";
import { readCount } from "./scalar-keywords.ts";
import type { Schema, SchemaCompiler } from "./schema.ts";
import { SchemaError } from "./schema.ts";

/** `properties`, `additionalProperties` and `patternProperties`. */
export function readProperties(schema: Schema, object: PlainObject, compiler: SchemaCompiler): void {
  const properties = getProperty(object, "properties");
  if (properties !== undefined) {
    if (!isPlainObject(properties)) throw new SchemaError("Properties must be of type object");
    const compiled = new Map<string, Schema>();
    for (const name of sortedStringKeys(properties)) compiled.set(name, compiler.compile(properties[name] as Value));
    schema.properties = compiled;
  }
  const additional = readRest(object, "additionalProperties", compiler);
  if (additional !== undefined) schema.additionalProperties = additional;
  const patterns = getProperty(object, "patternProperties");
  if (patterns === undefined) return;
  if (!isPlainObject(patterns)) throw new SchemaError("Invalid type. Expected: Valid Schema, given: patternProperties");
  schema.patternProperties = sortedStringKeys(patterns).map((pattern) => {
    const regex = compileRegex(pattern, compiler.context);
    if (regex instanceof BuiltinFailure) throw new SchemaError(`Invalid regex pattern '${pattern}'`);
    return { regex, schema: compiler.compile(patterns[pattern] as Value) };
  });
}

/** What a boolean or a schema says of further properties or items. */
function readRest(object: PlainObject, keyword: string, { compile }: SchemaCompiler): boolean | Schema | undefined {
  const value = getProperty(object, keyword);
  if (value === undefined || typeof value === "boolean") return value;
  if (!isPlainObject(value)) throw new SchemaError(`Invalid type. Expected: boolean/Valid Schema, given: ${keyword}`);
  return compile(value);
}

/** `propertyNames`, from draft 6 on, and `dependencies`. */
export function readNames(schema: Schema, object: PlainObject, { draft, compile }: SchemaCompiler): void {
  const names = draft === 4 ? undefined : getProperty(object, "propertyNames");
  if (names !== undefined) {
    // gojsonschema names another keyword here.
    if (!isSchema(names)) throw new SchemaError("Invalid type. Expected: Valid Schema, given: patternProperties");
    schema.propertyNames = compile(names);
  }
  const dependencies = getProperty(object, "dependencies");
  if (dependencies === undefined) return;
  if (!isPlainObject(dependencies)) throw new SchemaError("dependencies must be of type object");
  const compiled = new Map<string, readonly string[] | Schema>();
  for (const name of sortedStringKeys(dependencies)) {
    const dependency = dependencies[name] as Value;
    if (isSchema(dependency)) compiled.set(name, compile(dependency));
    else if (isTexts(dependency)) compiled.set(name, dependency);
    else throw new SchemaError("Dependency must be of type Schema Or Array Of Strings");
  }
  schema.dependencies = compiled;
}

/** `items` and `additionalItems`. */
export function readItems(schema: Schema, object: PlainObject, compiler: SchemaCompiler): void {
  const items = getProperty(object, "items");
  const wrong = "Invalid type. Expected: Valid Schema/Array Of Schemas, given: items";
  if (items !== undefined) {
    if (isArray(items)) {
      schema.items = items.map((item) => {
        if (!isSchema(item)) throw new SchemaError(wrong);
        return compiler.compile(item);
      });
    } else if (isSchema(items)) schema.items = compiler.compile(items);
    else throw new SchemaError(wrong);
  }
  const additional = readRest(object, "additionalItems", compiler);
  if (additional !== undefined) schema.additionalItems = additional;
}

/** The number of items, `uniqueItems`, and from draft 6 on `contains`. */
export function readArrayKeywords(schema: Schema, object: PlainObject, { draft, compile }: SchemaCompiler): void {
  readCount(schema, object, "minItems");
  readCount(schema, object, "maxItems");
  const unique = getProperty(object, "uniqueItems");
  if (unique !== undefined) {
    if (typeof unique !== "boolean") throw new SchemaError("uniqueItems must be of a boolean");
    schema.uniqueItems = unique;
  }
  const contains = draft === 4 ? undefined : getProperty(object, "contains");
  if (contains !== undefined) schema.contains = compile(contains);
}

/** Keywords that combine schemas: `oneOf`, `anyOf`, `allOf`, `not`, and from draft 7 on `if`, `then` and `else`. */
export function readAlternatives(schema: Schema, object: PlainObject, { draft, compile }: SchemaCompiler): void {
  for (const keyword of ["oneOf", "anyOf", "allOf"] as const) {
    const value = getProperty(object, keyword);
    if (value === undefined) continue;
    if (!isArray(value)) throw new SchemaError(`${keyword} must be of an array`);
    schema[keyword] = value.map(compile);
  }
  const conditions = draft === 7 || draft === "hybrid" ? (["not", "if", "then", "else"] as const) : (["not"] as const);
  for (const keyword of conditions) {
    const value = getProperty(object, keyword);
    if (value === undefined) continue;
    if (!isSchema(value)) throw new SchemaError(`${keyword} must be of an object`);
    schema[keyword] = compile(value);
  }
}

function isSchema(value: Value): boolean {
  return isPlainObject(value) || typeof value === "boolean";
}

function isTexts(value: Value): value is readonly string[] {
  return isArray(value) && value.every((item) => typeof item === "string");
}
