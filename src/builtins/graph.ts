import { anyOf, anyType, arrayOf, objectOf, setOf, tupleOf } from "../types/types.ts";
import { isArray, isSet } from "../values/kind.ts";
import { getProperty } from "../values/object.ts";
import { RegoSetBuilder } from "../values/rego-set.ts";
import type { RegoObject, RegoSet, Value } from "../values/value.ts";
import type { BuiltinContext } from "./context.ts";
import { arg, type Builtin, builtin, relation } from "./define.ts";
import { walkValue } from "./walk.ts";

const nodes = anyOf(arrayOf(anyType), setOf(anyType));
const operands = [
  arg("graph", objectOf(anyType, nodes), "the neighbours of each node"),
  arg("initial", nodes, "the nodes to start from", { called: "{array, set}" }),
] as const;

/** The neighbours of a node; undefined when the graph does not have the node. Anything but an array or a set has none. */
function listNeighbours(graph: RegoObject, node: Value): readonly Value[] | undefined {
  const neighbours = getProperty(graph, node);
  return neighbours === undefined ? undefined : listNodes(neighbours);
}

function listNodes(collection: Value): readonly Value[] {
  if (isArray(collection)) return collection;
  return isSet(collection) ? collection.sorted() : [];
}

/** The nodes of the graph that can be reached, the initial ones included. */
function findReachable(graph: RegoObject, initial: readonly Value[] | RegoSet, context: BuiltinContext): RegoSet {
  const reached = new RegoSetBuilder();
  const waiting: Value[] = [...listNodes(initial)];
  for (let node = waiting.pop(); node !== undefined; node = waiting.pop()) {
    const neighbours = listNeighbours(graph, node);
    if (neighbours === undefined || !reached.add(node)) continue;
    context.tick(1 + neighbours.length);
    for (const neighbour of neighbours) waiting.push(neighbour);
  }
  return reached.finish();
}

/** A path on its way through the graph, linked from its end to its start. */
interface PathStep {
  readonly node: Value;
  readonly previous: PathStep | undefined;
  readonly length: number;
  /** The nodes that end the path when they are met again: all of it, but not the first one as long as it stands alone. */
  readonly closed: boolean;
}

/** All paths that end where there is no way on, or where the next node was met before. */
function findPaths(graph: RegoObject, initial: readonly Value[] | RegoSet, context: BuiltinContext): RegoSet {
  const paths = new RegoSetBuilder();
  const waiting: PathStep[] = [];
  for (const node of listNodes(initial)) {
    if (getProperty(graph, node) !== undefined) waiting.push({ node, previous: undefined, length: 1, closed: false });
  }
  for (let step = waiting.pop(); step !== undefined; step = waiting.pop()) {
    const neighbours = listNeighbours(graph, step.node) ?? [];
    context.tick(step.length * (1 + neighbours.length));
    let ends = neighbours.length === 0;
    for (const neighbour of neighbours) {
      if (getProperty(graph, neighbour) === undefined || isOnPath(step, neighbour)) ends = true;
      else waiting.push({ node: neighbour, previous: step, length: step.length + 1, closed: true });
    }
    if (ends) paths.add(unfold(step));
  }
  return paths.finish();
}

function isOnPath(last: PathStep, node: Value): boolean {
  if (!last.closed) return false;
  const met = new RegoSetBuilder();
  for (let step: PathStep | undefined = last; step !== undefined; step = step.previous) met.add(step.node);
  return met.finish().has(node);
}

function unfold(last: PathStep): readonly Value[] {
  const path: Value[] = [];
  for (let step: PathStep | undefined = last; step !== undefined; step = step.previous) path.push(step.node);
  return path.reverse();
}

export const graphBuiltins: readonly Builtin[] = [
  builtin(
    "graph.reachable",
    "The nodes that can be reached from some nodes.",
    operands,
    arg("output", setOf(anyType), "the nodes"),
    findReachable,
  ),
  builtin(
    "graph.reachable_paths",
    "The paths that start at some nodes.",
    operands,
    arg("output", setOf(arrayOf(anyType)), "the paths"),
    findPaths,
  ),
  relation(
    "walk",
    "Enumerates a value and all values within it, each with its path.",
    [arg("x", anyType, "the value")],
    arg("output", tupleOf(arrayOf(anyType), anyType), "a pair of path and value"),
    ([value], context, emit) => value !== undefined && walkValue(value, context, emit),
  ),
];
