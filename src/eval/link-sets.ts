import type { RuleGroup } from "../plan/nodes.ts";
import { equalsValues } from "../values/equals.ts";
import { RegoSetBuilder } from "../values/rego-set.ts";
import type { RegoSet, Value } from "../values/value.ts";
import { admitted } from "./choose-clauses.ts";
import type { GroupEvaluator, Linker } from "./closures.ts";
import type { Layer } from "./layer.ts";
import { linkLazily } from "./lazily.ts";
import { type BranchSolutions, linkBranchSolutions } from "./link-branches.ts";

/**
 * A multi-value rule. Its set is made once for a layer, when it is needed as a whole; a membership test runs only the bodies for that
 * element, where knowing it spares them work.
 */
export function linkSetGroup(linker: Linker, group: RuleGroup): GroupEvaluator {
  const slot = linker.takeCacheSlot();
  const clauses = linkLazily(group.clauses, (clause) =>
    clause.branches().map((branch) => linkBranchSolutions(linker, branch, clause.source)),
  );
  const value = (layer: Layer): RegoSet | undefined => {
    const known = layer.cache[slot] as { value: RegoSet } | undefined;
    if (known !== undefined) return known.value;
    const { query } = layer;
    const { pending } = query;
    query.tick(1);
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
  const lookup = (layer: Layer, key: Value): Value | undefined => {
    if (keyed === null) keyed = linkKeyed(linker, group);
    if (keyed === undefined || layer.cache[slot] !== undefined) return value(layer)?.has(key) === true ? key : undefined;
    layer.query.tick(1);
    let isFound = false;
    const accept = (_keys: readonly Value[], element: Value): boolean => {
      isFound ||= equalsValues(element, key);
      return isFound;
    };
    for (const run of keyed) {
      run(layer, [key], accept);
      if (isFound) return key;
    }
    return undefined;
  };
  return { group, value, lookup, call: () => undefined };
}

function candidates(group: RuleGroup, layer: Layer): Iterable<number> {
  return group.index === undefined ? group.clauses.keys() : admitted(group.index, layer, []);
}

/** The bodies for a known element; undefined if for one of them it does not help. */
function linkKeyed(linker: Linker, group: RuleGroup): readonly BranchSolutions[] | undefined {
  const linked: BranchSolutions[] = [];
  for (const clause of group.clauses) {
    const branches = clause.keyedBranches();
    if (branches === undefined) return undefined;
    for (const branch of branches) linked.push(linkBranchSolutions(linker, branch, clause.source));
  }
  return linked;
}
