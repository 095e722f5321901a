import { quoteString } from "../../../values/go-quote.ts";
import type { Field, Selection } from "../ast.ts";
import { findNamed } from "../schema.ts";
import type { Rule, Validation } from "./rule.ts";

export const knownRootType: Rule = ({ schema, report }) => ({
  operation: ({ operation, position }) => {
    const root = operation === "mutation" ? schema.mutation : operation === "subscription" ? schema.subscription : schema.query;
    if (root === undefined) report(`Schema does not support operation type "${operation}"`, position);
  },
});

export const loneAnonymousOperation: Rule = ({ document, report }) => ({
  operation: ({ name, position }) => {
    if (name === "" && document.operations.length > 1) report("This anonymous operation must be the only defined operation.", position);
  },
});

/** So often may the lists of the introspection follow each other. */
const maximalLists = 3;
const listFields = new Set(["fields", "interfaces", "possibleTypes", "inputFields"]);

export const maxIntrospectionDepth: Rule = ({ document, report }) => {
  const isTooDeep = (selections: readonly Selection[], visited: readonly string[], depth: number): boolean =>
    selections.some((selection) => {
      if (selection.node === "inline") return isTooDeep(selection.selectionSet, visited, depth);
      if (selection.node === "spread") {
        const fragment = visited.includes(selection.name) ? undefined : findNamed(document.fragments, selection.name);
        return fragment !== undefined && isTooDeep(fragment.selectionSet, [...visited, selection.name], depth);
      }
      const lists = depth + (listFields.has(selection.name) ? 1 : 0);
      return lists >= maximalLists || isTooDeep(selection.selectionSet, visited, lists);
    });
  return {
    field: ({ field }) => {
      if (field.name !== "__schema" && field.name !== "__type") return;
      if (isTooDeep([field], [], 0)) report("Maximum introspection depth exceeded", field.position);
    },
  };
};

export const singleFieldSubscriptions: Rule = (validation) => ({
  operation: ({ name, operation, selectionSet }) => {
    const { schema, report } = validation;
    if (schema.subscription === undefined || operation !== "subscription") return;
    const subject = name === "" ? "Anonymous Subscription" : `Subscription ${quoteString(name)}`;
    const fields = topFields(selectionSet, validation);
    const second = fields[1];
    if (second !== undefined) report(`${subject} must select only one top level field.`, second.position);
    for (const field of fields) {
      if (field.name.startsWith("__")) report(`${subject} must not select an introspection top level field.`, field.position);
    }
  },
});

/** The fields of an operation with those of its fragments, each name once. */
function topFields(selections: readonly Selection[], { document }: Validation): Field[] {
  const fields = new Map<string, Field>();
  const visited = new Set<string>();
  const visit = (set: readonly Selection[]): void => {
    for (const selection of set) {
      if (selection.node === "field") {
        if (!fields.has(selection.name)) fields.set(selection.name, selection);
      } else if (selection.node === "inline") visit(selection.selectionSet);
      else if (!visited.has(selection.name)) {
        visited.add(selection.name);
        visit(findNamed(document.fragments, selection.name)?.selectionSet ?? []);
      }
    }
  };
  visit(selections);
  return [...fields.values()];
}

export const uniqueOperationNames: Rule = ({ report }) => {
  const seen = new Set<string>();
  return {
    operation: ({ name, position }) => {
      if (seen.has(name)) report(`There can be only one operation named "${name}".`, position);
      seen.add(name);
    },
  };
};
