/**
 * Which expressions of a rule body are looked at first: those that OPA's rule index looks at before it evaluates a rule. They compare a
 * ground reference into `input`, into base documents or an argument with a constant, bind a variable to it, or just want it to be there. None of
 * them can fail with an error, so a body that they rule out raises none either, here as there.
 */
import type { Body, Expr, RefTerm, Rule, Term } from "../ast/nodes.ts";
import { isScalar } from "../ast/visit.ts";
import { pathKeyOf, type RuleNode } from "../compile/program.ts";
import { isCallOf, isEquality, makeRef } from "../compile/terms.ts";
import { closuresOf } from "../compile/variables.ts";
import { constantOf } from "./constants.ts";
import type { DocumentNode } from "./nodes.ts";

/** Packages and rules as a tree, planned or not. */
export type DocumentTree = DocumentNode | RuleNode;

function hasRules(node: DocumentTree): boolean {
  return "rules" in node ? node.rules.length > 0 : node.group !== undefined;
}

/** The body with its guards in front; otherwise the order stays. */
export function putGuardsFirst({ head, body }: Rule, root: DocumentTree): Body {
  const args = new Set((head.args ?? []).flatMap((arg) => (arg.kind === "var" ? [arg.name] : [])));
  let mayFail = false;
  const guards = body.filter((expr) => {
    // The index does not know whether what is there is false, nor what a variable is.
    const isGuard = isComparison(expr, args, root) || (!mayFail && isBinding(expr, args, root));
    mayFail ||= canFail(expr, root);
    return isGuard;
  });
  return guards.length === 0 ? body : [...guards, ...body.filter((expr) => !guards.includes(expr))];
}

export function isPlain(expr: Expr): boolean {
  return !expr.negated && expr.with.length === 0;
}

function isComparison(expr: Expr, args: ReadonlySet<string>, root: DocumentTree): boolean {
  if (!isPlain(expr) || expr.kind !== "call-expr" || expr.args.length !== 2) return false;
  const [left, right] = expr.args;
  if (left === undefined || right === undefined) return false;
  if (isCallOf(expr, "internal.member_2")) return isSubject(left, args, root) && constantOf(right) !== undefined;
  if (!isEqual(expr)) return false;
  return (isSubject(left, args, root) && isComparable(right)) || (isSubject(right, args, root) && isComparable(left));
}

/** `input.x`, `y = input.x` */
function isBinding(expr: Expr, args: ReadonlySet<string>, root: DocumentTree): boolean {
  if (!isPlain(expr)) return false;
  if (expr.kind === "term-expr") return isSubject(expr.term, args, root);
  if (!isEquality(expr)) return false;
  const [left, right] = expr.args;
  return (isSubject(left, args, root) && right.kind === "var") || (isSubject(right, args, root) && left.kind === "var");
}

/** The index knows scalars and arrays of scalars. */
function isComparable(term: Term): boolean {
  return isScalar(term) || (term.kind === "array" && term.items.every(isScalar));
}

/** An argument, or a reference of constants that no rule has a part in. */
export function isSubject(term: Term, args: ReadonlySet<string>, root: DocumentTree): boolean {
  if (term.kind === "var") return args.has(term.name);
  if (term.kind !== "ref") return false;
  const [head, ...operands] = term.terms;
  if (head?.kind !== "var" || (head.name !== "input" && head.name !== "data")) return false;
  let node: DocumentTree | undefined = head.name === "data" ? root : undefined;
  for (const operand of operands) {
    if (constantOf(operand) === undefined) return false;
    const key = pathKeyOf(operand);
    node = key === undefined ? undefined : node?.children.get(key);
    if (node !== undefined && hasRules(node)) return false;
  }
  return node === undefined;
}

/** May evaluating the expression end the query with an error? Only rules and comprehensions of objects have conflicts. */
function canFail(expr: Expr, root: DocumentTree): boolean {
  if (!isPlain(expr) || (expr.kind !== "call-expr" && expr.kind !== "term-expr")) return true;
  if (expr.kind === "call-expr" && isRooted(expr.operator, "data")) return true;
  const refs: RefTerm[] = [];
  for (const term of expr.kind === "term-expr" ? [expr.term] : expr.args) collectRefs(term, refs);
  return closuresOf(expr).length > 0 || refs.some((ref) => isVirtual(ref, root));
}

const comparisons = ["internal.member_2", "equal", "neq", "lt", "lte", "gt", "gte"];

