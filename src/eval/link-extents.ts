import type { Clause, DocumentNode, RuleGroup } from "../plan/nodes.ts";
import { isSet } from "../values/kind.ts";
import { getValue } from "../values/object.ts";
import { RegoMapBuilder } from "../values/rego-map.ts";
import { type Scalar, toScalar } from "../values/rego-set.ts";
import type { Value } from "../values/value.ts";
import type { BranchSolutions, GroupEvaluator, Linker } from "./closures.ts";
import { conflict, type Place, unlessConflict } from "./errors.ts";
import { ExtentTree } from "./extent-tree.ts";
import type { Layer } from "./layer.ts";
import { linkLazily } from "./lazily.ts";

type Known = { readonly value: Value | undefined };

/** Rules whose heads have variables, with all rules below them: one object, made once for a layer, or one entry of it at a time. */
export function linkExtent(linker: Linker, group: RuleGroup): GroupEvaluator {
  const slot = linker.takeCacheSlot();
  const entrySlot = linker.takeCacheSlot();
  const solutionsSlot = linker.takeCacheSlot();
  const clauses = linkLazily(group.clauses, (clause) => clause.branches().map((branch) => linker.solutions(branch, clause.source)));
  const keyedClauses = linkLazily(group.clauses, (clause) =>
    (clause.keyedBranches() ?? []).map((branch) => linker.solutions(branch, clause.source)),
  );

  const value = (layer: Layer): Value | undefined => {
    const known = layer.cache[slot] as Known | undefined;
    if (known !== undefined) return known.value;
    const { query } = layer;
    const { pending } = query;
    query.spend(1);
    const tree = new ExtentTree();
    for (const child of group.node?.children.values() ?? []) putDocument(linker, group, child, layer, tree);
    for (const [number, clause] of group.clauses.entries()) runClause(clauses(number) ?? [], clause, layer, [], tree);
    if (query.pending !== pending) return undefined;
    const result = tree.finish();
    layer.cache[slot] = { value: result };
    return result;
  };

  let isSelective: boolean | undefined;
  let isKeyable: boolean | undefined;
  /** Solutions of the clauses for which a known key spares nothing: all are found once, and kept by their first key. */
  const solutionsOf = (layer: Layer): SolutionsByKey => {
    const known = layer.cache[solutionsSlot];
    if (known instanceof SolutionsByKey) return known;
    const { pending } = layer.query;
    const solutions = new SolutionsByKey();
    for (const [number, clause] of group.clauses.entries()) {
      if (clause.below.length > 0) continue;
      const accept = (keys: readonly Value[], result: Value, place: Place): boolean => solutions.add({ keys, result, place, clause });
      for (const run of clauses(number) ?? []) run(layer, [], accept);
    }
    if (layer.query.pending === pending) layer.cache[solutionsSlot] = solutions;
    return solutions;
  };

  /** Puts what the clauses without constants in front of their keys give for one key. */
  const putEntries = (layer: Layer, key: Value, tree: ExtentTree): void => {
    const solutions = isSelective ? conflict : isKeyable ? unlessConflict(() => solutionsOf(layer)) : solutionsOf(layer);
    if (solutions !== conflict) {
      for (const { keys, result, place, clause } of solutions.at(key)) put(tree, clause, keys, result, place);
      return;
    }
    for (const [number, clause] of group.clauses.entries()) {
      if (clause.below.length === 0) runClause(keyedClauses(number) ?? [], clause, layer, [key], tree);
    }
  };

  /** The entry of a key that is no scalar, which is not kept. */
  const findComposite = (layer: Layer, key: Value): Value | undefined => {
    const { query } = layer;
    const { pending } = query;
    query.spend(1);
    const tree = new ExtentTree();
    putEntries(layer, key, tree);
    return query.pending === pending ? tree.finishAt(key) : undefined;
  };

  const lookup = (layer: Layer, key: Value): Value | undefined => {
    const scalar = toScalar(key);
    isSelective ??= group.clauses.every((clause) => clause.below.length > 0 || clause.isSelective());
    isKeyable ??= group.clauses.every((clause) => clause.below.length > 0 || clause.keyedBranches() !== undefined);
    if (layer.cache[slot] !== undefined) {
      const whole = value(layer);
      return whole === undefined ? undefined : getValue(whole, key);
    }
    if (scalar === undefined) return findComposite(layer, key);
    const entries = entriesOf(layer, entrySlot);
    const known = entries.get(scalar);
    if (known !== undefined) return known.value;
    const { query } = layer;
    const { pending } = query;
    query.spend(1);
    const tree = new ExtentTree();
    const child = group.node?.children.get(scalar);
    if (child !== undefined) putDocument(linker, group, child, layer, tree);
    putEntries(layer, key, tree);
    for (const [number, clause] of group.clauses.entries()) {
      if (clause.below[0] === scalar) runClause(clauses(number) ?? [], clause, layer, [], tree);
    }
    if (query.pending !== pending) return undefined;
    const result = tree.finishAt(scalar);
    entries.set(scalar, { value: result });
    return result;
  };
  return { group, value, lookup, call: () => undefined };
}

