/** Makes a query report the value of each of its expressions: `f(x)` becomes `f(x, v)`, `input.a` becomes `v = input.a`. */
import type { Body, Expr, Term } from "../ast/nodes.ts";
import type { KnownBuiltins } from "./check-calls.ts";
import type { LocalNames } from "./context.ts";
import type { ArityOf } from "./safety.ts";
import { isEquality, makeOperator, makeTermExpr, makeVar, operatorName } from "./terms.ts";

/** A query that reports values, and for each written expression the variable that holds its value (none: the value is true). */
export interface CapturedQuery {
  readonly body: Body;
  readonly captures: readonly (string | undefined)[];
}

/**
 * A query of several expressions, or one that enumerates, has a result only where all of them hold; a single expression may be false and
 * is then reported so.
 */
export function captureValues(written: Body, names: LocalNames, arityOf: ArityOf, builtins: KnownBuiltins): CapturedQuery {
  const mustHold = written.length > 1 || written.some((expr) => enumerates(expr, builtins));
  const body: Expr[] = [];
  const checks: Expr[] = [];
  const captures = written.map((expr): string | undefined => {
    // Where nothing binds it, OPA reports it as a wildcard.
    const name = names.generate("$");
    const captured = captureInto(expr, makeVar(name, expr), arityOf, builtins);
    body.push(captured ?? expr);
    if (captured === undefined) return undefined;
    if (mustHold) checks.push(makeTermExpr(makeVar(name, expr), expr));
    return name;
  });
  return { body: [...body, ...checks], captures };
}

function captureInto(expr: Expr, local: Term, arityOf: ArityOf, builtins: KnownBuiltins): Expr | undefined {
  if (expr.negated || isEquality(expr)) return undefined;
  if (expr.kind === "term-expr") {
    const { term, ...rest } = expr;
    return { ...rest, kind: "call-expr", operator: makeOperator("eq", expr), args: [term, local], infix: false };
  }
  if (expr.kind !== "call-expr" || arityOf(expr) !== expr.args.length) return undefined;
  const builtin = builtins.get(operatorName(expr.operator) ?? "");
  if (builtin?.variadic || (builtin !== undefined && builtin.result === undefined)) return undefined;
  return { ...expr, args: [...expr.args, local] };
}

/** Does a reference outside of comprehensions select by a variable, or a relation give several answers? */
function enumerates(expr: Expr, builtins: KnownBuiltins): boolean {
  if (expr.kind === "term-expr") return termEnumerates(expr.term, builtins);
  if (expr.kind === "some") return expr.symbols.some((symbol) => termEnumerates(symbol, builtins));
  if (expr.kind !== "call-expr") return false;
  return isRelation(expr.operator.terms, builtins) || expr.args.some((arg) => termEnumerates(arg, builtins));
}

function termEnumerates(term: Term, builtins: KnownBuiltins): boolean {
  switch (term.kind) {
    case "ref":
      return (
        term.terms.slice(1).some((operand) => operand.kind === "var") || term.terms.some((operand) => termEnumerates(operand, builtins))
      );
    case "array":
    case "set":
      return term.items.some((item) => termEnumerates(item, builtins));
    case "object":
      return term.entries.some(({ key, value }) => termEnumerates(key, builtins) || termEnumerates(value, builtins));
    case "call":
      return isRelation(term.operator.terms, builtins) || term.args.some((arg) => termEnumerates(arg, builtins));
    default:
      return false;
  }
}

function isRelation(operator: readonly Term[], builtins: KnownBuiltins): boolean {
  const [head] = operator;
  return operator.length === 1 && head?.kind === "var" && builtins.get(head.name)?.kind === "relation";
}
