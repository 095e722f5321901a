/**
 * Which expressions of a rule body are looked at first: those that OPA's rule index looks at before it evaluates a rule. They compare a
 * ground reference into `input`, into base documents or an argument with a constant, bind a variable to it, or just want it to be there. None of
 * them can fail with an error, so a body that they rule out raises none either, here as there.
 */
import type { Body, Expr, Rule, Term } from "../ast/nodes.ts";
import { pathKeyOf } from "../compile/program.ts";
import { isCallOf, isEquality } from "../compile/terms.ts";
import { constantOf } from "./constants.ts";
import type { DocumentNode } from "./nodes.ts";

/** The body with its guards in front; otherwise the order stays. */
export function putGuardsFirst({ head, body }: Rule, root: DocumentNode): Body {
  const args = new Set((head.args ?? []).flatMap((arg) => (arg.kind === "var" ? [arg.name] : [])));
  const guards = body.filter((expr) => isGuard(expr, args, root));
  return guards.length === 0 ? body : [...guards, ...body.filter((expr) => !guards.includes(expr))];
}

function isGuard(expr: Expr, args: ReadonlySet<string>, root: DocumentNode): boolean {
  if (expr.negated || expr.with.length > 0) return false;
  if (expr.kind === "term-expr") return isSubject(expr.term, args, root);
  if (expr.kind !== "call-expr" || expr.args.length !== 2) return false;
  const [left, right] = expr.args;
  if (left === undefined || right === undefined) return false;
  if (isCallOf(expr, "internal.member_2")) return isSubject(left, args, root) && constantOf(right) !== undefined;
  if (!isEquality(expr) && !isCallOf(expr, "equal")) return false;
  const isOther = (term: Term): boolean => isComparable(term) || (term.kind === "var" && isEquality(expr));
  return (isSubject(left, args, root) && isOther(right)) || (isSubject(right, args, root) && isOther(left));
}

function isComparable(term: Term): boolean {
  return constantOf(term) !== undefined && term.kind !== "object" && term.kind !== "set";
}

/** An argument, or a reference of constants that no rule has a part in. */
function isSubject(term: Term, args: ReadonlySet<string>, root: DocumentNode): boolean {
  if (term.kind === "var") return args.has(term.name);
  if (term.kind !== "ref") return false;
  const [head, ...operands] = term.terms;
  if (head?.kind !== "var" || (head.name !== "input" && head.name !== "data")) return false;
  let node: DocumentNode | undefined = head.name === "data" ? root : undefined;
  for (const operand of operands) {
    const key = pathKeyOf(operand);
    if (key === undefined) return false;
    node = node?.children.get(key);
    if (node?.group !== undefined) return false;
  }
  return node === undefined;
}
