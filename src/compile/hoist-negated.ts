/**
 * Stage "hoist negated": `not f(input.x)` (without `future.keywords.not`) evaluates its operands before the negation, so that an
 * undefined operand makes the expression undefined rather than true: → `a = input.x; not f(a)`. Refs that are a side of `=` or `==`,
 * or the whole expression, stay inside: `not input.x == 1` is true without `input.x`.
 */
import type { Body, Expr, Term, With } from "../ast/nodes.ts";
import type { LocalNames } from "./context.ts";
import { isCallOf, isEquality, makeCallExpr, makeRef, makeVar, mapExprParts, mapParts, type TermMapper } from "./terms.ts";

/** Rewrites a body, closures in it included. */
export function hoistNegated(body: Body, names: LocalNames): Body {
  const mapper: TermMapper = {
    term: (term) => mapParts(term, mapper),
    body: (inner) => hoistNegated(inner, names),
    expr: (expr) => mapExprParts(expr, mapper),
  };
  return body.flatMap((expr): Expr[] => {
    const mapped = mapExprParts(expr, mapper);
    if (!mapped.negated) return [mapped];
    const before: Expr[] = [];
    const inside = (term: Term): Term => hoistInside(term, mapped.with, before, names);
    const whole = (term: Term): Term => hoistWhole(term, mapped.with, before, names);
    if (mapped.kind === "term-expr") {
      const term = inside(mapped.term);
      return [...before, { ...mapped, term }];
    }
    if (mapped.kind !== "call-expr") return [mapped];
    const sides = isEquality(mapped) || (isCallOf(mapped, "equal") && mapped.args.length === 2);
    const args = mapped.args.map(sides ? inside : whole);
    return [...before, { ...mapped, args }];
  });
}

/** Hoists what stands inside of a ref, and composites' parts; the ref itself stays. */
function hoistInside(term: Term, modifiers: readonly With[], before: Expr[], names: LocalNames): Term {
  if (term.kind === "ref") {
    return makeRef(
      term.terms.map((operand, index) => (index === 0 ? operand : hoistWhole(operand, modifiers, before, names))),
      term,
    );
  }
  return hoistWhole(term, modifiers, before, names);
}

function hoistWhole(term: Term, modifiers: readonly With[], before: Expr[], names: LocalNames): Term {
  const whole = (part: Term): Term => hoistWhole(part, modifiers, before, names);
  switch (term.kind) {
    case "ref": {
      const local = makeVar(names.generateFor(term), term);
      before.push(makeCallExpr("eq", [local, hoistInside(term, modifiers, before, names)], term, modifiers));
      return local;
    }
    case "array":
    case "set":
      return { ...term, items: term.items.map(whole) };
    case "object":
      return { ...term, entries: term.entries.map(({ key, value }) => ({ key: whole(key), value: whole(value) })) };
    default:
      return term;
  }
}
