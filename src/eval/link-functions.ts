import type { RuleGroup } from "../plan/nodes.ts";
import { FunctionCache, remembersUndefined } from "../topdown-cache/function-cache.ts";
import type { Value } from "../values/value.ts";
import { closureBudget, isCheapGroup } from "./cheap-groups.ts";
import { chooseClauses } from "./choose-clauses.ts";
import type { GroupEvaluator, Linker } from "./closures.ts";
import { functionConflict } from "./errors.ts";
import type { Layer } from "./layer.ts";
import { linkLazily } from "./lazily.ts";

/** A function: worked out once for the same arguments in a layer, unless that is cheaper than remembering. */
export function linkFunctionGroup(linker: Linker, group: RuleGroup): GroupEvaluator {
  const slot = linker.takeCacheSlot();
  const link = (clause: RuleGroup["clauses"][number]) => linker.clauseValue(clause, functionConflict, group.constant !== undefined);
  const clauses = linkLazily(group.clauses, link);
  const fallback = linkLazily(group.default === undefined ? [] : [group.default], link);
  const evaluate = chooseClauses(group, clauses, functionConflict);
  const work = (layer: Layer, args: readonly Value[]): Value | undefined => {
    const { query } = layer;
    const { pending } = query;
    query.spend(1);
    const result = evaluate(layer, args);
    if (result !== undefined || query.pending !== pending) return result;
    return fallback(0)?.(layer, args);
  };
  let isCheap: boolean | undefined;
  const call = (layer: Layer, args: readonly Value[]): Value | undefined => {
    isCheap ??= isCheapGroup(group, closureBudget);
    if (isCheap) return work(layer, args);
    const key = args.length === 0 ? [null] : args;
    const cache = cacheOf(layer, slot, key.length);
    const known = cache.get(key);
    if (known !== undefined) return known === remembersUndefined ? undefined : known;
    const { pending } = layer.query;
    const result = work(layer, args);
    if (layer.query.pending === pending) cache.set(key, result);
    return result;
  };
  return { group, value: noValue, lookup: noValue, call };
}

function cacheOf(layer: Layer, slot: number, arity: number): FunctionCache {
  const known = layer.cache[slot];
  if (known instanceof FunctionCache) return known;
  const cache = new FunctionCache(arity);
  layer.cache[slot] = cache;
  return cache;
}

function noValue(): undefined {
  return undefined;
}
