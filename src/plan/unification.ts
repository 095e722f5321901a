/** Plans `left = right`: pairs of parts, each decided as soon as one of its sides is known. */
import type { Term } from "../ast/nodes.ts";
import { isScalar } from "../ast/visit.ts";
import { constantOf } from "./constants.ts";
import type { ValueNode } from "./nodes.ts";
import type { BodyPlanning } from "./planning.ts";

type Pair = readonly [Term, Term];

/** Appends the steps of a unification. */
export function planUnification(planner: BodyPlanning, [left, right]: Pair): void {
  for (const side of [left, right]) if (side.kind !== "ref") planner.computeFirst(side);
  let waiting: readonly Pair[] = [[left, right]];
  while (waiting.length > 0) {
    const unsolved: Pair[] = [];
    for (const pair of waiting) solve(planner, pair, unsolved);
    if (unsolved.length === waiting.length && unsolved.every((pair, index) => samePair(pair, waiting[index]))) {
      // `x = [x]`: what would have to hold itself equals nothing.
      fail(planner);
      return;
    }
    waiting = unsolved;
  }
}

function samePair(pair: Pair, other: Pair | undefined): boolean {
  return other !== undefined && pair[0] === other[0] && pair[1] === other[1];
}

/** Solves one pair, or puts it (or its parts) off. */
function solve(planner: BodyPlanning, [left, right]: Pair, unsolved: Pair[]): void {
  const knownLeft = isComputable(planner, left);
  const knownRight = isComputable(planner, right);
  if (knownLeft && knownRight) planComparison(planner, left, right);
  else if (knownRight && isPattern(planner, left)) planner.matchTerm(right, { term: left });
  else if (knownLeft && isPattern(planner, right)) planner.matchTerm(left, { term: right });
  else if (left.kind === "array" && right.kind === "array") {
    if (left.items.length !== right.items.length) fail(planner);
    left.items.forEach((item, index) => {
      const other = right.items[index];
      if (other !== undefined) solve(planner, [item, other], unsolved);
    });
  } else if (left.kind === "object" && right.kind === "object") solveObjects(planner, left.entries, right.entries, unsolved);
  else if (isScalar(left) !== isScalar(right) && left.kind !== "var" && right.kind !== "var") fail(planner);
  else unsolved.push([left, right]);
}

type Entries = readonly { readonly key: Term; readonly value: Term }[];

/** Two object patterns: equal key sets, then their values pair by pair. */
function solveObjects(planner: BodyPlanning, left: Entries, right: Entries, unsolved: Pair[]): void {
  if (left.length !== right.length) fail(planner);
  for (const { key, value } of left) {
    const constant = constantOf(key);
    const other = right.find((entry) => constant !== undefined && constantOf(entry.key) === constant);
    if (other === undefined) fail(planner);
    else solve(planner, [value, other.value], unsolved);
  }
}

function fail(planner: BodyPlanning): void {
  planner.steps.push({ kind: "check", value: { kind: "undefined" } });
}

/** Both sides can be computed: whatever enumerates is compared as it goes, with the other side computed once before. */
function planComparison(planner: BodyPlanning, left: Term, right: Term): void {
  if (enumerates(planner, left)) planner.matchTerm(left, { pattern: { kind: "equals", value: computeBefore(planner, right) } });
  else if (enumerates(planner, right)) planner.matchTerm(right, { pattern: { kind: "equals", value: computeBefore(planner, left) } });
  else {
    const value = planner.value(left);
    planner.steps.push({ kind: "equal", left: value, right: planner.value(right) });
  }
}

/** A comprehension of an object may end the query with a conflict: as in OPA it is made only when there is something to compare it with. */
function computeBefore(planner: BodyPlanning, term: Term): ValueNode {
  const value = planner.value(term);
  return term.kind === "object-comprehension" ? value : planner.computeOnce(value);
}

function enumerates(planner: BodyPlanning, term: Term): boolean {
  if (term.kind !== "ref") return false;
  const last = term.terms.at(-1);
  return last?.kind === "var" && !planner.isBound(last.name);
}

/** Can the value be computed now? Enumerating the unbound operands of a reference is a way to compute it. */
function isComputable(planner: BodyPlanning, term: Term): boolean {
  switch (term.kind) {
    case "var":
      return planner.isBound(term.name);
    case "array":
    case "set":
      return term.items.every((item) => isComputable(planner, item));
    case "object":
      return term.entries.every(({ key, value }) => isComputable(planner, key) && isComputable(planner, value));
    case "ref": {
      const head = term.terms[0];
      return head?.kind !== "var" || head.name === "input" || head.name === "data" || planner.isBound(head.name);
    }
    default:
      return true;
  }
}

/** Can it be matched against a value? Object keys cannot bind; sets cannot either, but are compared when all is bound. */
function isPattern(planner: BodyPlanning, term: Term): boolean {
  switch (term.kind) {
    case "object":
      return term.entries.every(({ key, value }) => isComputable(planner, key) && isPattern(planner, value));
    case "array":
      return term.items.every((item) => isPattern(planner, item));
    default:
      return true;
  }
}