/** Does it not matter whether the expression is evaluated? It ends no query with an error, not even where those of builtins do, and prints nothing. */
export function isHarmless(expr: Expr, root: DocumentTree): boolean {
  if (expr.kind === "some") return true;
  if (canFail(expr, root)) return false;
  if (expr.kind === "term-expr" || isEquality(expr)) return true;
  return expr.kind === "call-expr" && expr.args.length === 2 && comparisons.some((name) => isCallOf(expr, name));
}

/** What the index looks at beside {@link putGuardsFirst}: that references have a value, or that a collection has a member. */
export interface Guards {
  readonly refs: readonly RefTerm[];
  readonly members: readonly { readonly member: Term; readonly collection: RefTerm }[];
}

/**
 * Ground references inside of calls, composites and other references, which OPA's index sees as well: an undefined one rules the body out. So
 * does a collection of which no item is the scalar that the body wants, `input.x[_] == 1`. They are looked at first where otherwise something that
 * can fail with an error would be.
 */
export function guardsOf(body: Body, root: DocumentTree): Guards {
  const refs: RefTerm[] = [];
  const members: { readonly member: Term; readonly collection: RefTerm }[] = [];
  let mayFail = false;
  for (const expr of body) {
    if (mayFail || canFail(expr, root)) {
      mayFail = true;
      if (!isPlain(expr)) continue;
      refs.push(...refsIn(expr).filter((ref) => isSubject(ref, new Set(), root)));
      members.push(...membersIn(expr).filter(({ collection }) => isSubject(collection, new Set(), root)));
    }
  }
  return { refs, members };
}

/** The references that the index sees in an expression: of an equality's sides, those compared with a scalar, an array or a variable. */
export function refsIn(expr: Expr): readonly RefTerm[] {
  if (expr.kind !== "call-expr" && expr.kind !== "term-expr") return [];
  const terms = expr.kind === "term-expr" ? [expr.term] : expr.args;
  const [left, right] = terms;
  const isSeen = (term: Term): boolean => !isEqual(expr) || isIndexed(term === left ? right : left);
  const refs: RefTerm[] = [];
  for (const term of terms) {
    // Operands that are references are looked at on their own.
    if (term.kind === "ref" && !isSeen(term)) for (const operand of term.terms) collectRefs(operand, refs);
    else collectRefs(term, refs);
  }
  return refs;
}

function isIndexed(term: Term | undefined): boolean {
  if (term?.kind === "array") return term.items.every((item) => isScalar(item) || item.kind === "var" || item.kind === "ref");
  return isScalar(term) || term?.kind === "var";
}

export function isEqual(expr: Expr): boolean {
  return isEquality(expr) || (expr.kind === "call-expr" && isCallOf(expr, "equal") && expr.args.length === 2);
}

/** An operand that is not known before the body is evaluated. */
function selectsAny(operand: Term | undefined): boolean {
  return operand?.kind === "var" || operand?.kind === "ref";
}

/** `"a" in input.x`, `input.x[_] == "a"` */
export function membersIn(expr: Expr): Guards["members"] {
  if (expr.kind !== "call-expr" || expr.args.length !== 2) return [];
  const [left, right] = expr.args;
  if (left === undefined || right === undefined) return [];
  if (isCallOf(expr, "internal.member_2")) return isScalar(left) && right.kind === "ref" ? [{ member: left, collection: right }] : [];
  if (!isEqual(expr)) return [];
  const [member, ref] = isScalar(left) ? [left, right] : [right, left];
  if (!isScalar(member) || ref.kind !== "ref" || ref.terms.length < 2 || !selectsAny(ref.terms.at(-1))) return [];
  return [{ member, collection: makeRef(ref.terms.slice(0, -1), ref) }];
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

function isRooted({ terms: [head] }: RefTerm, name: string): boolean {
  return head?.kind === "var" && head.name === name;
}

/** May evaluating the reference evaluate a rule? */
function isVirtual(ref: RefTerm, root: DocumentTree): boolean {
  if (!isRooted(ref, "data")) return false;
  const [, ...operands] = ref.terms;
  let node: DocumentTree | undefined = root;
  for (const operand of operands) {
    const key = pathKeyOf(operand);
    if (key === undefined || hasRules(node)) return true;
    node = node.children.get(key);
    if (node === undefined) return false;
  }
  return true;
}
