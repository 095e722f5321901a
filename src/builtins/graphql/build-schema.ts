import type { Definition, DirectiveDefinition, FieldDefinition, SchemaDefinition, SchemaDocument, TypeRef } from "./ast.ts";
import { checkDirectives, checkSchema } from "./check-schema.ts";
import { readPrelude } from "./prelude.ts";
import type { Position } from "./problem.ts";
import { GraphqlProblem } from "./problem.ts";
import type { Schema } from "./schema.ts";

/** Directives that a schema may define again. */
const builtInDirectives = new Set(["include", "skip", "deprecated", "specifiedBy", "defer", "oneOf"]);

/**
 * Puts a schema together from its document and what is built in, and checks it.
 *
 * @throws GraphqlProblem with the first thing that is wrong
 */
export function buildSchema(document: SchemaDocument): Schema {
  const prelude = readPrelude();
  const types = new Map<string, Definition>();
  for (const definition of [...prelude.definitions, ...document.definitions]) {
    if (types.has(definition.name)) throw new GraphqlProblem(`Cannot redeclare type ${definition.name}.`, definition.position);
    types.set(definition.name, definition);
  }
  for (const extension of document.extensions) types.set(extension.name, extendDefinition(types.get(extension.name), extension));
  const directives = new Map<string, DirectiveDefinition>();
  for (const directive of [...prelude.directives, ...document.directives]) {
    if (directives.has(directive.name) && !builtInDirectives.has(directive.name)) {
      throw new GraphqlProblem(`Cannot redeclare directive ${directive.name}.`, directive.position);
    }
    directives.set(directive.name, directive);
  }
  const draft = { types, directives, possibleTypes: findPossibleTypes(types) };
  const roots = findRoots(document, { ...draft, query: undefined, mutation: undefined, subscription: undefined });
  const schema = { ...draft, ...roots };
  checkSchema(schema);
  return document.schema.length > 0 ? withIntrospection(schema) : withIntrospection(inferRoots(schema));
}

function extendDefinition(base: Definition | undefined, extension: Definition): Definition {
  if (base === undefined) return { ...extension, description: "", builtIn: false };
  if (base.kind !== extension.kind) {
    const message = `Cannot extend type ${extension.name} because the base type is a ${base.kind}, not ${extension.kind}.`;
    throw new GraphqlProblem(message, extension.position);
  }
  return {
    ...base,
    directives: [...base.directives, ...extension.directives],
    interfaces: [...base.interfaces, ...extension.interfaces],
    fields: [...base.fields, ...extension.fields],
    types: [...base.types, ...extension.types],
    enumValues: [...base.enumValues, ...extension.enumValues],
  };
}

function findPossibleTypes(types: ReadonlyMap<string, Definition>): Map<string, Definition[]> {
  const possible = new Map<string, Definition[]>();
  const add = (name: string, type: Definition | undefined): void => {
    if (type === undefined) return;
    const known = possible.get(name);
    if (known === undefined) possible.set(name, [type]);
    else known.push(type);
  };
  for (const definition of types.values()) {
    if (definition.kind === "UNION") for (const name of definition.types) add(name === "" ? "" : definition.name, types.get(name));
    else if (definition.kind !== "SCALAR" && definition.kind !== "ENUM") {
      for (const name of definition.interfaces) add(name, definition);
      if (definition.kind !== "INTERFACE") add(definition.name, definition);
    }
  }
  return possible;
}

type Roots = Pick<Schema, "query" | "mutation" | "subscription">;

/** The types that the schema definition and its extensions name. */
function findRoots(document: SchemaDocument, draft: Schema): Roots {
  const second = document.schema[1];
  if (second !== undefined) {
    const message = "Cannot have multiple schema entry points, consider schema extensions instead.";
    throw new GraphqlProblem(message, second.position);
  }
  let roots: Roots = { query: undefined, mutation: undefined, subscription: undefined };
  for (const definition of [...document.schema, ...document.schemaExtension]) {
    roots = addRoots(roots, definition, draft);
    checkDirectives(draft, definition.directives, "SCHEMA", undefined);
  }
  return roots;
}

function addRoots(roots: Roots, { operationTypes }: SchemaDefinition, { types }: Schema): Roots {
  const found: { -readonly [Name in keyof Roots]: Roots[Name] } = { ...roots };
  for (const { operation, type: name, position } of operationTypes) {
    const type = types.get(name);
    if (type === undefined) throw new GraphqlProblem(`Schema root ${operation} refers to a type ${name} that does not exist.`, position);
    if (operation === "query" || operation === "mutation" || operation === "subscription") found[operation] = type;
  }
  return found;
}

function inferRoots(schema: Schema): Schema {
  const { types, query, mutation, subscription } = schema;
  return {
    ...schema,
    query: query ?? types.get("Query"),
    mutation: mutation ?? types.get("Mutation"),
    subscription: subscription ?? types.get("Subscription"),
  };
}

const noComments = { beforeDescription: [], afterDescription: [], end: [] };

function introspectionField(name: string, type: TypeRef, args: FieldDefinition["arguments"]): FieldDefinition {
  const shared = { description: "", defaultValue: undefined, directives: [], comments: noComments, position: undefined };
  return { ...shared, name, arguments: args, type };
}

function namedType(name: string, nonNull: boolean): TypeRef {
  return { namedType: name, elem: undefined, nonNull, position: undefined };
}

/** The query type can be asked for the schema itself. */
function withIntrospection(schema: Schema): Schema {
  const { query } = schema;
  if (query === undefined) return schema;
  const position: Position | undefined = undefined;
  const nameArgument = { ...introspectionField("name", namedType("String", true), []), position };
  const fields = [
    ...query.fields,
    introspectionField("__schema", namedType("__Schema", true), []),
    introspectionField("__type", namedType("__Type", false), [nameArgument]),
  ];
  const extended = { ...query, fields };
  const types = new Map(schema.types).set(query.name, extended);
  return { ...schema, types, query: extended };
}
