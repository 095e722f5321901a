import type { Expr, RefTerm, Term } from "../../ast/nodes.ts";
import { isUnknown, unknownType } from "../../types/types.ts";
import { isDirect } from "./closure-terms.ts";
import type { TypeEnvironment } from "./environment.ts";
import { typeOfTerm } from "./term-types.ts";
import { matchError, type TypeFault } from "./type-errors.ts";

/** References inside of an expression that have no type at all, for no fault of their own: OPA gives names to their values first, and fails. */
export function checkHoisted(expr: Expr, faults: readonly TypeFault[], environment: TypeEnvironment): readonly TypeFault[] {
  const terms = expr.kind === "call-expr" ? expr.args : expr.kind === "term-expr" ? [expr.term] : [];
  return terms
    .flatMap(refsIn)
    .filter((ref) => !isDirect(ref, expr) && isUnknown(typeOfTerm(ref, environment)) && !faults.some((fault) => fault.ref === ref))
    .map((ref) => matchError({ source: environment.context.source, span: ref }, unknownType, unknownType));
}

function refsIn(term: Term): readonly RefTerm[] {
  switch (term.kind) {
    case "ref":
      return [term, ...term.terms.slice(1).flatMap(refsIn)];
    case "array":
    case "set":
      return term.items.flatMap(refsIn);
    case "object":
      return term.entries.flatMap(({ key, value }) => [...refsIn(key), ...refsIn(value)]);
    default:
      return [];
  }
}
