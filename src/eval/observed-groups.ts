/** Evaluators of rule groups in plans that are observed: rules are entered as OPA's index and early exit have it, and in its order. */
import type { Branch, Clause, RuleGroup } from "../plan/nodes.ts";
import { FunctionCache, remembersUndefined } from "../topdown-cache/function-cache.ts";
import { equalsValues } from "../values/equals.ts";
import { RegoSetBuilder, toScalar } from "../values/rego-set.ts";
import type { RegoSet, Value } from "../values/value.ts";
import type { BranchSolutions, Conflict, GroupEvaluator, Linker, Run } from "./closures.ts";
import { completeConflict, functionConflict } from "./errors.ts";
import type { Layer } from "./layer.ts";
import { linkLazily } from "./lazily.ts";
import { observationOf } from "./link-observed.ts";
import { elementsOf } from "./link-sets.ts";
import type { Observation } from "./observation.ts";

const noArgs: readonly Value[] = [];

/** A branch with what rules it out, and the constant that it gives. */
interface ObservedBranch {
  readonly isAdmitted: (layer: Layer, args: readonly Value[]) => boolean;
  readonly run: BranchSolutions;
  readonly constant: Value | undefined;
}

/** The branches of a clause that are to be tried. */
type Candidates = readonly (readonly ObservedBranch[])[];

/** A complete rule or a function. */
export function linkObservedValue(linker: Linker, group: RuleGroup): GroupEvaluator {
  const slot = linker.takeCacheSlot();
  const conflict = group.kind === "function" ? functionConflict : completeConflict;
  const clauses = linkLazily(group.clauses, (clause) => linkClause(linker, clause));
  const fallback = linkLazily(group.default === undefined ? [] : [group.default], (clause) => linkClause(linker, clause));
  const arity = Math.max(group.arity, 1);
  const call = (layer: Layer, args: readonly Value[]): Value | undefined => {
    const observation = observationOf(layer);
    const candidates = chooseCandidates(group, clauses, layer, args, observation);
    const stopsEarly = !observation.tracer.disableEarlyExit && haveCommonConstant(candidates);
    tellIndex(observation, group, candidates.length, stopsEarly);
    const cache = cacheOf(layer, slot, arity);
    const key = args.length === 0 ? [null] : args;
    const known = cache.get(key);
    if (known !== undefined) return known === remembersUndefined ? undefined : known;
    const { pending } = layer.query;
    layer.query.spend(1);
    const result = evaluate(layer, args, { candidates, stopsEarly, fallback: fallback(0) ?? [], conflict });
    if (layer.query.pending === pending) cache.set(key, result);
    return result;
  };
  const value = (layer: Layer): Value | undefined => {
    if (group.kind !== "function") return call(layer, noArgs);
    // OPA asks the index of a function, too, when it looks at the whole package.
    const all = group.clauses.map((_clause, number) => clauses(number) ?? []);
    tellIndex(observationOf(layer), group, all.length, haveCommonConstant(all));
    return undefined;
  };
  return { group, value, lookup: value, call };
}

interface Evaluation {
  readonly candidates: Candidates;
  readonly stopsEarly: boolean;
  readonly fallback: readonly ObservedBranch[];
  readonly conflict: Conflict;
}

/** All clauses that hold must agree. What happens after the first value is told later. */
function evaluate(layer: Layer, args: readonly Value[], { candidates, stopsEarly, fallback, conflict }: Evaluation): Value | undefined {
  const observation = observationOf(layer);
  const before = observation.keeping;
  const { pending } = layer.query;
  let found: Value | undefined;
  const tryBranch = (branch: ObservedBranch): boolean => {
    let holds = false;
    observation.stopsEarly = stopsEarly;
    branch.run(layer, args, (_keys, value, place) => {
      holds = true;
      if (found === undefined) {
        found = value;
        observation.keep();
      } else if (!equalsValues(found, value)) throw conflict(place);
      return stopsEarly;
    });
    return holds;
  };
  for (const branches of candidates) {
    for (const branch of branches) if (tryBranch(branch) || layer.query.pending !== pending) break;
    if (layer.query.pending !== pending || (stopsEarly && found !== undefined)) break;
  }
  if (found === undefined && layer.query.pending === pending) {
    for (const branch of fallback) {
      observation.stopsEarly = branch.constant !== undefined;
      branch.run(layer, args, (_keys, value) => {
        found = value;
        observation.keep();
        return true;
      });
    }
  }
  observation.resume(before);
  return layer.query.pending === pending ? found : undefined;
}

