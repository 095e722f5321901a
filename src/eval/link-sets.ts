import type { RuleGroup } from "../plan/nodes.ts";
import { equalsValues } from "../values/equals.ts";
import { RegoSetBuilder, toScalar } from "../values/rego-set.ts";
import type { RegoSet, Value } from "../values/value.ts";
import { admitted } from "./choose-clauses.ts";
import type { BranchSolutions, GroupEvaluator, Linker } from "./closures.ts";
import { conflict, unlessConflict } from "./errors.ts";
import type { Layer } from "./layer.ts";
import { linkLazily } from "./lazily.ts";

/** So many elements are looked for one by one where knowing them spares little; then the whole set is made (bench: partial-set-membership). */
const patience = 2;

/**
 * A multi-value rule. Its set is made once for a layer, when it is needed as a whole; a membership test runs only the bodies for that
 * element, where knowing it spares them work.
 */
export function linkSetGroup(linker: Linker, group: RuleGroup): GroupEvaluator {
  const slot = linker.takeCacheSlot();
  const elementSlot = linker.takeCacheSlot();
  const clauses = linkLazily(group.clauses, (clause) => clause.branches().map((branch) => linker.solutions(branch, clause.source)));
  const value = (layer: Layer): RegoSet | undefined => {
    const known = layer.cache[slot] as { value: RegoSet } | undefined;
    if (known !== undefined) return known.value;
    const { query } = layer;
    const { pending } = query;
    query.spend(1);
    const builder = new RegoSetBuilder();
    const accept = (_keys: readonly Value[], element: Value): boolean => {
      builder.add(element);
      return false;
    };
    for (const number of candidates(group, layer)) for (const run of clauses(number) ?? []) run(layer, [], accept);
    if (query.pending !== pending) return undefined;
    const set = builder.finish();
    layer.cache[slot] = { value: set };
    return set;
  };
  let keyed: readonly BranchSolutions[] | undefined | null = null;
  let isSelective: boolean | undefined;
  const find = (layer: Layer, key: Value, runs: readonly BranchSolutions[]): Value | undefined => {
    layer.query.spend(1);
    let found: Value | undefined;
    const accept = (_keys: readonly Value[], element: Value): boolean => {
      if (equalsValues(element, key)) found = key;
      return found !== undefined;
    };
    for (const run of runs) {
      run(layer, [key], accept);
      if (found !== undefined) return found;
    }
    return undefined;
  };
  const lookup = (layer: Layer, key: Value): Value | undefined => {
    isSelective ??= group.clauses.every((clause) => clause.isSelective());
    if (layer.cache[slot] !== undefined) return value(layer)?.has(key) === true ? key : undefined;
    if (keyed === null) keyed = linkKeyed(linker, group);
    if (keyed === undefined) return value(layer)?.has(key) === true ? key : undefined;
    const scalar = toScalar(key);
    const elements = elementsOf(layer, elementSlot);
    const known = scalar === undefined ? undefined : elements.get(scalar);
    if (known !== undefined) return known.value;
    if (!isSelective && (scalar === undefined || elements.size >= patience)) {
      const set = unlessConflict(() => value(layer));
      if (set !== conflict) return set?.has(key) === true ? key : undefined;
    }
    if (scalar === undefined) return find(layer, key, keyed);
    const { pending } = layer.query;
    const found = find(layer, key, keyed);
    if (layer.query.pending === pending) elements.set(scalar, { value: found });
    return found;
  };
  return { group, value, lookup, call: () => undefined };
}

function candidates(group: RuleGroup, layer: Layer): Iterable<number> {
  return group.index === undefined ? group.clauses.keys() : admitted(group.index, layer, []);
}

/** The bodies for a known element; undefined if that is not possible. */
function linkKeyed(linker: Linker, group: RuleGroup): readonly BranchSolutions[] | undefined {
  const linked: BranchSolutions[] = [];
  for (const clause of group.clauses) {
    const branches = clause.keyedBranches();
    if (branches === undefined) return undefined;
    for (const branch of branches) linked.push(linker.solutions(branch, clause.source));
  }
  return linked;
}

/** What a layer knows of single elements: in the set, or not. */
export function elementsOf(layer: Layer, slot: number): Map<Value, { readonly value: Value | undefined }> {
  const known = layer.cache[slot];
  if (known instanceof Map) return known;
  const elements = new Map<Value, { readonly value: Value | undefined }>();
  layer.cache[slot] = elements;
  return elements;
}
