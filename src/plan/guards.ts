/**
 * Which expressions of a rule body are looked at first: those that OPA's rule index looks at before it evaluates a rule. They compare a
 * ground reference into `input`, into base documents or an argument with a constant, bind a variable to it, or just want it to be there. None of
 * them can fail with an error, so a body that they rule out raises none either, here as there.
 */
import type { Body, Expr, RefTerm, Rule, Term } from "../ast/nodes.ts";
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

/**
 * Ground references inside of calls, composites and other references, which OPA's index sees as well: an undefined one rules the body out. They
 * are computed first where otherwise something that can fail with an error would be: from the first mention of a rule or function on.
 */
export function guardedRefs(body: Body, root: DocumentNode): readonly RefTerm[] {
  const found: RefTerm[] = [];
  let mayFail = false;
  for (const expr of body) {
    if (expr.negated || expr.with.length > 0 || (expr.kind !== "call-expr" && expr.kind !== "term-expr")) {
      mayFail = true;
      continue;
    }
    const refs: RefTerm[] = [];
    for (const term of expr.kind === "term-expr" ? [expr.term] : expr.args) collectRefs(term, refs);
    mayFail ||= (expr.kind === "call-expr" && expr.operator.terms[0]?.kind === "var" && expr.operator.terms[0].name === "data") || false;
    mayFail ||= refs.some((ref) => isVirtual(ref, root));
    if (mayFail) found.push(...refs.filter((ref) => isSubject(ref, new Set(), root)));
  }
  return found;
}

function collectRefs(term: Term, into: RefTerm[]): void {
  if (term.kind === "ref") {
    for (const operand of term.terms.slice(1)) collectRefs(operand, into);
    into.push(term);
  } else if (term.kind === "array" || term.kind === "set") for (const item of term.items) collectRefs(item, into);
  else if (term.kind === "object") {
    for (const { key, value } of term.entries) {
      collectRefs(key, into);
      collectRefs(value, into);
    }
  }
}

/** May evaluating the reference evaluate a rule? */
function isVirtual(ref: RefTerm, root: DocumentNode): boolean {
  const [head, ...operands] = ref.terms;
  if (head?.kind !== "var" || head.name !== "data") return false;
  let node: DocumentNode | undefined = root;
  for (const operand of operands) {
    const key = pathKeyOf(operand);
    if (key === undefined || node.group !== undefined) return true;
    node = node.children.get(key);
    if (node === undefined) return false;
  }
  return true;
}
