import type { Branch, RuleGroup, Step, ValueNode } from "../plan/nodes.ts";
import { FunctionCache, remembersUndefined } from "../topdown-cache/function-cache.ts";
import type { Value } from "../values/value.ts";
import { chooseClauses } from "./choose-clauses.ts";
import type { GroupEvaluator, Linker } from "./closures.ts";
import { functionConflict } from "./errors.ts";
import type { Layer } from "./layer.ts";
import { linkLazily } from "./lazily.ts";
import { linkClauseValue } from "./link-branches.ts";

/** A function: worked out once for the same arguments in a layer, unless that is cheaper than remembering. */
export function linkFunctionGroup(linker: Linker, group: RuleGroup): GroupEvaluator {
  const slot = linker.takeCacheSlot();
  const link = (clause: RuleGroup["clauses"][number]) => linkClauseValue(linker, clause, functionConflict);
  const clauses = linkLazily(group.clauses, link);
  const fallback = linkLazily(group.default === undefined ? [] : [group.default], link);
  const evaluate = chooseClauses(group, clauses, functionConflict);
  const work = (layer: Layer, args: readonly Value[]): Value | undefined => {
    const { query } = layer;
    const { pending } = query;
    query.tick(1);
    const result = evaluate(layer, args);
    if (result !== undefined || query.pending !== pending) return result;
    return fallback(0)?.(layer, args);
  };
  let isCheap: boolean | undefined;
  const call = (layer: Layer, args: readonly Value[]): Value | undefined => {
    isCheap ??= group.arity === 0 ? false : isCheapGroup(group);
    if (isCheap) return work(layer, args);
    const key = args.length === 0 ? [null] : args;
    const cache = cacheOf(layer, slot);
    const known = cache.get(key);
    if (known !== undefined) return known === remembersUndefined ? undefined : known;
    const { pending } = layer.query;
    const result = work(layer, args);
    if (layer.query.pending === pending) cache.set(key, result);
    return result;
  };
  return { group, value: noValue, lookup: noValue, call };
}

function cacheOf(layer: Layer, slot: number): FunctionCache {
  const known = layer.cache[slot];
  if (known instanceof FunctionCache) return known;
  const cache = new FunctionCache();
  layer.cache[slot] = cache;
  return cache;
}

function noValue(): undefined {
  return undefined;
}

/** Functions of a few simple clauses are worked out each time. */
const cheapClauses = 4;
const cheapSteps = 6;

function isCheapGroup(group: RuleGroup): boolean {
  return group.clauses.length <= cheapClauses && group.clauses.every((clause) => clause.branches().every(isCheapBranch));
}

function isCheapBranch({ steps, value }: Branch): boolean {
  return steps.length <= cheapSteps && steps.every(isCheapStep) && (value === undefined || isCheapValue(value));
}

function isCheapStep(step: Step): boolean {
  switch (step.kind) {
    case "check":
      return isCheapValue(step.value);
    case "match":
      return isCheapValue(step.value);
    case "equal":
      return isCheapValue(step.left) && isCheapValue(step.right);
    default:
      return false;
  }
}

function isCheapValue(node: ValueNode): boolean {
  switch (node.kind) {
    case "constant":
    case "local":
    case "input":
    case "base":
    case "undefined":
      return true;
    case "select":
      return isCheapValue(node.base) && isCheapValue(node.key);
    case "builtin":
      return node.name !== "internal.print" && node.args.every(isCheapValue);
    case "array":
      return node.items.length <= cheapSteps && node.items.every(isCheapValue);
    default:
      return false;
  }
}
