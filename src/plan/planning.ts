import type { Term } from "../ast/nodes.ts";
import type { Pattern, Step, ValueNode } from "./nodes.ts";
import type { ProgramPlan } from "./program-plan.ts";
import type { Scope, Slots } from "./scope.ts";

/** What a value is matched against: a term, or a pattern made already. */
export type Target = { readonly term: Term } | { readonly term?: undefined; readonly pattern: Pattern };

/** A body that is being planned, as the parts of the planner see it (the planner of bodies is `body-planner.ts`). */
export interface BodyPlanning {
  readonly plan: ProgramPlan;
  readonly slots: Slots;
  readonly scope: Scope;
  readonly steps: Step[];
  /** Can the order of solutions be seen? In array comprehensions and queries, and where something is printed. */
  readonly ordered: boolean;
  /** The value of a term. Variables in it that are not bound yet are enumerated by steps that come before. */
  value(term: Term): ValueNode;
  /** Appends a step that matches a term's value; where the term enumerates, its enumeration matches the target itself. */
  matchTerm(term: Term, target: Target): void;
  match(pattern: Pattern, value: ValueNode): void;
  /**
   * Makes the pattern of a term and hands it to `use`, which appends the step that matches it. Variables not bound yet are bound by
   * matching, in order; all else is compared, what must be computed from those variables after the match.
   */
  usePattern(target: Target, use: (pattern: Pattern) => void): void;
  isBound(name: string): boolean;
  /**
   * Computes the references in a term ahead of their turn, each once. As in OPA they come before what they are part of: in `f(x, xs[x])` it is
   * the second operand that binds `x`.
   */
  computeFirst(term: Term): void;
  /** A value that is read more than once, or later, stands in a slot. */
  computeOnce(value: ValueNode): ValueNode;
}
