import { quoteString } from "../../values/go-quote.ts";
import { compareStrings } from "../../values/string-order.ts";
import type { ArgumentDefinition, Definition, Directive, DirectiveDefinition, TypeRef } from "./ast.ts";
import { nameOfType, printType, valueKind } from "./ast.ts";
import { checkImplements } from "./check-implements.ts";
import type { Position } from "./problem.ts";
import { GraphqlProblem } from "./problem.ts";
import type { Schema } from "./schema.ts";
import { findNamed, isInput } from "./schema.ts";

/** The kinds that fields of objects may have, and those of inputs. */
const outputKinds = ["SCALAR", "OBJECT", "INTERFACE", "UNION", "ENUM"];
const inputKinds = ["SCALAR", "ENUM", "INPUT_OBJECT"];

/**
 * Checks types and directives in the order of their names.
 *
 * @throws GraphqlProblem
 */
export function checkSchema(schema: Schema): void {
  for (const definition of byName(schema.types)) checkDefinition(schema, definition);
  for (const directive of byName(schema.directives)) {
    checkName(directive.position, directive.name);
    checkArguments(schema, directive.arguments, directive);
  }
}

function byName<T extends { readonly name: string }>(definitions: ReadonlyMap<string, T>): T[] {
  return [...definitions.values()].sort((left, right) => compareStrings(left.name, right.name));
}

function checkDefinition(schema: Schema, definition: Definition): void {
  const { kind, name, position } = definition;
  for (const field of definition.fields) {
    checkName(field.position, field.name);
    checkTypeRef(schema, field.type);
    checkArguments(schema, field.arguments, undefined);
    checkDirectives(schema, field.directives, kind === "INPUT_OBJECT" ? "INPUT_FIELD_DEFINITION" : "FIELD_DEFINITION", undefined);
  }
  for (const member of definition.types) {
    const type = schema.types.get(member);
    if (type === undefined) throw new GraphqlProblem(`Undefined type ${quoteString(member)}.`, position);
    if (type.kind !== "OBJECT") throw new GraphqlProblem(`${kind} type ${quoteString(member)} must be OBJECT.`, position);
  }
  for (const implemented of definition.interfaces) checkImplements(schema, definition, implemented);
  if (kind === "OBJECT" || kind === "INTERFACE") checkFields(schema, definition, "fields", outputKinds);
  else if (kind === "INPUT_OBJECT") checkFields(schema, definition, "input fields", inputKinds);
  else if (kind === "ENUM") checkEnum(definition);
  checkUnique(definition.fields, (field) => `Field ${name}.${field} can only be defined once.`);
  if (!definition.builtIn) checkName(position, name);
  checkDirectives(schema, definition.directives, kind, undefined);
}

function checkFields({ types }: Schema, { kind, name, fields, position }: Definition, called: string, kinds: readonly string[]): void {
  if (fields.length === 0) throw new GraphqlProblem(`${kind} ${name}: must define one or more ${called}.`, position);
  for (const field of fields) {
    const type = types.get(nameOfType(field.type));
    if (type === undefined || kinds.includes(type.kind)) continue;
    // gqlparser names the field here where it names the type elsewhere.
    const subject = kind === "INPUT_OBJECT" ? `${type.kind} ${field.name}` : `${kind} ${name}`;
    throw new GraphqlProblem(`${subject}: field must be one of ${kinds.join(", ")}.`, field.position);
  }
}

function checkEnum({ kind, name, enumValues, position }: Definition): void {
  if (enumValues.length === 0) throw new GraphqlProblem(`${kind} ${name}: must define one or more unique enum values.`, position);
  for (const value of enumValues) {
    if (/^(?:true|false|null)$/.test(value.name)) throw new GraphqlProblem(`${kind} ${name}: non-enum value ${value.name}.`, position);
  }
  checkUnique(enumValues, (value) => `Enum value ${name}.${value} can only be defined once.`);
}

function checkUnique(
  parts: readonly { readonly name: string; readonly position: Position | undefined }[],
  describe: (name: string) => string,
): void {
  const seen = new Set<string>();
  for (const { name, position } of parts) {
    if (seen.has(name)) throw new GraphqlProblem(describe(name), position);
    seen.add(name);
  }
}

function checkName(position: Position | undefined, name: string): void {
  if (!name.startsWith("__")) return;
  throw new GraphqlProblem(`Name ${quoteString(name)} must not begin with "__", which is reserved by GraphQL introspection.`, position);
}

function checkTypeRef({ types }: Schema, type: TypeRef): void {
  const name = nameOfType(type);
  if (!types.has(name)) throw new GraphqlProblem(`Undefined type ${name}.`, type.position);
}

function checkArguments(schema: Schema, args: readonly ArgumentDefinition[], owner: DirectiveDefinition | undefined): void {
  for (const argument of args) {
    checkName(argument.position, argument.name);
    checkTypeRef(schema, argument.type);
    const type = schema.types.get(nameOfType(argument.type));
    if (type !== undefined && !isInput(type)) {
      const message = `cannot use ${printType(argument.type)} as argument ${argument.name} because ${type.kind} is not a valid input type`;
      throw new GraphqlProblem(message, argument.position);
    }
    checkDirectives(schema, argument.directives, "ARGUMENT_DEFINITION", owner);
  }
}

/** Checks directives that are used in a schema, `owner` being the directive that is defined there. */
export function checkDirectives(
  schema: Schema,
  directives: readonly Directive[],
  location: string,
  owner: DirectiveDefinition | undefined,
): void {
  for (const { name, arguments: args, position } of directives) {
    checkName(position, name);
    if (owner?.name === name) throw new GraphqlProblem(`Directive ${name} cannot refer to itself.`, position);
    const definition = schema.directives.get(name);
    if (definition === undefined) throw new GraphqlProblem(`Undefined directive ${name}.`, position);
    if (!definition.locations.includes(location)) {
      throw new GraphqlProblem(`Directive ${name} is not applicable on ${location}.`, position);
    }
    for (const argument of args) {
      if (findNamed(definition.arguments, argument.name) === undefined) {
        throw new GraphqlProblem(`Undefined argument ${argument.name} for directive ${name}.`, argument.position);
      }
    }
    for (const required of definition.arguments) {
      if (!required.type.nonNull || required.defaultValue !== undefined) continue;
      const given = findNamed(args, required.name);
      if (given === undefined || given.value.kind === valueKind.null) {
        throw new GraphqlProblem(`Argument ${required.name} for directive ${name} cannot be null.`, position);
      }
    }
  }
}
