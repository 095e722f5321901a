import { quoteString } from "../../../values/go-quote.ts";
import type { Definition, GraphqlValue, TypeRef } from "../ast.ts";
import { printType, valueKind } from "../ast.ts";
import { findNamed } from "../schema.ts";
import type { Rule, Validation, ValueUse } from "./rule.ts";
import { suggest } from "./suggestions.ts";

export const uniqueInputFieldNames: Rule = ({ report }) => ({
  value: ({ value }) => {
    if (value.kind !== valueKind.object) return;
    const seen = new Set<string>();
    for (const { name, position } of value.children) {
      if (seen.has(name)) report(`There can be only one input field named "${name}".`, position);
      seen.add(name);
    }
  },
});

/** Scalars of one's own take every value. */
const builtInScalars = new Set(["Int", "Float", "String", "Boolean", "ID"]);

export const valuesOfCorrectType: Rule = (validation) => ({
  value: (use) => {
    const { value, expectedType, definition } = use;
    const { report } = validation;
    if (definition === undefined || expectedType === undefined) return;
    if (value.kind === valueKind.null && expectedType.nonNull) {
      report(`Expected value of type "${printType(expectedType)}", found ${printValue(value)}.`, value.position);
    }
    if (definition.kind === "SCALAR" && !builtInScalars.has(definition.name)) return;
    const unexpected = (): void => report(describeUnexpected(value, expectedType, definition), value.position);
    if (!isReadable(value)) unexpected();
    switch (value.kind) {
      case valueKind.list:
        if (expectedType.elem === undefined) unexpected();
        return;
      case valueKind.int:
        if (!["Int", "Float", "ID"].includes(definition.name)) unexpected();
        return;
      case valueKind.float:
        if (definition.name !== "Float") unexpected();
        return;
      case valueKind.boolean:
        if (definition.name !== "Boolean") unexpected();
        return;
      case valueKind.string:
      case valueKind.block:
        if (definition.kind === "ENUM") {
          const message = `Enum "${printType(expectedType)}" cannot represent non-enum value: ${printValue(value)}.`;
          report(message + suggestEnum(value.raw, definition), value.position);
        } else if (definition.name !== "String" && definition.name !== "ID") unexpected();
        return;
      case valueKind.enum:
        checkEnumValue(value, expectedType, definition, report);
        return;
      case valueKind.object:
        checkInputObject(use, definition, validation);
    }
  },
});

function suggestEnum(written: string, { enumValues }: Definition): string {
  return suggest(
    "Did you mean the enum value",
    written,
    enumValues.map(({ name }) => name),
  );
}

function checkEnumValue(value: GraphqlValue, expectedType: TypeRef, definition: Definition, report: Validation["report"]): void {
  if (definition.kind !== "ENUM") report(describeUnexpected(value, expectedType, definition), value.position);
  else if (findNamed(definition.enumValues, value.raw) === undefined) {
    const message = `Value "${value.raw}" does not exist in "${printType(expectedType)}" enum.`;
    report(message + suggestEnum(value.raw, definition), value.position);
  }
}

function checkInputObject({ value }: ValueUse, definition: Definition, validation: Validation): void {
  const { report } = validation;
  for (const { name, type, defaultValue } of definition.fields) {
    if (!type.nonNull || defaultValue !== undefined || findNamed(value.children, name) !== undefined) continue;
    report(`Field "${definition.name}.${name}" of required type "${printType(type)}" was not provided.`, value.position);
  }
  if (findNamed(definition.directives, "oneOf") !== undefined) checkOneOf(value, definition, validation);
  for (const { name, position } of value.children) {
    if (findNamed(definition.fields, name) !== undefined) continue;
    const hint = suggest(
      "Did you mean",
      name,
      definition.fields.map((field) => field.name),
    );
    report(`Field "${name}" is not defined by type "${definition.name}".${hint}`, position);
  }
}

/** An object of which exactly one field is given, and not null. */
function checkOneOf(value: GraphqlValue, { name }: Definition, { report, operation }: Validation): void {
  const [only, ...others] = value.children;
  if (only === undefined || others.length > 0) {
    report(`OneOf Input Object "${name}" must specify exactly one key.`, value.position);
    return;
  }
  const { kind, raw, position } = only.value;
  if (kind === valueKind.null) report(`Field "${name}.${only.name}" must be non-null.`, position);
  if (kind !== valueKind.variable) return;
  const variable = operation()?.variableDefinitions.find((each) => each.variable === raw);
  if (variable === undefined || variable.type.nonNull) return;
  const type = printType(variable.type);
  report(
    `Variable "$${raw}" is of type "${type}" but must be non-nullable to be used for OneOf Input Object "${name}".`,
    variable.position,
  );
}

/** Whether Go can read the number of a value and of those inside. */
function isReadable({ kind, raw, children }: GraphqlValue): boolean {
  if (kind === valueKind.int) return /^-?[0-9]+$/.test(raw) && raw.length < 400 && BigInt.asIntN(64, BigInt(raw)) === BigInt(raw);
  if (kind === valueKind.float) return Number.isFinite(Number(raw));
  return children.every(({ value }) => isReadable(value));
}

function describeUnexpected(value: GraphqlValue, expectedType: TypeRef, definition: Definition): string {
  const expected = printType(expectedType);
  const shown = printValue(value);
  switch (expected) {
    case "Int":
    case "Int!":
      if (isOutsideInt(value.raw)) return `Int cannot represent non 32-bit signed integer value: ${shown}`;
      return `Int cannot represent non-integer value: ${shown}`;
    case "String":
    case "String!":
    case "[String]":
      return `String cannot represent a non string value: ${shown}`;
    case "Boolean":
    case "Boolean!":
      return `Boolean cannot represent a non boolean value: ${shown}`;
    case "Float":
    case "Float!":
      return `Float cannot represent non numeric value: ${shown}`;
    case "ID":
    case "ID!":
      return `ID cannot represent a non-string and non-integer value: ${shown}`;
    default:
      if (definition.kind === "ENUM") return `Enum "${expected}" cannot represent non-enum value: ${shown}.`;
      return `Expected value of type "${expected}", found ${shown}.`;
  }
}

function isOutsideInt(raw: string): boolean {
  return /^[+-]?[0-9]+$/.test(raw) && Math.abs(Number(raw)) > 2 ** 31 - 1;
}

/** A value as GraphQL writes it. */
function printValue({ kind, raw, children }: GraphqlValue): string {
  switch (kind) {
    case valueKind.variable:
      return `$${raw}`;
    case valueKind.string:
    case valueKind.block:
      return quoteString(raw);
    case valueKind.list:
      return `[${children.map(({ value }) => printValue(value)).join(",")}]`;
    case valueKind.object:
      return `{${children.map(({ name, value }) => `${name}:${printValue(value)}`).join(",")}}`;
    default:
      return raw;
  }
}
