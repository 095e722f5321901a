import type { RefTerm } from "../ast/nodes.ts";
import type { KnownBuiltins } from "../compile/check-calls.ts";
import type { CheckedProgram } from "../compile/program.ts";
import type { Replacements } from "../compile/replaced.ts";
import type { DocumentNode, RuleGroup } from "./nodes.ts";
import type { ObservedNames } from "./observed-names.ts";

/** What can be switched off without a change to any answer: to find faults, and for the tests that show it. All on by default. */
export interface Optimizations {
  /** Rules chosen, and elements found, by an index. */
  readonly index?: boolean | undefined;
  /** A rule whose bodies all give one constant is decided by the first that holds. Conflicts in others are hidden then, as in OPA. */
  readonly earlyExit?: boolean | undefined;
  /** Values of rules and results of functions are remembered for one evaluation. */
  readonly caches?: boolean | undefined;
}

/** A planned program: its tree of documents, and what planning a body needs to look up. */
export interface ProgramPlan {
  readonly program: CheckedProgram;
  readonly builtins: KnownBuiltins;
  readonly root: DocumentNode;
  /** The functions and builtins that some `with` of the program or the query replaces: `count`, `data.p.f`. */
  readonly replaced: ReadonlySet<string>;
  /** What replaces them. */
  readonly replacements: Replacements;
  readonly optimizations: Optimizations;
  /** All groups by number. */
  readonly groups: readonly RuleGroup[];
  /** Every expression is planned as it stands, with steps that tell a tracer of it, by these names. Undefined: for no tracer. */
  readonly observed: ObservedNames | undefined;
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
