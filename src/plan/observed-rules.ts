/** Plans the bodies of rules for plans that are observed: as they stand, with what OPA's rule index looks at beside them. */
import type { Rule, Term } from "../ast/nodes.ts";
import type { CheckedRule } from "../compile/program.ts";
import { admissionOf, argumentName } from "./admission.ts";
import { BodyPlanner } from "./body-planner.ts";
import type { Branch, ValueNode } from "./nodes.ts";
import type { ProgramPlan } from "./program-plan.ts";
import { pullRuleReferences } from "./pull-references.ts";
import { Scope, Slots } from "./scope.ts";

/** Plans one branch. Arguments arrive in the first slots; with `keyed`, the known first key does. */
export function planObservedBranch(checked: CheckedRule, written: Rule, plan: ProgramPlan, keyed: boolean): Branch {
  const branch = pullRuleReferences(written, plan.program.names);
  const { body, head } = branch;
  const dynamic = head.ref.terms.slice(checked.path.length + 1);
  const args = head.args ?? [];
  const slots = new Slots(keyed ? 1 : args.length);
  const planner = new BodyPlanner(plan, slots, new Scope(), new Map(), true);
  for (const [position, arg] of args.entries()) planner.scope.bind(nameOfArgument(arg, args, position), position);
  const admission = planner.conditions(admissionOf(branch, plan.root));
  planner.enclose({ kind: "rule", rule: branch }, () => {
    for (const [position, arg] of args.entries()) matchArgument(planner, arg, args, position);
    const known = keyed ? (dynamic[0] ?? head.key) : undefined;
    if (known !== undefined) planner.usePattern({ term: known }, (pattern) => planner.match(pattern, { kind: "local", slot: 0 }));
    planner.body(body);
  });
  const value = (term: Term): ValueNode => planner.value(term);
  return {
    args: [],
    keys: dynamic.map(value),
    element: head.key && value(head.key),
    value: head.value && value(head.value),
    steps: planner.steps,
    frameSize: slots.size,
    span: branch,
    admission,
  };
}

/** The variable that an argument is; one of the planner's own for patterns, wildcards and a variable that is repeated. */
function nameOfArgument(arg: Term, args: readonly Term[], position: number): string {
  const isFirst = arg.kind === "var" && args.findIndex((other) => other.kind === "var" && other.name === arg.name) === position;
  return isFirst ? arg.name : argumentName(position);
}

function matchArgument(planner: BodyPlanner, arg: Term, args: readonly Term[], position: number): void {
  if (nameOfArgument(arg, args, position) !== argumentName(position)) return;
  planner.usePattern({ term: arg }, (pattern) => planner.match(pattern, { kind: "local", slot: position }));
}
