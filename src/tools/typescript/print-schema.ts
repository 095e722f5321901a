import type { Schema } from "../../builtins/json-schema/schema.ts";
import { compareStrings } from "../../values/string-order.ts";
import { intersectTexts, type Member, printArray, printLiteral, printObject, printTuple, uniteTexts } from "./type-text.ts";

/** The TypeScript type of what a JSON schema accepts. Where a schema refers to itself, it is unknown; what only looks at values (`pattern`, `minimum`, `not`, `if`) says nothing. */
export function printSchema(schema: Schema, within: ReadonlySet<Schema> = new Set()): string {
  if (within.has(schema)) return "unknown";
  const inside = new Set(within).add(schema);
  const print = (inner: Schema): string => printSchema(inner, inside);
  if (schema.reference !== undefined) return print(schema.reference);
  if (schema.pass !== undefined) return schema.pass ? "unknown" : "never";
  if (schema.const !== undefined) return printLiteral(schema.const);
  const alternatives = [schema.anyOf ?? [], schema.oneOf ?? []].filter(({ length }) => length > 0);
  return intersectTexts([
    schema.enum === undefined ? printOwn(schema, print) : uniteTexts(schema.enum.map(printLiteral)),
    ...alternatives.map((schemas) => uniteTexts(schemas.map(print))),
    ...(schema.allOf ?? []).map(print),
  ]);
}

type Print = (schema: Schema) => string;

function printOwn(schema: Schema, print: Print): string {
  const { types = [], properties, required = [], items } = schema;
  if (types.length > 0) return uniteTexts(types.map((type) => printNamed(type, schema, print)));
  if ((properties?.size ?? 0) > 0 || required.length > 0) return printObjectSchema(schema, print);
  return items === undefined ? "unknown" : printArraySchema(schema, print);
}

function printNamed(type: string, schema: Schema, print: Print): string {
  switch (type) {
    case "object":
      return printObjectSchema(schema, print);
    case "array":
      return printArraySchema(schema, print);
    case "integer":
      return "number";
    default:
      return type;
  }
}

/**
 * Other members than those that are listed are there only where the schema speaks of them: a misspelt name is to be noticed. Patterns speak of
 * some of them, and TypeScript cannot tell which.
 */
function printObjectSchema(
  { properties = new Map(), required = [], additionalProperties, patternProperties = [] }: Schema,
  print: Print,
): string {
  const keys = [...new Set([...properties.keys(), ...required])].sort(compareStrings);
  const members = keys.map((key): Member => {
    const schema = properties.get(key);
    return { key, text: schema === undefined ? "unknown" : print(schema), optional: !required.includes(key) };
  });
  const others = patternProperties.map(({ schema }) => print(schema));
  if (additionalProperties === true || (additionalProperties === undefined && patternProperties.length > 0)) others.push("unknown");
  if (typeof additionalProperties === "object") others.push(print(additionalProperties));
  const allowsNone = additionalProperties === false && members.length === 0 && others.length === 0;
  return printObject(members, allowsNone ? "never" : others.length === 0 ? undefined : uniteTexts(others));
}

function printArraySchema({ items, additionalItems, minItems = 0 }: Schema, print: Print): string {
  if (items === undefined) return printArray("unknown");
  if (!isList(items)) return printArray(print(items));
  const rest = typeof additionalItems === "object" ? print(additionalItems) : additionalItems === false ? undefined : "unknown";
  return printTuple(items.map(print), rest, minItems);
}

function isList(items: Schema | readonly Schema[]): items is readonly Schema[] {
  return Array.isArray(items);
}
