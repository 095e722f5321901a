import { isLocalName } from "../compile/context.ts";
import type { CheckedQuery } from "../compile/program.ts";
import { isRootName, isWildcard } from "../compile/terms.ts";
import { collectBodyVars, outsideClosures } from "../compile/variables.ts";
import { BodyPlanner } from "./body-planner.ts";
import { MentionCounter } from "./inline.ts";
import type { QueryPlan, ValueNode } from "./nodes.ts";
import type { ProgramPlan } from "./program-plan.ts";
import { Scope, Slots } from "./scope.ts";

/** Plans a query: its steps, and where the values of its variables and expressions stand afterwards. */
export function planQuery(query: CheckedQuery, plan: ProgramPlan): QueryPlan {
  const body = plan.observed?.query(query.body) ?? query.body;
  const mentions = new MentionCounter();
  mentions.body(body);
  // What is reported is used once more than the body shows: the values of expressions, and the variables.
  const reported = new Set([...query.captures.filter((name) => name !== undefined), ...query.names.values()]);
  for (const name of mentions.counts.keys()) if (!isLocalName(name)) reported.add(name);
  for (const name of reported) mentions.counts.set(name, (mentions.counts.get(name) ?? 0) + 1);
  const slots = new Slots();
  const planner = new BodyPlanner(plan, slots, new Scope(), mentions.counts, true);
  planner.enclose({ kind: "body", body }, () => planner.body(body));

  const written = new Map<string, string>();
  for (const [name, renamed] of query.names) written.set(renamed, name);
  const bindings: (readonly [string, ValueNode])[] = [];
  for (const name of collectBodyVars(query.body, outsideClosures, new Set<string>())) {
    const slot = planner.scope.slotOf(name);
    const shown = written.get(name) ?? (isLocalName(name) ? undefined : name);
    if (slot === undefined || shown === undefined || isWildcard(shown) || isRootName(shown)) continue;
    bindings.push([shown, { kind: "local", slot }]);
  }
  const expressions = query.written.map((expr, index) => {
    const name = query.captures[index];
    const slot = name === undefined ? undefined : planner.scope.slotOf(name);
    const value: ValueNode = slot === undefined ? { kind: "constant", value: true } : { kind: "local", slot };
    return { value, text: query.source.text.slice(expr.start, expr.end), span: expr };
  });
  return { steps: planner.steps, frameSize: slots.size, bindings, expressions };
}
