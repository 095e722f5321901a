import type { Definition, Fragment, FragmentSpread, Selection } from "../ast.ts";
import type { Schema } from "../schema.ts";
import { findNamed, isAbstract, isComposite } from "../schema.ts";
import type { Rule } from "./rule.ts";
import { suggest } from "./suggestions.ts";

export const fragmentsOnCompositeTypes: Rule = ({ schema, report }) => ({
  inlineFragment: ({ typeCondition, position }) => {
    const type = schema.types.get(typeCondition);
    if (type !== undefined && !isComposite(type)) report(`Fragment cannot condition on non composite type "${typeCondition}".`, position);
  },
  fragment: ({ name, typeCondition, position }, type) => {
    if (type === undefined || typeCondition === "" || isComposite(type)) return;
    report(`Fragment "${name}" cannot condition on non composite type "${typeCondition}".`, position);
  },
});

export const knownFragmentNames: Rule = ({ report }) => ({
  fragmentSpread: ({ name, position }, definition) => {
    if (definition === undefined) report(`Unknown fragment "${name}".`, position);
  },
});

export const knownTypeNames: Rule = ({ schema, report }) => ({
  variable: ({ type, position }) => {
    let named = type;
    while (named.elem !== undefined) named = named.elem;
    if (!schema.types.has(named.namedType)) report(`Unknown type "${named.namedType}".`, position);
  },
  inlineFragment: ({ typeCondition, position }) => {
    if (typeCondition !== "" && !schema.types.has(typeCondition)) report(`Unknown type "${typeCondition}".`, position);
  },
  fragment: ({ typeCondition, position }) => {
    if (schema.types.has(typeCondition)) return;
    report(`Unknown type "${typeCondition}".${suggest("Did you mean", typeCondition, [...schema.types.keys()])}`, position);
  },
});

export const noFragmentCycles: Rule = ({ document, report }) => {
  const visited = new Set<string>();
  return {
    fragment: (fragment) => {
      const path: FragmentSpread[] = [];
      const indexes = new Map<string, number>();
      const visit = (current: Fragment): void => {
        if (visited.has(current.name)) return;
        visited.add(current.name);
        indexes.set(current.name, path.length);
        for (const spread of findSpreads(current.selectionSet)) {
          const index = indexes.get(spread.name);
          if (index === undefined) {
            const next = findNamed(document.fragments, spread.name);
            path.push(spread);
            if (next !== undefined) visit(next);
            path.pop();
          } else {
            const between = path.slice(index).map(({ name }) => `"${name}"`);
            const via = between.length === 0 ? "" : ` via ${between.join(", ")}`;
            report(`Cannot spread fragment "${spread.name}" within itself${via}.`, spread.position);
          }
        }
        indexes.delete(current.name);
      };
      visit(fragment);
    },
  };
};

/** All spreads of a selection set; of several sets those that come last first, as gqlparser keeps them on a stack. */
function findSpreads(selections: readonly Selection[]): FragmentSpread[] {
  const spreads: FragmentSpread[] = [];
  const sets = [selections];
  for (let set = sets.pop(); set !== undefined; set = sets.pop()) {
    for (const selection of set) {
      if (selection.node === "spread") spreads.push(selection);
      else sets.push(selection.selectionSet);
    }
  }
  return spreads;
}

export const noUnusedFragments: Rule = ({ report }) => {
  const used = new Set<string>();
  let inFragments = false;
  return {
    fragmentSpread: ({ name }) => {
      if (!inFragments) used.add(name);
    },
    fragment: ({ name, position }) => {
      inFragments = true;
      if (!used.has(name)) report(`Fragment "${name}" is never used.`, position);
    },
  };
};

export const possibleFragmentSpreads: Rule = ({ schema, report }) => ({
  inlineFragment: ({ typeCondition, position }, parent) => {
    if (parent === undefined || canApply(schema, parent, typeCondition)) return;
    report(`Fragment cannot be spread here as objects of type "${parent.name}" can never be of type "${typeCondition}".`, position);
  },
  fragmentSpread: ({ name, position }, definition, parent) => {
    if (definition === undefined || parent === undefined || canApply(schema, parent, definition.typeCondition)) return;
    const reason = `objects of type "${parent.name}" can never be of type "${definition.typeCondition}"`;
    report(`Fragment "${name}" cannot be spread here as ${reason}.`, position);
  },
});

/** Whether an object can be of both types; also where other rules complain. */
function canApply({ types, possibleTypes }: Schema, parent: Definition, typeCondition: string): boolean {
  const fragmentType = types.get(typeCondition);
  if (!isComposite(parent) || fragmentType === undefined || !isComposite(fragmentType)) return true;
  const parents = isAbstract(parent.kind) ? (possibleTypes.get(parent.name) ?? []) : [parent];
  const names = new Set(parents.map(({ name }) => name));
  return (possibleTypes.get(fragmentType.name) ?? []).some(({ name }) => names.has(name));
}

export const uniqueFragmentNames: Rule = ({ report }) => {
  const seen = new Set<string>();
  return {
    fragment: ({ name, position }) => {
      if (seen.has(name)) report(`There can be only one fragment named "${name}".`, position);
      seen.add(name);
    },
  };
};
