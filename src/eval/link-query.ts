import type { SourceText } from "../errors/source-text.ts";
import type { QueryPlan } from "../plan/nodes.ts";
import type { Value } from "../values/value.ts";
import type { LinkedQuery, Linker, Solution } from "./closures.ts";
import type { Layer } from "./layer.ts";

/** A query: its body with all solutions. */
export function linkQuery(linker: Linker, plan: QueryPlan, source: SourceText): LinkedQuery {
  const expressions = plan.expressions.map(({ value }) => linker.value(value, source));
  const bindings = plan.bindings.map(([, node]) => linker.value(node, source));
  const solutionsSlot = plan.frameSize;
  const run = linker.steps(plan.steps, source, (layer, frame) => {
    const values = expressions.map((compute) => compute(layer, frame) as Value);
    const bound = bindings.map((compute) => compute(layer, frame) as Value);
    (frame[solutionsSlot] as Solution[]).push({ expressions: values, bindings: bound });
    return false;
  });
  const all = (layer: Layer): readonly Solution[] => {
    const solutions: Solution[] = [];
    const frame: unknown[] = [];
    frame[solutionsSlot] = solutions;
    run(layer, frame);
    return solutions;
  };
  return { all, first: (layer) => all(layer)[0]?.expressions[0] };
}
