import type { CallExpr } from "../ast/nodes.ts";
import { isCallOf } from "../compile/terms.ts";
import type { Step } from "./nodes.ts";
import type { BodyPlanning } from "./planning.ts";

/**
 * `x in set`, where the bodies of the set's rule can be tried for `x` alone without anybody noticing; undefined for all other calls
 * (bench: partial-set-membership).
 */
export function planMembership(planner: BodyPlanning, expr: CallExpr): Step | undefined {
  const [member, collection] = expr.args;
  if (member === undefined || collection?.kind !== "ref" || !isCallOf(expr, "internal.member_2")) return undefined;
  if (planner.plan.optimizations.index === false || planner.plan.observed !== undefined || planner.plan.replaced.has("internal.member_2"))
    return undefined;
  const key = planner.value(member);
  const set = planner.value(collection);
  if (set.kind !== "rule" || set.group.kind !== "set" || !set.group.clauses.every((clause) => clause.isHarmless())) return undefined;
  return { kind: "match", pattern: { kind: "ignore" }, value: { kind: "lookup", group: set.group, key, asMember: true } };
}
