import type { Builtin } from "../builtins/define.ts";
import type { SourceText } from "../errors/source-text.ts";
import type { Branch, Clause, DocumentNode, ObservedStep, Pattern, QueryPlan, RuleGroup, Step, ValueNode } from "../plan/nodes.ts";
import type { LinkedPlan } from "../plan/program-plan.ts";
import type { Value } from "../values/value.ts";
import type { Place } from "./errors.ts";
import type { Layer } from "./layer.ts";

/** The slots of one rule evaluation: values of variables, and collectors of comprehensions while they run. */
export type Frame = unknown[];

/** Works out a value. */
export type Compute = (layer: Layer, frame: Frame) => Value | undefined;

/** Passes or not, once. */
export type Test = (layer: Layer, frame: Frame) => boolean;

/** Runs a step and all that follow; true: stop, nothing more is wanted. */
export type Run = (layer: Layer, frame: Frame) => boolean;

/** Matches a value, binding slots. */
export type Match = (value: Value, layer: Layer, frame: Frame) => boolean;

/** Works out the one value of a clause from its arguments (none for rules that are no functions). */
export type ClauseValue = (layer: Layer, args: readonly Value[]) => Value | undefined;

/** Makes the error of a rule that has two values. */
export type Conflict = (place: Place) => Error;

/** Runs a branch for all its solutions; the head's terms are worked out for each and handed on. `known` stands in the first slot. */
export type BranchSolutions = (layer: Layer, known: readonly Value[], accept: Accept) => void;

/** Takes the dynamic keys of a head and its element or value. True: stop. */
export type Accept = (keys: readonly Value[], value: Value, place: Place) => boolean;

/** One solution of a query: values of the expressions and of the variables, in the order in which the plan has them. */
export interface Solution {
  readonly expressions: readonly Value[];
  readonly bindings: readonly Value[];
}

/** A query that can be evaluated. */
export interface LinkedQuery {
  readonly all: (layer: Layer) => readonly Solution[];
  /** The value of the first expression in the first solution, without the others. */
  readonly first: (layer: Layer) => Value | undefined;
}

/** Works out what a rule group is in a layer. */
export interface GroupEvaluator {
  readonly group: RuleGroup;
  /** The whole value; for functions use {@link call}. */
  readonly value: (layer: Layer) => Value | undefined;
  /** The value at one key of a set or extent. */
  readonly lookup: (layer: Layer, key: Value) => Value | undefined;
  readonly call: (layer: Layer, args: readonly Value[]) => Value | undefined;
  /** {@link value}, or {@link call} with the arguments one by one, where there is a function made for that. */
  readonly direct?: ((layer: Layer, ...args: readonly Value[]) => Value | undefined) | undefined;
}

export type EveryStep = Step & { readonly kind: "every" };

/** Makes closures from plan nodes. The parts that make them (`link-*.ts`) call each other only through it. */
export interface Linker {
  readonly plan: LinkedPlan;
  readonly builtin: (name: string) => Builtin;
  readonly value: (node: ValueNode, source: SourceText) => Compute;
  readonly pattern: (pattern: Pattern, source: SourceText) => Match;
  /** The steps one after the other, then `last`. */
  readonly steps: (steps: readonly Step[], source: SourceText, last: Run) => Run;
  /** A step of a plan that is observed; no other plan has such. */
  readonly observedStep: (step: ObservedStep, source: SourceText, next: Run) => Run;
  readonly every: (step: EveryStep, source: SourceText) => Test;
  /** The value of the first branch that has one. `stopsEarly`: all branches give the same constant, so the first solution is enough. */
  readonly clauseValue: (clause: Clause, conflict: Conflict, stopsEarly: boolean) => ClauseValue;
  readonly solutions: (branch: Branch, source: SourceText) => BranchSolutions;
  readonly query: (plan: QueryPlan, source: SourceText) => LinkedQuery;
  readonly group: (group: RuleGroup) => GroupEvaluator;
  /** Everything at a node of the tree and below, merged with the base document there. */
  readonly document: (node: DocumentNode, layer: Layer) => Value | undefined;
  /** A slot of the layers' caches that no one else uses. */
  readonly takeCacheSlot: () => number;
  /** The groups that depend on what is replaced, as {@link Layer.affected} has them. */
  readonly affectedBy: (targets: readonly string[]) => Uint8Array;
}
