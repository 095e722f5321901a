/** Tries the clauses of a rule or function that its index admits, and lets them agree on one value. */
import type { RuleGroup, RuleIndex } from "../plan/nodes.ts";
import { equalsValues } from "../values/equals.ts";
import { toScalar } from "../values/rego-set.ts";
import type { Value } from "../values/value.ts";
import type { ClauseValue, Conflict } from "./closures.ts";
import type { Layer } from "./layer.ts";
import { getPath } from "./link-select.ts";

/** The value of the clauses that the index admits: the first where all give one constant, otherwise that on which they agree. */
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

/** The numbers of the clauses that the index does not rule out, ascending. */
export function admitted(index: RuleIndex, layer: Layer, args: readonly Value[]): Iterable<number> {
  const { on, byValue, otherwise } = index;
  const value = on.kind === "argument" ? args[on.position] : layer.input === undefined ? undefined : getPath(layer.input, on.path);
  if (value === undefined) return otherwise;
  const scalar = toScalar(value);
  const found = (scalar === undefined ? undefined : byValue.get(scalar)) ?? none;
  if (index.prefixLengths.length === 0) return otherwise.length === 0 ? found : merge(found, otherwise);
  // A builtin that wants a text may say so.
  return typeof value === "string" ? withPrefixes(index, value, found) : range(index.count);
}

const none: readonly number[] = [];

function withPrefixes({ byPrefix, prefixLengths, otherwise }: RuleIndex, text: string, found: readonly number[]): readonly number[] {
  let all = found;
  for (const length of prefixLengths) {
    if (length > text.length) break;
    const clauses = byPrefix.get(text.slice(0, length));
    if (clauses !== undefined) all = merge(all, clauses);
  }
  return merge(all, otherwise);
}

function merge(left: readonly number[], right: readonly number[]): readonly number[] {
  if (left.length === 0) return right;
  if (right.length === 0) return left;
  return [...left, ...right].sort((one, other) => one - other);
}

function* range(count: number): Generator<number> {
  for (let number = 0; number < count; number++) yield number;
}
