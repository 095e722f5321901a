/** Evaluators of rule groups. Their clauses are planned and linked when the group is first evaluated. */
import type { RuleGroup } from "../plan/nodes.ts";
import { getValue } from "../values/object.ts";
import type { Value } from "../values/value.ts";
import { chooseClauses } from "./choose-clauses.ts";
import type { GroupEvaluator, Linker } from "./closures.ts";
import { completeConflict } from "./errors.ts";
import type { Layer } from "./layer.ts";
import { linkLazily } from "./lazily.ts";
import { linkExtent } from "./link-extents.ts";
import { linkFunctionGroup } from "./link-functions.ts";
import { linkSetGroup } from "./link-sets.ts";

export function linkGroup(linker: Linker, group: RuleGroup): GroupEvaluator {
  switch (group.kind) {
    case "complete":
      return linkComplete(linker, group);
    case "function":
      return linkFunctionGroup(linker, group);
    case "set":
      return linkSetGroup(linker, group);
    case "extent":
      return linkExtent(linker, group);
    default:
      return group.kind satisfies never;
  }
}

const noArgs: readonly Value[] = [];

/** A rule with one value: all clauses that hold must agree; where all give the same constant, the first that holds decides. */
function linkComplete(linker: Linker, group: RuleGroup): GroupEvaluator {
  const slot = linker.takeCacheSlot();
  const clauses = linkLazily(group.clauses, (clause) => linker.clauseValue(clause, completeConflict, group.constant !== undefined));
  const fallback = linkLazily(group.default === undefined ? [] : [group.default], (clause) =>
    linker.clauseValue(clause, completeConflict, true),
  );
  const evaluate = chooseClauses(group, clauses, completeConflict);
  const value = (layer: Layer): Value | undefined => {
    const known = layer.cache[slot] as { value: Value | undefined } | undefined;
    if (known !== undefined) return known.value;
    const { query } = layer;
    const { pending } = query;
    query.spend(1);
    let result = evaluate(layer, noArgs);
    if (query.pending !== pending) return undefined;
    if (result === undefined) result = fallback(0)?.(layer, noArgs);
    layer.cache[slot] = { value: result };
    return result;
  };
  const lookup = (layer: Layer, key: Value): Value | undefined => {
    const whole = value(layer);
    return whole === undefined ? undefined : getValue(whole, key);
  };
  return { group, value, lookup, call: notCallable };
}

function notCallable(): undefined {
  return undefined;
}
