/**
 * Makes an expression of its own of each reference and comprehension that a call, a composite or another reference evaluates, as OPA's compiler does:
 * `count(input.xs) > 1` → `#1 = input.xs; count(#1, #2); gt(#2, 1)`. Only plans that are observed need it: there each of them is seen.
 */
import type { Body, Expr, Rule, Term, With } from "../ast/nodes.ts";
import type { LocalNames } from "../compile/context.ts";
import {
  isCallOf,
  isEquality,
  isRootDocument,
  makeCallExpr,
  makeRef,
  makeVar,
  mapExprParts,
  mapParts,
  type TermMapper,
} from "../compile/terms.ts";

/** Rewrites a body, closures in it included. */
export function pullReferences(body: Body, names: LocalNames): Body {
  return new ReferencePuller(names).body(body);
}

/** Rewrites the body of a rule and the closures in its head. */
export function pullRuleReferences(rule: Rule, names: LocalNames): Rule {
  const body = pullReferences(rule.body, names);
  // The `true` of a rule without body gives way to what its head evaluates.
  const [first] = body;
  const isFiller = body.length > 1 && first?.kind === "term-expr" && first.generated && first.term.kind === "boolean";
  return { ...rule, body: isFiller ? body.slice(1) : body };
}

class ReferencePuller {
  private readonly names: LocalNames;
  /** Reaches the bodies of closures. */
  private readonly mapper: TermMapper = {
    term: (term) => mapParts(term, this.mapper),
    body: (body) => this.body(body),
    expr: (expr) => mapExprParts(expr, this.mapper),
  };

  constructor(names: LocalNames) {
    this.names = names;
  }

  body(body: Body): Body {
    return body.flatMap((expr) => {
      const before: Expr[] = [];
      const rewritten = this.expr(mapExprParts(expr, this.mapper), before);
      return [...before, rewritten];
    });
  }

  private expr(expr: Expr, before: Expr[]): Expr {
    const pull = (term: Term): Term => this.pull(term, expr.with, before);
    const side = (term: Term): Term => this.side(term, expr.with, before);
    switch (expr.kind) {
      case "term-expr":
        return { ...expr, term: side(expr.term) };
      case "call-expr": {
        const isEqual = isEquality(expr) || (isCallOf(expr, "equal") && expr.args.length === 2);
        return { ...expr, args: expr.args.map(isEqual ? side : pull) };
      }
      default:
        return expr;
    }
  }

  /** A side of an equality, or a whole expression, stays where it is; what it consists of does not. */
  private side(term: Term, modifiers: readonly With[], before: Expr[]): Term {
    const pull = (part: Term): Term => this.pull(part, modifiers, before);
    switch (term.kind) {
      case "ref":
        return makeRef(
          term.terms.map((operand, index) => (index === 0 ? operand : pull(operand))),
          term,
        );
      case "array":
      case "set":
        return { ...term, items: term.items.map(pull) };
      case "object":
        return { ...term, entries: term.entries.map(({ key, value }) => ({ key: pull(key), value: pull(value) })) };
      default:
        return term;
    }
  }

  private pull(term: Term, modifiers: readonly With[], before: Expr[]): Term {
    const inner = this.side(term, modifiers, before);
    switch (inner.kind) {
      case "ref":
      case "array-comprehension":
      case "set-comprehension":
      case "object-comprehension":
        return this.nameFor(inner, modifiers, before);
      case "var":
        return isRootDocument(inner) ? this.nameFor(inner, modifiers, before) : inner;
      default:
        return inner;
    }
  }

  private nameFor(term: Term, modifiers: readonly With[], before: Expr[]): Term {
    const local = makeVar(this.names.generateFor(term), term);
    before.push(makeCallExpr("eq", [local, term], term, modifiers));
    return local;
  }
}
