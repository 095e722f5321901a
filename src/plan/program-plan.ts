import type { Body, Expr, RefTerm, Rule } from "../ast/nodes.ts";
import type { KnownBuiltins } from "../compile/check-calls.ts";
import type { CheckedProgram, CheckedRule } from "../compile/program.ts";
import type { Replacements } from "../compile/replaced.ts";
import type { Branch, DocumentNode, ObservedBody, RuleGroup, Step } from "./nodes.ts";
import type { Scope, Slots } from "./scope.ts";

/** What can be switched off without a change to any answer: to find faults, and for the tests that show it. All on by default. */
export interface Optimizations {
  /** Rules chosen, and elements found, by an index. */
  readonly index?: boolean | undefined;
  /** A rule whose bodies all give one constant is decided by the first that holds. Conflicts in others are hidden then, as in OPA. */
  readonly earlyExit?: boolean | undefined;
  /** Values of rules and results of functions are remembered for one evaluation. */
  readonly caches?: boolean | undefined;
}

/** Which rule groups depend on what; by group number, 1 where they do. */
export interface GroupDependencies {
  /** On what a `with` replaces: `input`, `data\0a\0b` for a path, `call\0name` for a function or builtin. */
  readonly by: (targets: readonly string[]) => Uint8Array;
  /** On the answer of an asynchronous builtin. */
  readonly mayWait: () => Uint8Array;
}

/** What an evaluator is linked from, beside the plans of bodies: a planned program, or a policy that was planned before. */
export interface LinkedPlan {
  /** The functions and builtins that some `with` of the program or the query replaces: `count`, `data.p.f`. */
  readonly replaced: ReadonlySet<string>;
  readonly optimizations: Optimizations;
  readonly dependencies: () => GroupDependencies;
  /** Every expression is planned as it stands, with steps that tell a tracer of it. Undefined: for no tracer. */
  readonly observed: PlanObserver | undefined;
}

/** A planned program: its tree of documents, and what planning a body needs to look up. */
export interface ProgramPlan extends LinkedPlan {
  readonly program: CheckedProgram;
  readonly builtins: KnownBuiltins;
  readonly root: DocumentNode;
  /** What replaces functions and builtins. */
  readonly replacements: Replacements;
  /** All groups by number. */
  readonly groups: readonly RuleGroup[];
}

/** Where the steps of a body are appended. */
export interface StepsInScope {
  readonly steps: Step[];
  readonly scope: Scope;
  readonly slots: Slots;
}

/** How a program is planned for a tracer: every expression as it stands, with steps that tell of it. */
export interface PlanObserver {
  /** Plans a branch of a rule, in place of `planBranch` of `rule-planner.ts`. */
  readonly branch: (checked: CheckedRule, written: Rule, plan: ProgramPlan, keyed: boolean) => Branch;
  /** The body of a query as it is told of. */
  readonly query: (body: Body) => Body;
  /** Makes one step of the steps that `plan` appends for a body. */
  readonly encloseBody: (steps: StepsInScope, node: ObservedBody, plan: () => void) => void;
  /** Makes one step of the steps that `plan` appends for the expression at an index of its body. */
  readonly encloseExpression: (steps: StepsInScope, expr: Expr, index: number, plan: () => void) => void;
}

/** The group that a call's operator names, where it is a function of the program. */
export function functionGroup(plan: ProgramPlan, operator: RefTerm): RuleGroup | undefined {
  let node: DocumentNode | undefined = plan.root;
  for (const term of operator.terms.slice(1)) node = term.kind === "string" ? node?.children.get(term.value) : undefined;
  return node?.group?.kind === "function" ? node.group : undefined;
}

/** Can a `with` of this target replace a call: is it the name of a builtin, or the path of a function? */
export function isCallName(plan: ProgramPlan, name: string): boolean {
  if (plan.builtins.get(name) !== undefined) return true;
  const [head, ...path] = name.split(".");
  let node: DocumentNode | undefined = head === "data" ? plan.root : undefined;
  for (const part of path) node = node?.children.get(part);
  return node?.group?.kind === "function";
}
