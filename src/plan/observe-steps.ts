/** Makes the steps that tell a tracer of bodies and expressions, in plans that are observed. */
import type { Expr } from "../ast/nodes.ts";
import type { ObservedBody, Step } from "./nodes.ts";
import { type ObservedNames, renameBody } from "./observed-names.ts";
import type { Scope, Slots } from "./scope.ts";

/** Where steps are appended. */
interface Steps {
  readonly steps: Step[];
  readonly scope: Scope;
  readonly slots: Slots;
}

/** Makes one step of the steps that `plan` appends for a body: they are entered and left together. */
export function encloseBody({ scope, steps }: Steps, node: ObservedBody, names: ObservedNames, plan: () => void): void {
  const from = steps.length;
  const before = names.locals(scope.locals());
  plan();
  const inner = steps.splice(from);
  steps.push({ kind: "body", node: renameBody(node, names), steps: inner, before, after: names.locals(scope.locals()) });
}

/** Makes one step of the steps that `plan` appends for the expression at an index of its body. */
export function encloseExpression({ scope, slots, steps }: Steps, expr: Expr, index: number, names: ObservedNames, plan: () => void): void {
  const from = steps.length;
  const before = names.locals(scope.locals());
  plan();
  const inner = steps.splice(from);
  const after = names.locals(scope.locals());
  steps.push({ kind: "expression", expr: names.expr(expr), index, steps: inner, slot: slots.take(), before, after });
}
