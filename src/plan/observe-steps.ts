/** Makes the plans that tell a tracer of rules, bodies and expressions. */
import type { CheckedProgram } from "../compile/program.ts";
import { ObservedNames, renameBody } from "./observed-names.ts";
import { planObservedBranch } from "./observed-rules.ts";
import type { PlanObserver } from "./program-plan.ts";
import { pullReferences } from "./pull-references.ts";

/** Nodes are told of by the names that OPA has for variables; the same variable has the same name in all nodes of a program. */
export function observeProgram(program: CheckedProgram): PlanObserver {
  const names = new ObservedNames(program.names);
  return {
    branch: planObservedBranch,
    query: (body) => pullReferences(body, program.names),
    encloseBody: ({ scope, steps }, node, plan) => {
      const from = steps.length;
      const before = names.locals(scope.locals());
      plan();
      const inner = steps.splice(from);
      steps.push({ kind: "body", node: renameBody(node, names), steps: inner, before, after: names.locals(scope.locals()) });
    },
    encloseExpression: ({ scope, slots, steps }, expr, index, plan) => {
      const from = steps.length;
      const before = names.locals(scope.locals());
      plan();
      const inner = steps.splice(from);
      const after = names.locals(scope.locals());
      steps.push({ kind: "expression", expr: names.expr(expr), index, steps: inner, slot: slots.take(), before, after });
    },
  };
}
