import type { Argument, ArgumentDefinition, Definition } from "../ast.ts";
import { nameOfType, printType } from "../ast.ts";
import type { Position } from "../problem.ts";
import type { Schema } from "../schema.ts";
import { findNamed, isAbstract, isLeaf } from "../schema.ts";
import type { Rule, Validation } from "./rule.ts";
import { quoteChoices, suggest } from "./suggestions.ts";

export const fieldsOnCorrectType: Rule = ({ schema, report }) => ({
  field: ({ field, definition, parent }) => {
    if (parent === undefined || definition !== undefined) return;
    const types = findTypesWithField(schema, parent, field.name);
    const hint =
      types.length > 0
        ? ` Did you mean to use an inline fragment on ${quoteChoices(types)}?`
        : suggest("Did you mean", field.name, fieldNames(parent));
    report(`Cannot query field "${field.name}" on type "${parent.name}".${hint}`, field.position);
  },
});

/** The types behind an abstract one that have a field, the interfaces that most of them have it from first. */
function findTypesWithField(schema: Schema, parent: Definition, field: string): string[] {
  if (!isAbstract(parent.kind)) return [];
  const objects: string[] = [];
  const interfaces = new Map<string, number>();
  for (const possible of schema.possibleTypes.get(parent.name) ?? []) {
    if (findNamed(possible.fields, field) === undefined) continue;
    objects.push(possible.name);
    for (const name of possible.interfaces) {
      const implemented = schema.types.get(name);
      if (implemented && findNamed(implemented.fields, field)) interfaces.set(name, (interfaces.get(name) ?? 0) + 1);
    }
  }
  const byUse = [...interfaces].sort(([, left], [, right]) => right - left).map(([name]) => name);
  return [...byUse, ...objects];
}

function fieldNames({ kind, fields }: Definition): string[] {
  return kind === "OBJECT" || kind === "INTERFACE" ? fields.map(({ name }) => name) : [];
}

export const knownArgumentNames: Rule = ({ report }) => ({
  field: ({ field, definition, parent }) => {
    if (definition === undefined || parent === undefined) return;
    for (const { name } of field.arguments) {
      if (findNamed(definition.arguments, name) !== undefined) continue;
      const hint = suggest("Did you mean", name, namesOf(definition.arguments));
      report(`Unknown argument "${name}" on field "${parent.name}.${field.name}".${hint}`, field.position);
    }
  },
  directive: ({ directive, definition }) => {
    if (definition === undefined) return;
    for (const { name } of directive.arguments) {
      if (findNamed(definition.arguments, name) !== undefined) continue;
      const hint = suggest("Did you mean", name, namesOf(definition.arguments));
      report(`Unknown argument "${name}" on directive "@${directive.name}".${hint}`, directive.position);
    }
  },
});

function namesOf(definitions: readonly ArgumentDefinition[]): string[] {
  return definitions.map(({ name }) => name);
}

export const providedRequiredArguments: Rule = ({ report }) => ({
  field: ({ field, definition }) => {
    if (definition === undefined) return;
    checkRequired(definition.arguments, field.arguments, `Field "${field.name}"`, field.position, report);
  },
  directive: ({ directive, definition }) => {
    if (definition === undefined) return;
    checkRequired(definition.arguments, directive.arguments, `Directive "@${directive.name}"`, directive.position, report);
  },
});

function checkRequired(
  definitions: readonly ArgumentDefinition[],
  given: readonly Argument[],
  subject: string,
  position: Position | undefined,
  report: Validation["report"],
): void {
  for (const { name, type, defaultValue } of definitions) {
    if (!type.nonNull || defaultValue !== undefined || findNamed(given, name) !== undefined) continue;
    report(`${subject} argument "${name}" of type "${printType(type)}" is required, but it was not provided.`, position);
  }
}

export const scalarLeafs: Rule = ({ schema, report }) => ({
  field: ({ field, definition }) => {
    const type = definition && schema.types.get(nameOfType(definition.type));
    if (definition === undefined || type === undefined) return;
    const { name, selectionSet, position } = field;
    if (isLeaf(type) && selectionSet.length > 0) {
      report(`Field "${name}" must not have a selection since type "${type.name}" has no subfields.`, position);
    }
    if (!isLeaf(type) && selectionSet.length === 0) {
      const shown = printType(definition.type);
      report(`Field "${name}" of type "${shown}" must have a selection of subfields. Did you mean "${name} { ... }"?`, position);
    }
  },
});

export const uniqueArgumentNames: Rule = ({ report }) => {
  const check = (args: readonly Argument[]): void => {
    const seen = new Map<string, number>();
    for (const { name, position } of args) {
      const count = seen.get(name) ?? 0;
      if (count === 1) report(`There can be only one argument named "${name}".`, position);
      seen.set(name, count + 1);
    }
  };
  return { field: ({ field }) => check(field.arguments), directive: ({ directive }) => check(directive.arguments) };
};
