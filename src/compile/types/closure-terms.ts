import type { Body, CallExpr, Expr, Term } from "../../ast/nodes.ts";
import { type EqualityExpr, isCallOf, isEquality } from "../terms.ts";
import type { ClosureTerm } from "./environment.ts";

/** The comprehensions of an expression, also those in the bodies of `every`, `not` and the like, but not those inside of others. */
export function closureTermsOf(expr: Expr): readonly ClosureTerm[] {
  const found: ClosureTerm[] = [];
  collectFromExpr(expr, found);
  return found;
}

function collectFromExpr(expr: Expr, into: ClosureTerm[]): void {
  switch (expr.kind) {
    case "term-expr":
      collectFromTerm(expr.term, into);
      return;
    case "call-expr":
      collectFromTerms(expr.args, into);
      return;
    case "some":
      collectFromTerms(expr.symbols, into);
      return;
    case "every":
      collectFromTerm(expr.domain, into);
      collectFromBody(expr.body, into);
      return;
    case "not":
      collectFromBody(expr.body, into);
      return;
    case "logical":
      collectFromBody(expr.left, into);
      collectFromBody(expr.right, into);
      return;
    default:
      expr satisfies never;
  }
}

function collectFromBody(body: Body, into: ClosureTerm[]): void {
  for (const expr of body) collectFromExpr(expr, into);
}

function collectFromTerms(terms: readonly Term[], into: ClosureTerm[]): void {
  for (const term of terms) collectFromTerm(term, into);
}

function collectFromTerm(term: Term, into: ClosureTerm[]): void {
  switch (term.kind) {
    case "array-comprehension":
    case "set-comprehension":
    case "object-comprehension":
      into.push(term);
      return;
    case "ref":
      collectFromTerms(term.terms, into);
      return;
    case "array":
    case "set":
      collectFromTerms(term.items, into);
      return;
    case "object":
      for (const { key, value } of term.entries) {
        collectFromTerm(key, into);
        collectFromTerm(value, into);
      }
      return;
    default:
      return;
  }
}

/** Is the term a side of an equality, or the whole expression? OPA gives names to others first, so that each is an expression of its own. */
export function isDirect(term: Term, expr: Expr): boolean {
  if (expr.kind === "term-expr") return expr.term === term;
  return expr.kind === "call-expr" && (isEquality(expr) || isComparison(expr)) && expr.args.includes(term);
}

/** `==` as an expression of its own is the same as `=`. */
export function isComparison(expr: CallExpr): expr is EqualityExpr {
  return expr.args.length === 2 && isCallOf(expr, "equal");
}
