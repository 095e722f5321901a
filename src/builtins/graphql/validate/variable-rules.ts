import { nameOfType, printType, valueKind } from "../ast.ts";
import { isCompatible } from "../check-implements.ts";
import { isInput } from "../schema.ts";
import type { Rule } from "./rule.ts";

export const noUndefinedVariables: Rule = ({ operation, report }) => ({
  value: ({ value, variable }) => {
    const current = operation();
    if (current === undefined || value.kind !== valueKind.variable || variable !== undefined) return;
    const where = current.name === "" ? "" : ` by operation "${current.name}"`;
    report(`Variable "$${value.raw}" is not defined${where}.`, value.position);
  },
});

export const noUnusedVariables: Rule = ({ isUsed, report }) => ({
  operation: ({ name, variableDefinitions }) => {
    for (const definition of variableDefinitions) {
      if (isUsed(definition)) continue;
      const where = name === "" ? "" : ` in operation "${name}"`;
      report(`Variable "$${definition.variable}" is never used${where}.`, definition.position);
    }
  },
});

export const uniqueVariableNames: Rule = ({ report }) => ({
  operation: ({ variableDefinitions }) => {
    const seen = new Map<string, number>();
    for (const { variable, position } of variableDefinitions) {
      const count = seen.get(variable) ?? 0;
      if (count === 1) report(`There can be only one variable named "$${variable}".`, position);
      seen.set(variable, count + 1);
    }
  },
});

export const variablesAreInputTypes: Rule = ({ schema, report }) => ({
  operation: ({ variableDefinitions }) => {
    for (const { variable, type, position } of variableDefinitions) {
      const definition = schema.types.get(nameOfType(type));
      if (definition === undefined || isInput(definition)) continue;
      report(`Variable "$${variable}" cannot be non-input type "${printType(type)}".`, position);
    }
  },
});

export const variablesInAllowedPosition: Rule = ({ operation, report }) => ({
  value: ({ value, expectedType, hasDefault, variable }) => {
    if (variable === undefined || expectedType === undefined || operation() === undefined) return;
    const { defaultValue, type } = variable;
    // Where there is a default, a variable may be null.
    const mayBeNull = hasDefault || (defaultValue !== undefined && defaultValue.kind !== valueKind.null);
    if (isCompatible(type, mayBeNull ? { ...expectedType, nonNull: false } : expectedType)) return;
    const message = `Variable "$${value.raw}" of type "${printType(type)}" used in position expecting type "${printType(expectedType)}".`;
    report(message, value.position);
  },
});