/** One solution of a clause. */
interface Solution {
  readonly keys: readonly Value[];
  readonly result: Value;
  readonly place: Place;
  readonly clause: Clause;
}

/** Solutions by their first key. */
class SolutionsByKey {
  private readonly byScalar = new Map<Scalar, Solution[]>();
  /** The other keys, each with the number of its list. */
  private readonly composites = new RegoMapBuilder();
  private readonly lists: Solution[][] = [];

  /** Never wants to stop. */
  add(solution: Solution): false {
    const [key] = solution.keys;
    if (key !== undefined) this.listOf(key).push(solution);
    return false;
  }

  at(key: Value): readonly Solution[] {
    const scalar = toScalar(key);
    if (scalar !== undefined) return this.byScalar.get(scalar) ?? [];
    const number = this.composites.get(key);
    return typeof number === "number" ? (this.lists[number] ?? []) : [];
  }

  private listOf(key: Value): Solution[] {
    const known = this.at(key);
    if (known.length > 0) return known as Solution[];
    const list: Solution[] = [];
    const scalar = toScalar(key);
    if (scalar === undefined) {
      this.composites.set(key, this.lists.length);
      this.lists.push(list);
    } else this.byScalar.set(scalar, list);
    return list;
  }
}

/** The entries that a layer knows already, by key. */
function entriesOf(layer: Layer, slot: number): Map<Value, Known> {
  const known = layer.cache[slot];
  if (known instanceof Map) return known;
  const entries = new Map<Value, Known>();
  layer.cache[slot] = entries;
  return entries;
}

function runClause(branches: readonly BranchSolutions[], clause: Clause, layer: Layer, known: readonly Value[], tree: ExtentTree): void {
  const accept = (keys: readonly Value[], result: Value, place: Place): boolean => put(tree, clause, keys, result, place);
  for (const run of branches) run(layer, known, accept);
}

/** Puts a solution of a clause into the tree; never wants to stop. */
function put(tree: ExtentTree, { below, isSet }: Clause, keys: readonly Value[], result: Value, place: Place): false {
  const path = below.length === 0 ? keys : [...below, ...keys];
  if (isSet) tree.add(path, result, place);
  else tree.put(path, result, place);
  return false;
}

/** Puts the rules of a node below the extent into its tree: one value for a rule, entry by entry for what has rules below. */
function putDocument(linker: Linker, extent: RuleGroup, node: DocumentNode, layer: Layer, tree: ExtentTree): void {
  const path = node.path.slice(extent.path.length);
  const { group } = node;
  if (group === undefined) {
    for (const child of node.children.values()) putDocument(linker, extent, child, layer, tree);
    return;
  }
  if (group.kind === "function") return;
  const value = linker.group(group).value(layer.ownerOf(group.id));
  const clause = group.clauses[0] ?? group.default;
  if (value === undefined || clause === undefined) return;
  if (group.kind === "set" && isSet(value)) for (const element of value) tree.add(path, element, clause);
  else tree.put(path, value, clause);
}