/** A multi-value rule: made as a whole, or run for the one element that is asked for. */
export function linkObservedSet(linker: Linker, group: RuleGroup): GroupEvaluator {
  const slot = linker.takeCacheSlot();
  const elementSlot = linker.takeCacheSlot();
  const clauses = linkLazily(group.clauses, (clause) => linkClause(linker, clause));
  const keyed = linkLazily(group.clauses, (clause) => linkBranches(linker, clause, clause.keyedBranches() ?? []));
  const value = (layer: Layer): RegoSet | undefined => {
    const observation = observationOf(layer);
    const candidates = chooseCandidates(group, clauses, layer, noArgs, observation);
    tellIndex(observation, group, candidates.length, false);
    const known = layer.cache[slot] as { readonly value: RegoSet } | undefined;
    if (known !== undefined) return known.value;
    const { pending } = layer.query;
    layer.query.spend(1);
    const builder = new RegoSetBuilder();
    run(candidates, layer, noArgs, (element) => {
      builder.add(element);
      return false;
    });
    if (layer.query.pending !== pending) return undefined;
    const set = builder.finish();
    layer.cache[slot] = { value: set };
    return set;
  };
  const lookup = (layer: Layer, key: Value): Value | undefined => {
    const scalar = toScalar(key);
    const isKeyed = group.clauses.every((clause) => clause.keyedBranches() !== undefined);
    if (scalar === undefined || !isKeyed || layer.cache[slot] !== undefined) return value(layer)?.has(key) === true ? key : undefined;
    const observation = observationOf(layer);
    const candidates = chooseCandidates(group, keyed, layer, [key], observation);
    tellIndex(observation, group, candidates.length, false);
    const elements = elementsOf(layer, elementSlot);
    const known = elements.get(scalar);
    if (known !== undefined) return known.value;
    const { pending } = layer.query;
    let found: Value | undefined;
    run(candidates, layer, [key], (element) => {
      if (equalsValues(element, key)) found = key;
      return found !== undefined;
    });
    if (layer.query.pending === pending) elements.set(scalar, { value: found });
    return found;
  };
  return { group, value, lookup, call: () => undefined };
}

function run(candidates: Candidates, layer: Layer, known: readonly Value[], accept: (element: Value) => boolean): void {
  const observation = observationOf(layer);
  for (const branches of candidates) {
    for (const branch of branches) {
      observation.stopsEarly = false;
      let stops = false;
      branch.run(layer, known, (_keys, element) => {
        stops = accept(element);
        return stops;
      });
      if (stops) return;
    }
  }
}

/** Tells of the index before an extent is worked out as it is without anyone who observes. */
export function observeExtent(linker: Linker, evaluator: GroupEvaluator): GroupEvaluator {
  const { group } = evaluator;
  const clauses = linkLazily(group.clauses, (clause) => linkClause(linker, clause));
  const tell = (layer: Layer): void => {
    const observation = observationOf(layer);
    const { length } = chooseCandidates(group, clauses, layer, noArgs, observation);
    observation.stopsEarly = false;
    tellIndex(observation, group, length, false);
  };
  return {
    ...evaluator,
    value: (layer) => {
      tell(layer);
      return evaluator.value(layer);
    },
    lookup: (layer, key) => {
      tell(layer);
      return evaluator.lookup(layer, key);
    },
  };
}

function linkClause(linker: Linker, clause: Clause): readonly ObservedBranch[] {
  return linkBranches(linker, clause, clause.branches());
}

function linkBranches(linker: Linker, clause: Clause, branches: readonly Branch[]): readonly ObservedBranch[] {
  return branches.map((branch): ObservedBranch => {
    const admits: Run = linker.steps(branch.admission ?? [], clause.source, () => true);
    const constant = branch.value?.kind === "constant" ? branch.value.value : undefined;
    return {
      constant,
      isAdmitted: (layer, args) => admits(layer, args.slice()),
      run: linker.solutions(branch, clause.source),
    };
  });
}

/** The clauses that the index admits, each with the branches that it admits. */
function chooseCandidates(
  { clauses }: RuleGroup,
  branchesAt: (number: number) => readonly ObservedBranch[] | undefined,
  layer: Layer,
  args: readonly Value[],
  { tracer }: Observation,
): Candidates {
  const all = clauses.map((_clause, number) => branchesAt(number) ?? []);
  if (tracer.disableIndexing) return all;
  return all.map((branches) => branches.filter(({ isAdmitted }) => isAdmitted(layer, args))).filter(({ length }) => length > 0);
}

/** Do all branches give the same constant? Then the first that holds decides. */
function haveCommonConstant(candidates: Candidates): boolean {
  let common: Value | undefined;
  for (const { constant } of candidates.flat()) {
    if (constant === undefined || (common !== undefined && !equalsValues(common, constant))) return false;
    common = constant;
  }
  return true;
}

function tellIndex(observation: Observation, { path }: RuleGroup, count: number, stopsEarly: boolean): void {
  const found = `matched ${count} ${count === 1 ? "rule" : "rules"}`;
  observation.tellHere("Index", `(${found}${stopsEarly ? ", early exit" : ""})`, path);
}

function cacheOf(layer: Layer, slot: number, arity: number): FunctionCache {
  const known = layer.cache[slot];
  if (known instanceof FunctionCache) return known;
  const cache = new FunctionCache(arity);
  layer.cache[slot] = cache;
  return cache;
}
