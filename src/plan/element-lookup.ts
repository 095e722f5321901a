/**
 * Finds enumerations that look for elements by one of their fields: `some record in input.records; record.zone == zone`. Where the same collection is
 * enumerated again and again, an index on that field spares all but the elements that fit (bench: group-by, join).
 */
import type { Value } from "../values/value.ts";
import type { Pattern, Slot, Step, ValueNode } from "./nodes.ts";
import type { LinkedPlan } from "./program-plan.ts";

/** What an enumeration looks for. */
export interface ElementLookup {
  /** Where in an element the value is that is looked for; nothing for the element itself. */
  readonly path: readonly (string | number)[];
  /** What it must be equal to. Known before the enumeration, and reading it has no effect and cannot fail. */
  readonly equals: ValueNode;
}

type Iterate = Step & { readonly kind: "iterate" };

/** What an enumeration looks for, by the steps that follow it. These still have to be taken. */
export function findLookup(step: Iterate, rest: readonly Step[], plan: LinkedPlan): ElementLookup | undefined {
  const { value } = step;
  if (plan.observed !== undefined || plan.optimizations.index === false || !isShared(step.source)) return undefined;
  const bound = new Set([...boundSlots(step.key), ...boundSlots(value)]);
  if (value.kind === "equals" && isKnown(value.value, bound)) return { path: [], equals: value.value };
  if (value.kind !== "bind") return undefined;
  let found: ElementLookup | undefined;
  for (const next of rest) {
    // What may fail with an error has to be evaluated for every element.
    if (next.kind !== "equal" || !isRead(next.left) || !isRead(next.right)) break;
    for (const [left, right] of [[next.left, next.right] as const, [next.right, next.left] as const]) {
      const path = pathFrom(left, value.slot);
      if (path === undefined || !isKnown(right, bound)) continue;
      // What varies tells more elements apart than a constant does.
      if (right.kind !== "constant") return { path, equals: right };
      found ??= { path, equals: right };
    }
  }
  return found;
}

/** Is the collection likely to be enumerated several times? Not one that an enumeration around it has found. */
function isShared(source: ValueNode): boolean {
  if (source.kind === "select") return isShared(source.base);
  return source.kind === "input" || source.kind === "base" || source.kind === "rule";
}

/** Does the collection stay the same from one evaluation to the next? */
export function isStored(source: ValueNode): boolean {
  return source.kind === "base" || (source.kind === "select" && source.key.kind === "constant" && isStored(source.base));
}

/** The constant keys from the element in a slot to a value; undefined where the value is something else. */
function pathFrom(node: ValueNode, slot: Slot): readonly (string | number)[] | undefined {
  if (node.kind === "local") return node.slot === slot ? [] : undefined;
  if (node.kind !== "select" || node.stored || node.key.kind !== "constant") return undefined;
  const key: Value = node.key.value;
  const base = pathFrom(node.base, slot);
  return base === undefined || (typeof key !== "string" && typeof key !== "number") ? undefined : [...base, key];
}

/** Is the value just read, from documents and variables? */
function isRead(node: ValueNode): boolean {
  if (node.kind === "select") return isRead(node.base) && isRead(node.key);
  return node.kind === "constant" || node.kind === "local" || node.kind === "input" || node.kind === "base";
}

function isKnown(node: ValueNode, bound: ReadonlySet<Slot>): boolean {
  switch (node.kind) {
    case "constant":
    case "input":
    case "base":
      return true;
    case "local":
      return !bound.has(node.slot);
    case "select":
      return node.key.kind === "constant" && isKnown(node.base, bound);
    default:
      return false;
  }
}

function boundSlots(pattern: Pattern): readonly Slot[] {
  switch (pattern.kind) {
    case "bind":
      return [pattern.slot];
    case "array":
      return pattern.items.flatMap(boundSlots);
    case "object":
      return pattern.entries.flatMap(([, item]) => boundSlots(item));
    default:
      return [];
  }
}
