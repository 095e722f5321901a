import type { Expr, RefTerm, Term } from "../../ast/nodes.ts";
import { isUnknown, unknownType } from "../../types/types.ts";
import { isDirect } from "./closure-terms.ts";
import type { TypeEnvironment } from "./environment.ts";
import { typeOfTerm } from "./term-types.ts";
import { matchError, type TypeFault } from "./type-errors.ts";

/**
 * Adds the references inside of an expression that have no type at all, for no fault of their own: OPA gives names to their values first, and
 * fails.
 */
export function checkHoisted(expr: Expr, faults: readonly TypeFault[], environment: TypeEnvironment, into: TypeFault[]): void {
  const visit = (ref: RefTerm): void => {
    if (isDirect(ref, expr) || !isUnknown(typeOfTerm(ref, environment)) || faults.some((fault) => fault.ref === ref)) return;
    into.push(matchError({ source: environment.context.source, span: ref }, unknownType, unknownType));
  };
  if (expr.kind === "call-expr") for (const arg of expr.args) walkRefs(arg, visit);
  else if (expr.kind === "term-expr") walkRefs(expr.term, visit);
}

function walkRefs(term: Term, visit: (ref: RefTerm) => void): void {
  switch (term.kind) {
    case "ref":
      visit(term);
      for (let index = 1; index < term.terms.length; index++) {
        const operand = term.terms[index];
        if (operand !== undefined) walkRefs(operand, visit);
      }
      return;
    case "array":
    case "set":
      for (const item of term.items) walkRefs(item, visit);
      return;
    case "object":
      for (const { key, value } of term.entries) {
        walkRefs(key, visit);
        walkRefs(value, visit);
      }
      return;
    default:
      return;
  }
}
