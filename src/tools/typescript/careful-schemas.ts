/** JSON schemas as types that say no more than the schemas: OPA's own take the first of several types, and tuples for what is of any length. */
import { allGroups } from "#builtin-groups";
import { schemaCompiler } from "../../builtins/group.ts";
import type { Schema } from "../../builtins/json-schema/schema.ts";
import type { Schemas } from "../../compile/type-checking.ts";
import { typeOfValue } from "../../types/select-type.ts";
import type { Property, Type } from "../../types/types.ts";
import { anyType, arrayOf, booleanType, nullType, numberType, stringType } from "../../types/types.ts";
import { uniteTypes } from "../../types/unite-types.ts";
import { parseJson } from "../../values/json.ts";
import { compareStrings } from "../../values/string-order.ts";
import type { Value } from "../../values/value.ts";
import type { SchemaSet } from "../schema-set.ts";

const compile = schemaCompiler(allGroups);

/** Compiles a schema. Throws SchemaError for one that cannot be used. */
export function compileSchema(definition: Value): Schema {
  return compile(definition, { tick: () => undefined, engineCache: new Map() });
}

/** The schemas of a set with types for `carefulTypeChecker`. What is wrong with them is found by the set itself. */
export class CarefulSchemas implements Schemas {
  private readonly schemas: SchemaSet;

  constructor(schemas: SchemaSet) {
    this.schemas = schemas;
  }

  get hasNamed(): boolean {
    return this.schemas.hasNamed;
  }

  find(name: readonly string[]): Type | undefined {
    const definition = this.schemas.definition(name);
    return definition === undefined ? undefined : this.read(definition);
  }

  read(definition: Value): Type {
    return definition === null ? anyType : typeOfSchema(compileSchema(definition), new Set());
  }
}

type TypeOf = (schema: Schema) => Type;

function typeOfSchema(schema: Schema, within: ReadonlySet<Schema>): Type {
  if (within.has(schema)) return anyType;
  const inside = new Set(within).add(schema);
  const typeOf = (inner: Schema): Type => typeOfSchema(inner, inside);
  if (schema.reference !== undefined) return typeOf(schema.reference);
  if (schema.pass !== undefined) return anyType;
  if (schema.const !== undefined) return typeOfValue(parseJson(schema.const));
  if (schema.enum !== undefined) return uniteAll(schema.enum.map((text) => typeOfValue(parseJson(text))));
  const alternatives = [schema.anyOf ?? [], schema.oneOf ?? []].filter(({ length }) => length > 0);
  // All of them hold, so that each is true by itself.
  return chooseBest([
    typeByKeywords(schema, typeOf),
    ...(schema.allOf ?? []).map(typeOf),
    ...alternatives.map((schemas) => uniteAll(schemas.map(typeOf))),
  ]);
}

function uniteAll(types: readonly Type[]): Type {
  return types.length === 0 ? anyType : types.reduce(uniteTypes);
}

function chooseBest(types: readonly Type[]): Type {
  return types.reduce((best, type) => (countKnown(type) > countKnown(best) ? type : best), anyType);
}

function countKnown(type: Type): number {
  if (type.kind === "any") return 0;
  if (type.kind === "object") return 1 + type.properties.length;
  return type.kind === "array" && type.rest?.kind === "any" ? 1 : 2;
}

/** What names properties or items is of that kind, as in the type of the input. */
function typeByKeywords(schema: Schema, typeOf: TypeOf): Type {
  const { types = [], properties, required = [], items } = schema;
  if (types.length > 0) return uniteAll(types.map((name) => typeByName(name, schema, typeOf)));
  if ((properties?.size ?? 0) > 0 || required.length > 0) return objectType(schema, typeOf);
  return items === undefined ? anyType : arrayType(schema, typeOf);
}

function typeByName(name: string, schema: Schema, typeOf: TypeOf): Type {
  switch (name) {
    case "null":
      return nullType;
    case "boolean":
      return booleanType;
    case "string":
      return stringType;
    case "integer":
    case "number":
      return numberType;
    case "object":
      return objectType(schema, typeOf);
    case "array":
      return arrayType(schema, typeOf);
    default:
      return anyType;
  }
}

function objectType(
  { properties = new Map(), required = [], additionalProperties = true, patternProperties = [] }: Schema,
  typeOf: TypeOf,
): Type {
  const keys = [...new Set([...properties.keys(), ...required])].sort(compareStrings);
  const listed = keys.map((key): Property => {
    const schema = properties.get(key);
    return { key, type: schema === undefined ? anyType : typeOf(schema), ...(!required.includes(key) && { optional: true as const }) };
  });
  const others = [...patternProperties.map(({ schema }) => typeOf(schema)), ...typesOfMore(additionalProperties, typeOf)];
  return { kind: "object", properties: listed, dynamic: others.length === 0 ? undefined : { key: stringType, value: uniteAll(others) } };
}

/** Lists of schemas are for the first items, of which there may be fewer. */
function arrayType({ items, additionalItems = true }: Schema, typeOf: TypeOf): Type {
  if (items === undefined) return arrayOf(anyType);
  if (!isList(items)) return arrayOf(typeOf(items));
  return arrayOf(uniteAll([...items.map(typeOf), ...typesOfMore(additionalItems, typeOf)]));
}

function typesOfMore(more: boolean | Schema, typeOf: TypeOf): readonly Type[] {
  if (typeof more === "object") return [typeOf(more)];
  return more ? [anyType] : [];
}

function isList(items: Schema | readonly Schema[]): items is readonly Schema[] {
  return Array.isArray(items);
}
