/** Plans the bodies of one rule, when they are first needed. */
import type { Rule, Term } from "../ast/nodes.ts";
import { isScalar } from "../ast/visit.ts";
import type { CheckedRule, PathKey } from "../compile/program.ts";
import { branchesOf } from "../compile/terms.ts";
import { everywhere, varsOf } from "../compile/variables.ts";
import { BodyPlanner } from "./body-planner.ts";
import { constantOf } from "./constants.ts";
import { isHarmless, putGuardsFirst } from "./guards.ts";
import { MentionCounter } from "./inline.ts";
import type { Branch, Clause, DocumentNode, Pattern, Step, ValueNode } from "./nodes.ts";
import type { ProgramPlan } from "./program-plan.ts";
import { Scope, Slots } from "./scope.ts";

/** Makes the clause of a rule. `below` are the constants between the group's path and the dynamic part of the head. */
export function makeClause(checked: CheckedRule, below: readonly PathKey[], plan: () => ProgramPlan): Clause {
  let branches: readonly Branch[] | undefined;
  let keyed: readonly Branch[] | undefined | null = null;
  let isSelective: boolean | undefined;
  let isHarmlessRule: boolean | undefined;
  const keyedBranches = (): readonly Branch[] | undefined => {
    if (keyed === null) keyed = planKeyed(checked, below, plan());
    return keyed;
  };
  return {
    below,
    isSet: checked.kind === "set",
    source: checked.module.source,
    span: checked.rule,
    branches: () => {
      branches ??= [...branchesOf(checked.rule)].map((branch) => planBranch(checked, branch, plan(), false));
      return branches;
    },
    keyedBranches,
    isHarmless: () => {
      isHarmlessRule ??= isHarmlessBody(checked, plan().root);
      return isHarmlessRule;
    },
    isSelective: () => {
      isSelective ??= isDecidedByKey(keyedBranches(), checked, plan());
      return isSelective;
    },
  };
}

function isHarmlessBody({ rule }: CheckedRule, root: DocumentNode): boolean {
  const { head } = rule;
  const heads = [head.key, head.value].filter((term) => term !== undefined);
  const areBare = heads.every((term) => term.kind === "var" || constantOf(term) !== undefined);
  return areBare && rule.else === undefined && rule.body.every((expr) => isHarmless(expr, root));
}

/** Plans for a key that is known. */
function planKeyed(checked: CheckedRule, below: readonly PathKey[], plan: ProgramPlan): readonly Branch[] | undefined {
  const key = checked.dynamic[0] ?? checked.rule.head.key;
  if (key === undefined || below.length > 0 || checked.rule.else !== undefined || !isBindable(key)) return undefined;
  return [planBranch(checked, checked.rule, plan, true)];
}

function isDecidedByKey(keyed: readonly Branch[] | undefined, checked: CheckedRule, plan: ProgramPlan): boolean {
  const [branch] = keyed ?? [];
  if (branch === undefined) return false;
  // OPA always matches a key that is known first.
  if (plan.observed !== undefined) return true;
  const first = branch.steps.find(({ kind }) => kind !== "match");
  if (first?.kind === "equal" && (first.left.kind === "constant" || first.right.kind === "constant")) return true;
  return countEnumerations(branch.steps) < countEnumerations(planBranch(checked, checked.rule, plan, false).steps);
}

/** Can matching the term bind all its variables? Not those in sets and object keys. */
function isBindable(term: Term): boolean {
  switch (term.kind) {
    case "set":
      return varsOf(term, everywhere).size === 0;
    case "array":
      return term.items.every(isBindable);
    case "object":
      return term.entries.every(({ key, value }) => varsOf(key, everywhere).size === 0 && isBindable(value));
    default:
      return true;
  }
}

function countEnumerations(steps: readonly Step[]): number {
  return steps.filter(({ kind }) => kind === "iterate" || kind === "scan").length;
}

/** Plans one branch. Arguments arrive in the first slots; with `keyed`, the known first key does. */
function planBranch(checked: CheckedRule, branch: Rule, plan: ProgramPlan, keyed: boolean): Branch {
  if (plan.observed !== undefined) return plan.observed.branch(checked, branch, plan, keyed);
  const { head } = branch;
  const body = putGuardsFirst(branch, plan.root);
  const dynamic = head.ref.terms.slice(checked.path.length + 1);
  const heads = [...dynamic, head.key, head.value].filter((term) => term !== undefined);
  const mentions = new MentionCounter();
  for (const term of [...heads, ...(head.args ?? [])]) mentions.term(term);
  mentions.body(body);

  const argCount = head.args?.length ?? 0;
  const slots = new Slots(keyed ? 1 : argCount);
  const planner = new BodyPlanner(plan, slots, new Scope(), mentions.counts, false);
  const args = (head.args ?? []).map((arg, position) => planArgument(planner, arg, position));
  const known = keyed ? (dynamic[0] ?? head.key) : undefined;
  const matchKey = (): void => {
    if (known !== undefined) planner.usePattern({ term: known }, (pattern) => planner.match(pattern, { kind: "local", slot: 0 }));
  };
  // As in OPA, a key that is a composite constant stands at the end of the body.
  const isLast = known !== undefined && !isScalar(known) && constantOf(known) !== undefined;
  if (!isLast) matchKey();
  planner.guards(body);
  planner.body(body);
  if (isLast) matchKey();
  const value = (term: Term): ValueNode => planner.value(term);
  return {
    args,
    keys: dynamic.map(value),
    element: head.key && value(head.key),
    value: head.value && value(head.value),
    steps: planner.steps,
    frameSize: slots.size,
    span: branch,
  };
}

/** An argument that is a fresh variable needs no matching: it is the slot in which it arrives. */
function planArgument(planner: BodyPlanner, arg: Term, position: number): Pattern {
  if (arg.kind === "var" && !planner.isBound(arg.name)) {
    planner.scope.bind(arg.name, position);
    return { kind: "ignore" };
  }
  let result: Pattern = { kind: "ignore" };
  planner.usePattern({ term: arg }, (pattern) => {
    result = pattern;
  });
  return result;
}
