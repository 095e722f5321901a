import type { Builtin } from "../builtins/define.ts";
import type { SourceText } from "../errors/source-text.ts";
import type { BranchSolutions, ClauseValue, Conflict, GroupEvaluator, LinkedQuery } from "../eval/closures.ts";
import type { Layer } from "../eval/layer.ts";
import { ProgramLinker } from "../eval/linker.ts";
import type { Branch, Clause, QueryPlan, RuleGroup } from "../plan/nodes.ts";
import type { LinkedPlan } from "../plan/program-plan.ts";
import { getValue } from "../values/object.ts";
import type { Value } from "../values/value.ts";
import { generateClauseValue, generateGroup, generateQuery, generateSolutions } from "./generate.ts";
import type { PrintLinker } from "./site.ts";
import { canMakeFunctions } from "./source-writer.ts";

/**
 * Links a program with functions that are made from source, where the plan of a body can be printed; closures do the rest. Everything that may
 * have to wait for an asynchronous builtin is left to closures, which look at each step for answers that are missing.
 */
class SourceLinker extends ProgramLinker implements PrintLinker {
  private readonly waiting: Uint8Array;
  private readonly someWait: boolean;

  constructor(plan: LinkedPlan, builtins: (name: string) => Builtin | undefined) {
    super(plan, builtins);
    this.waiting = plan.dependencies().mayWait();
    this.someWait = this.waiting.includes(1);
  }

  protected override makeGroup(group: RuleGroup): GroupEvaluator {
    if (group.kind !== "complete" && group.kind !== "function") return super.makeGroup(group);
    const direct = generateGroup(this, group, this.takeCacheSlot());
    if (direct === undefined) return super.makeGroup(group);
    const value = direct as (layer: Layer) => Value | undefined;
    const lookup = (layer: Layer, key: Value): Value | undefined => {
      const whole = value(layer);
      return whole === undefined ? undefined : getValue(whole, key);
    };
    if (group.kind === "complete") return { group, value, lookup, call: () => undefined, direct };
    return { group, value: () => undefined, lookup: () => undefined, call: (layer, args) => direct(layer, ...args), direct };
  }

  mayWait(group: RuleGroup | undefined): boolean {
    return group === undefined ? this.someWait : this.waiting[group.id] === 1;
  }

  override clauseValue(clause: Clause, conflict: Conflict, stopsEarly: boolean): ClauseValue {
    return generateClauseValue(this, clause, conflict, stopsEarly) ?? super.clauseValue(clause, conflict, stopsEarly);
  }

  override solutions(branch: Branch, source: SourceText): BranchSolutions {
    return generateSolutions(this, branch, source) ?? super.solutions(branch, source);
  }

  override query(plan: QueryPlan, source: SourceText): LinkedQuery {
    return generateQuery(this, plan, source) ?? super.query(plan, source);
  }
}

/** What an engine needs to make functions from source. */
export interface CodeGenerator {
  /** Does the platform allow it? */
  readonly isAllowed: () => boolean;
  readonly makeLinker: (plan: LinkedPlan, builtins: (name: string) => Builtin | undefined) => ProgramLinker;
}

/** Makes functions by `new Function`. */
export const codeGenerator: CodeGenerator = {
  isAllowed: canMakeFunctions,
  makeLinker: (plan, builtins) => new SourceLinker(plan, builtins),
};
