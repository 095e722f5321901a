import type { Expr, Module, Rule, Term } from "../../ast/nodes.ts";
import { makeCallExpr, makeRef, makeVar } from "../../compile/terms.ts";
import { collectExprVars, everywhere, varsOf } from "../../compile/variables.ts";
import type { TestRule } from "./find-tests.ts";

/** A test whose cases can be followed while it runs. */
export interface NamedCases {
  readonly module: Module;
  readonly rule: Rule;
  /** The operands that name a case: constants, and variables that have their value as soon as it can be known. */
  readonly cases: readonly Term[];
}

/**
 * Makes variables of what names the cases of a test, which are set as early as they can be: `test_x[tc.name]` names its case before it is known
 * whether the case holds.
 */
export function nameCases({ cases, module, rule }: TestRule): NamedCases {
  const body: Expr[] = [...rule.body];
  const named = cases.map((term, index): Term => {
    if (term.kind === "var" || term.kind === "string" || term.kind === "number" || term.kind === "boolean" || term.kind === "null")
      return term;
    const variable = makeVar(`__case${index}__`, term);
    body.splice(findPlace(body, term), 0, makeCallExpr("eq", [variable, term], term));
    return variable;
  });
  const { ref } = rule.head;
  const terms = [...ref.terms.slice(0, ref.terms.length - cases.length), ...named];
  return { module, rule: { ...rule, body, head: { ...rule.head, ref: makeRef(terms, ref) } }, cases: named };
}

/** Right after the expressions that mention all its variables. */
function findPlace(body: readonly Expr[], term: Term): number {
  const wanted = [...varsOf(term, everywhere)];
  const mentioned = new Set<string>();
  for (const [index, expr] of body.entries()) {
    collectExprVars(expr, everywhere, mentioned);
    if (wanted.every((name) => mentioned.has(name))) return index + 1;
  }
  return body.length;
}
