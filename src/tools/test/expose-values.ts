import type { Body, Expr, Rule, Term } from "../../ast/nodes.ts";
import { isCallOf, makeCallExpr, makeVar } from "../../compile/terms.ts";

/** Gives the references that a test compares names of their own, so that it can be seen what they were: `x.a == 1` → `v := x.a; v == 1`. */
export function exposeValues(rule: Rule): Rule {
  return { ...rule, body: exposeBody(rule.body, { count: 0 }) };
}

function exposeBody(body: Body, names: { count: number }): Body {
  return body.flatMap((expr): readonly Expr[] => {
    if (expr.negated) return [expr];
    const before: Expr[] = [];
    const name = (term: Term): Term => {
      if (term.kind !== "ref" || term.terms.length < 2) return term;
      const variable = makeVar(`__value${names.count++}__`, term);
      before.push(makeCallExpr("assign", [variable, term], term, expr.with));
      return variable;
    };
    if (expr.kind === "every") return [{ ...expr, body: exposeBody(expr.body, names) }];
    if (expr.kind === "term-expr") {
      const term = name(expr.term);
      return [...before, { ...expr, term }];
    }
    if (expr.kind !== "call-expr" || !isCallOf(expr, "equal")) return [expr];
    const args = expr.args.map(name);
    return [...before, { ...expr, args }];
  });
}
