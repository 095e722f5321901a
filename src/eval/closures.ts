import type { Builtin } from "../builtins/define.ts";
import type { SourceText } from "../errors/source-text.ts";
import type { DocumentNode, Pattern, RuleGroup, Step, ValueNode } from "../plan/nodes.ts";
import type { ProgramPlan } from "../plan/program-plan.ts";
import type { Value } from "../values/value.ts";
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

/** Works out what a rule group is in a layer. */
export interface GroupEvaluator {
  readonly group: RuleGroup;
  /** The whole value; for functions use {@link call}. */
  readonly value: (layer: Layer) => Value | undefined;
  /** The value at one key of a set or extent. */
  readonly lookup: (layer: Layer, key: Value) => Value | undefined;
  readonly call: (layer: Layer, args: readonly Value[]) => Value | undefined;
}

/** Makes closures from plan nodes. The parts that make them (`link-*.ts`) call each other only through it. */
export interface Linker {
  readonly plan: ProgramPlan;
  readonly builtin: (name: string) => Builtin;
  readonly value: (node: ValueNode, source: SourceText) => Compute;
  readonly pattern: (pattern: Pattern, source: SourceText) => Match;
  /** The steps one after the other, then `last`. */
  readonly steps: (steps: readonly Step[], source: SourceText, last: Run) => Run;
  readonly group: (group: RuleGroup) => GroupEvaluator;
  /** Everything at a node of the tree and below, merged with the base document there. */
  readonly document: (node: DocumentNode, layer: Layer) => Value | undefined;
  /** A slot of the layers' caches that no one else uses. */
  readonly takeCacheSlot: () => number;
  /** The groups that depend on what is replaced, as {@link Layer.affected} has them. */
  readonly affectedBy: (targets: readonly string[]) => Uint8Array;
}
