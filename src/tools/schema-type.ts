/** JSON schemas as the types of OPA's checker, which takes from a schema only what it can say as a type. */
import type { Schema } from "../builtins/json-schema/schema.ts";
import { SchemaProblem } from "../compile/type-checking.ts";
import type { Property, Type } from "../types/types.ts";
import { anyType, arrayOf, booleanType, numberType, objectOf, stringType } from "../types/types.ts";
import { uniteTypes } from "../types/unite-types.ts";
import { compareStrings } from "../values/string-order.ts";

const anyObject = objectOf(anyType, anyType);

/** The type of the values that a schema describes. Throws {@link SchemaProblem} for schemas that OPA cannot merge. Where a schema refers to itself, it is any. */
export function typeOfSchema(schema: Schema, within: ReadonlySet<Schema> = new Set()): Type {
  if (within.has(schema)) return anyType;
  const inside = new Set(within).add(schema);
  const typeOf = (inner: Schema): Type => typeOfSchema(inner, inside);
  if (schema.reference !== undefined) return typeOf(schema.reference);
  if (schema.anyOf !== undefined && schema.anyOf.length > 0) {
    const own = hasProperties(schema) ? [typeOf({ ...schema, anyOf: [], allOf: [] })] : [];
    return [...schema.anyOf.map(typeOf), ...own].reduce(uniteTypes);
  }
  if (schema.allOf !== undefined && schema.allOf.length > 0) return typeOf(mergeAll(schema.allOf, schema));
  return typeByKeywords(schema, typeOf);
}

/** OPA takes the first of several types in this order. */
function typeByKeywords(schema: Schema, typeOf: (inner: Schema) => Type): Type {
  const { types = [], items } = schema;
  if (types.includes("boolean")) return booleanType;
  if (types.includes("string")) return stringType;
  if (types.includes("number") || types.includes("integer")) return numberType;
  if (types.includes("object")) return objectType(schema, typeOf);
  if (types.includes("array")) return arrayType(schema, typeOf);
  if (hasProperties(schema)) return objectType(schema, typeOf);
  return items === undefined ? anyType : arrayType(schema, typeOf);
}

function objectType({ properties = new Map() }: Schema, typeOf: (inner: Schema) => Type): Type {
  if (properties.size === 0) return anyObject;
  const list = [...properties].map(([key, inner]): Property => ({ key, type: typeOf(inner) }));
  return {
    kind: "object",
    properties: list.sort((left, right) => compareStrings(String(left.key), String(right.key))),
    dynamic: undefined,
  };
}

function arrayType({ items }: Schema, typeOf: (inner: Schema) => Type): Type {
  if (items === undefined) return arrayOf(anyType);
  if (!isList(items)) return arrayOf(typeOf(items));
  return items.length === 0 ? arrayOf(anyType) : { kind: "array", items: items.map(typeOf), rest: undefined };
}

function hasProperties({ properties }: Schema): boolean {
  return properties !== undefined && properties.size > 0;
}

function isList(items: Schema | readonly Schema[]): items is readonly Schema[] {
  return Array.isArray(items);
}

// --- allOf

const CANNOT_MERGE = "type checking: unable to merge these schemas";

/** The schemas of `allOf` as one, that around them last; its own type counts only where it names one. */
function mergeAll(parts: readonly Schema[], around: Schema): Schema {
  const [first = {}, ...rest] = parts.map(resolve);
  if (rest.length === 0 && first.allOf !== undefined) return first;
  const merged = rest.reduce((left, right) => {
    if (nameOf(left) !== nameOf(right)) throw new SchemaProblem(`${CANNOT_MERGE}: type mismatch: ${nameOf(left)} and ${nameOf(right)}`);
    return merge(left, right);
  }, withName(first));
  if (around.types === undefined || around.types.length === 0) return merged;
  if (nameOf(merged) !== nameOf(around)) throw new SchemaProblem(CANNOT_MERGE);
  return merge(merged, around);
}

function resolve(schema: Schema): Schema {
  return schema.reference === undefined ? schema : resolve(schema.reference);
}

/** What `allOf` and the like in a part say is not taken over. */
function withName({ types, properties, items }: Schema): Schema {
  return { ...(types && { types }), ...(properties && { properties }), ...(items && { items }) };
}

function nameOf({ types = [], properties, items }: Schema): string {
  if (types.length > 1) return `[${types.join(",")}]`;
  return types[0] ?? (properties !== undefined && properties.size > 0 ? "object" : items === undefined ? "Undefined" : "array");
}

/** Only properties are joined; of items, those of the first count. */
function merge(left: Schema, right: Schema): Schema {
  if (hasProperties(left)) return { ...left, properties: new Map([...(right.properties ?? []), ...(left.properties ?? [])]) };
  if (left.items !== undefined && right.items !== undefined) checkItems([left.items].flat(), [right.items].flat());
  return left;
}

function checkItems(left: readonly Schema[], right: readonly Schema[]): void {
  for (const [index, item] of left.entries()) {
    const other = right[index];
    if (other !== undefined && nameOf(resolve(item)) !== nameOf(resolve(other))) throw new SchemaProblem(CANNOT_MERGE);
  }
}
