import type { Builtin } from "../builtins/define.ts";
import type { SourceText } from "../errors/source-text.ts";
import type { DocumentNode, Pattern, RuleGroup, Step, ValueNode } from "../plan/nodes.ts";
import type { ProgramPlan } from "../plan/program-plan.ts";
import type { Value } from "../values/value.ts";
import { AffectedGroups } from "./affected.ts";
import type { Compute, GroupEvaluator, Linker, Match, Run } from "./closures.ts";
import { documentAt } from "./documents.ts";
import type { Layer } from "./layer.ts";
import { linkGroup } from "./link-groups.ts";
import { linkPattern } from "./link-patterns.ts";
import { linkSteps } from "./link-steps.ts";
import { linkValue } from "./link-values.ts";

/** Links the plan of one program: groups are linked once, and only those that are used. */
export class ProgramLinker implements Linker {
  readonly plan: ProgramPlan;
  private readonly builtins: (name: string) => Builtin | undefined;
  private readonly groups: (GroupEvaluator | undefined)[] = [];
  private affected: AffectedGroups | undefined;
  private cacheSlots = 0;

  constructor(plan: ProgramPlan, builtins: (name: string) => Builtin | undefined) {
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

  group(group: RuleGroup): GroupEvaluator {
    const known = this.groups[group.id];
    if (known !== undefined) return known;
    const made = linkGroup(this, group);
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
    this.affected ??= new AffectedGroups(this.plan);
    return this.affected.by(targets);
  }
}
