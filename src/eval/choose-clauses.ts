/** Tries the clauses of a rule or function that its index admits, and lets them agree on one value. */
import type { RuleGroup, RuleIndex } from "../plan/nodes.ts";
import { equalsValues } from "../values/equals.ts";
import { toScalar } from "../values/rego-set.ts";
import type { Value } from "../values/value.ts";
import type { ClauseValue, Conflict } from "./closures.ts";
import type { Layer } from "./layer.ts";
import { getPath } from "./link-select.ts";

export function chooseClauses(group: RuleGroup, clauseAt: (number: number) => ClauseValue | undefined, conflict: Conflict): ClauseValue {
  const { index, constant, clauses } = group;
  const all = clauses.map((_clause, number) => number);
  const first = clauses.length === 1 ? 0 : undefined;
  if (first !== undefined) return (layer, args) => clauseAt(first)?.(layer, args);
  return (layer, args) => {
    const { pending } = layer.query;
    const candidates = index === undefined ? all : admitted(index, layer, args);
    let found: Value | undefined;
    for (const number of candidates) {
      const value = clauseAt(number)?.(layer, args);
      if (layer.query.pending !== pending) return undefined;
      if (value === undefined) continue;
      if (constant !== undefined) return value;
      const clause = clauses[number];
      if (found === undefined) found = value;
      else if (!equalsValues(found, value) && clause !== undefined) throw conflict(clause);
    }
    return found;
  };
}

/** The numbers of the clauses that the index does not rule out. */
export function admitted(index: RuleIndex, layer: Layer, args: readonly Value[]): readonly number[] {
  const { on } = index;
  const value = on.kind === "argument" ? args[on.position] : layer.input === undefined ? undefined : getPath(layer.input, on.path);
  const scalar = value === undefined ? undefined : toScalar(value);
  return (scalar === undefined ? undefined : index.byValue.get(scalar)) ?? index.otherwise;
}
