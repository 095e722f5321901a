import { quoteString } from "../../values/go-quote.ts";
import type { Definition, FieldDefinition, TypeRef } from "./ast.ts";
import { printType } from "./ast.ts";
import { GraphqlProblem } from "./problem.ts";
import type { Schema } from "./schema.ts";
import { findNamed } from "./schema.ts";

/**
 * Checks that a type has what an interface asks for (October 2021, 3.6).
 *
 * @throws GraphqlProblem
 */
export function checkImplements(schema: Schema, definition: Definition, interfaceName: string): void {
  const implemented = schema.types.get(interfaceName);
  if (implemented === undefined) throw new GraphqlProblem(`Undefined type ${quoteString(interfaceName)}.`, definition.position);
  if (implemented.kind !== "INTERFACE") {
    throw new GraphqlProblem(`${quoteString(interfaceName)} is a non interface type ${implemented.kind}.`, definition.position);
  }
  for (const required of implemented.fields) {
    const start = `For ${definition.name} to implement ${implemented.name}`;
    const found = findNamed(definition.fields, required.name);
    if (found === undefined) throw new GraphqlProblem(`${start} it must have a field called ${required.name}.`, definition.position);
    if (!isCovariant(schema, required.type, found.type)) {
      const message = `${start} the field ${required.name} must have type ${printType(required.type)}.`;
      throw new GraphqlProblem(message, found.position);
    }
    checkArguments(start, required, found);
  }
  checkAncestors(definition, implemented);
}

function checkArguments(start: string, required: FieldDefinition, found: FieldDefinition): void {
  for (const argument of required.arguments) {
    const given = findNamed(found.arguments, argument.name);
    const same = `${start} the field ${required.name} must have the same arguments but`;
    if (given === undefined) throw new GraphqlProblem(`${same} it is missing ${argument.name}.`, found.position);
    if (!isCompatible(argument.type, given.type)) throw new GraphqlProblem(`${same} ${argument.name} has the wrong type.`, given.position);
  }
  for (const argument of found.arguments) {
    if (findNamed(required.arguments, argument.name) !== undefined || !argument.type.nonNull || argument.defaultValue !== undefined)
      continue;
    const rule = `any additional arguments on ${found.name} must be optional or have a default value`;
    throw new GraphqlProblem(`${start} ${rule} but ${argument.name} is required.`, argument.position);
  }
}

/** A type also implements the interfaces of its interfaces. */
function checkAncestors({ name, interfaces, position }: Definition, implemented: Definition): void {
  for (const ancestor of implemented.interfaces) {
    if (interfaces.includes(ancestor)) continue;
    if (ancestor === name) {
      const message = `Type ${name} cannot implement ${implemented.name} because it would create a circular reference.`;
      throw new GraphqlProblem(message, position);
    }
    throw new GraphqlProblem(`Type ${name} must implement ${ancestor} because it is implemented by ${implemented.name}.`, position);
  }
}

/** Whether a value of the actual type can stand where one of the required type is expected. */
function isCovariant(schema: Schema, required: TypeRef, actual: TypeRef): boolean {
  if (required.nonNull && !actual.nonNull) return false;
  if (required.elem === undefined) {
    if (required.namedType === actual.namedType) return true;
    return (schema.possibleTypes.get(required.namedType) ?? []).some(({ name }) => name === actual.namedType);
  }
  return actual.elem !== undefined && isCovariant(schema, required.elem, actual.elem);
}

/** Whether a value of a type fits where the other type is expected. */
export function isCompatible(type: TypeRef, other: TypeRef): boolean {
  if (type.namedType !== other.namedType) return false;
  if (type.elem !== undefined && (other.elem === undefined || !isCompatible(type.elem, other.elem))) return false;
  return !other.nonNull || type.nonNull;
}
