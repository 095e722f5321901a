import type { RefTerm } from "../ast/nodes.ts";
import type { KnownBuiltins } from "../compile/check-calls.ts";
import type { CheckedProgram } from "../compile/program.ts";
import type { DocumentNode, RuleGroup } from "./nodes.ts";

/** A planned program: its tree of documents, and what planning a body needs to look up. */
export interface ProgramPlan {
  readonly program: CheckedProgram;
  readonly builtins: KnownBuiltins;
  readonly root: DocumentNode;
  /** The functions and builtins that some `with` of the program or the query replaces: `count`, `data.p.f`. */
  readonly replaced: ReadonlySet<string>;
  /** All groups by number. */
  readonly groups: readonly RuleGroup[];
}

/** The group that a call's operator names, where it is a function of the program. */
export function functionGroup(plan: ProgramPlan, operator: RefTerm): RuleGroup | undefined {
  let node: DocumentNode | undefined = plan.root;
  for (const term of operator.terms.slice(1)) node = term.kind === "string" ? node?.children.get(term.value) : undefined;
  return node?.group?.kind === "function" ? node.group : undefined;
}
