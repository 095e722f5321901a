import type { SourceText } from "../errors/source-text.ts";
import type { ObservedStep, RuleGroup } from "../plan/nodes.ts";
import type { EveryStep, GroupEvaluator, Run, Test } from "./closures.ts";
import { linkExtent } from "./link-extents.ts";
import { linkObserved, linkObservedEvery } from "./link-observed.ts";
import { ProgramLinker } from "./linker.ts";
import { linkObservedSet, linkObservedValue, observeExtent } from "./observed-groups.ts";

/** Links plans that are observed: with closures that tell a tracer of what they do. */
export class ObservedLinker extends ProgramLinker {
  protected override makeGroup(group: RuleGroup): GroupEvaluator {
    switch (group.kind) {
      case "complete":
      case "function":
        return linkObservedValue(this, group);
      case "set":
        return linkObservedSet(this, group);
      case "extent":
        return observeExtent(this, linkExtent(this, group));
      default:
        return group.kind satisfies never;
    }
  }

  override observedStep(step: ObservedStep, source: SourceText, next: Run): Run {
    return linkObserved(this, step, source, next);
  }

  override every(step: EveryStep, source: SourceText): Test {
    return linkObservedEvery(this, step, source);
  }
}
