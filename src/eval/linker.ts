import type { Builtin } from "../builtins/define.ts";
import type { SourceText } from "../errors/source-text.ts";
import type { Branch, Clause, DocumentNode, ObservedStep, Pattern, QueryPlan, RuleGroup, Step, ValueNode } from "../plan/nodes.ts";
import type { LinkedPlan } from "../plan/program-plan.ts";
import type { Value } from "../values/value.ts";
import type {
  BranchSolutions,
  ClauseValue,
  Compute,
  Conflict,
  EveryStep,
  GroupEvaluator,
  LinkedQuery,
  Linker,
  Match,
  Run,
  Test,
} from "./closures.ts";
import { documentAt } from "./documents.ts";
import type { Layer } from "./layer.ts";
import { linkBranchSolutions, linkClauseValue } from "./link-branches.ts";
import { linkGroup } from "./link-groups.ts";
import { linkEvery } from "./link-iterate.ts";
import { linkPattern } from "./link-patterns.ts";
import { linkQuery } from "./link-query.ts";
import { linkSteps } from "./link-steps.ts";
import { linkValue } from "./link-values.ts";

/** Links the plan of one program: groups are linked once, and only those that are used. */
export class ProgramLinker implements Linker {
  readonly plan: LinkedPlan;
  private readonly builtins: (name: string) => Builtin | undefined;
  private readonly groups: (GroupEvaluator | undefined)[] = [];
  private cacheSlots = 0;

  constructor(plan: LinkedPlan, builtins: (name: string) => Builtin | undefined) {
    this.plan = plan;
    this.builtins = builtins;
  }

  builtin(name: string): Builtin {
    const found = this.builtins(name);
    if (found === undefined) throw new TypeError(`no builtin ${name}`);
    return found;
  }

  value(node: ValueNode, source: SourceText): Compute {
    return linkValue(this, node, source);
  }

  pattern(pattern: Pattern, source: SourceText): Match {
    return linkPattern(this, pattern, source);
  }

  steps(steps: readonly Step[], source: SourceText, last: Run): Run {
    return linkSteps(this, steps, source, last);
  }

  clauseValue(clause: Clause, conflict: Conflict, stopsEarly: boolean): ClauseValue {
    return linkClauseValue(this, clause, conflict, stopsEarly);
  }

  solutions(branch: Branch, source: SourceText): BranchSolutions {
    return linkBranchSolutions(this, branch, source);
  }

  query(plan: QueryPlan, source: SourceText): LinkedQuery {
    return linkQuery(this, plan, source);
  }

  group(group: RuleGroup): GroupEvaluator {
    const known = this.groups[group.id];
    if (known !== undefined) return known;
    const made = this.makeGroup(group);
    this.groups[group.id] = made;
    return made;
  }

  document(node: DocumentNode, layer: Layer): Value | undefined {
    return documentAt(this, node, layer);
  }

  takeCacheSlot(): number {
    return this.cacheSlots++;
  }

  affectedBy(targets: readonly string[]): Uint8Array {
    return this.plan.dependencies().by(targets);
  }

  protected makeGroup(group: RuleGroup): GroupEvaluator {
    return linkGroup(this, group);
  }

  observedStep(_step: ObservedStep, _source: SourceText, _next: Run): Run {
    throw new TypeError("only plans that are observed have such steps");
  }

  every(step: EveryStep, source: SourceText): Test {
    return linkEvery(this, step, source);
  }
}
