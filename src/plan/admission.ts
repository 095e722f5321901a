/**
 * What OPA's rule index looks at before it enters a rule: a rule that is ruled out is not seen in traces, and its rows count as not covered.
 * Only plans that are observed need it in full; others put what matters in front of the body (`guards.ts`).
 */
import type { Body, CallExpr, Expr, RefTerm, Rule, Term } from "../ast/nodes.ts";
import { pathKeyOf } from "../compile/program.ts";
import { isCallOf, isEquality, isRootDocument, isRootName, isWildcard, makeCallExpr, makeVar } from "../compile/terms.ts";
import { constantOf } from "./constants.ts";
import { isSubject } from "./guards.ts";
import type { DocumentNode } from "./nodes.ts";

/** The name under which the planner knows an argument that is no variable. */
export function argumentName(position: number): string {
  return `#argument${position}`;
}

/** The conditions of a branch, each an expression that stands for itself. References have been pulled out of its calls. */
export function admissionOf({ head, body }: Rule, root: DocumentNode): Body {
  const args = head.args ?? [];
  const conditions: Expr[] = args.flatMap((arg, position) => {
    if (arg.kind === "var" || !isPattern(arg)) return [];
    return [matches(makeVar(argumentName(position), arg), arg)];
  });
  const index = new Index(new Set(args.flatMap((arg) => (arg.kind === "var" ? [arg.name] : []))), root);
  for (const expr of body) {
    const condition = index.conditionOf(expr);
    if (condition !== undefined) conditions.push(condition);
  }
  return conditions;
}

/** Reads the conditions of one body, in order. */
class Index {
  private readonly args: ReadonlySet<string>;
  private readonly root: DocumentNode;
  /** Variables that stand for a subject. */
  private readonly subjects = new Map<string, Term>();

  constructor(args: ReadonlySet<string>, root: DocumentNode) {
    this.args = args;
    this.root = root;
  }

  conditionOf(expr: Expr): Expr | undefined {
    if (expr.negated || expr.with.length > 0) return undefined;
    if (expr.kind === "term-expr") return this.isSubject(expr.term) ? exists(expr.term) : undefined;
    if (expr.kind !== "call-expr") return undefined;
    const [first, second, third] = expr.args;
    if (first === undefined || second === undefined) return undefined;
    if (isCallOf(expr, "glob.match") && third !== undefined && expr.args.length === 3) {
      const subject = this.subjectOf(third);
      const isGlob = constantOf(first) !== undefined && constantOf(second) !== undefined;
      return isGlob && subject !== undefined ? withArgs(expr, [first, second, subject]) : undefined;
    }
    if (expr.args.length !== 2) return undefined;
    if (isCallOf(expr, "internal.member_2")) return this.membership(expr, first, second);
    if (!isEquality(expr) && !isCallOf(expr, "equal")) return undefined;
    return this.equality(expr, first, second) ?? this.equality(expr, second, first);
  }

  private membership(expr: CallExpr, member: Term, collection: Term): Expr | undefined {
    const subject = this.subjectOf(member);
    if (subject !== undefined && constantOf(collection) !== undefined) return withArgs(expr, [subject, collection]);
    const searched = this.subjectOf(collection);
    return searched?.kind === "ref" && isScalar(member) ? withArgs(expr, [member, searched]) : undefined;
  }

  private equality(expr: CallExpr, left: Term, right: Term): Expr | undefined {
    if (isScalar(right) && this.isElement(left)) return withArgs(expr, [withWildcards(left), right]);
    const subject = this.subjectOf(left);
    if (subject === undefined) return undefined;
    if (isPattern(right)) return makeCallExpr("eq", [subject, withWildcards(right)], expr);
    if (right.kind !== "var" || isRootName(right.name) || !this.isSubject(left)) return undefined;
    if (!this.subjects.has(right.name) && !this.args.has(right.name)) this.subjects.set(right.name, left);
    return exists(left);
  }

  /** The subject that a term is or stands for. */
  private subjectOf(term: Term): Term | undefined {
    if (this.isSubject(term)) return term;
    return term.kind === "var" ? this.subjects.get(term.name) : undefined;
  }

  private isSubject(term: Term): boolean {
    return (isRootDocument(term) && !isData(term)) || isSubject(term, this.args, this.root);
  }

  /** Any element of a subject: `input.xs[_]`. */
  private isElement(term: Term): term is RefTerm {
    if (term.kind !== "ref") return false;
    const last = term.terms.at(-1);
    if (last?.kind !== "var" || this.args.has(last.name) || term.terms.length < 3) return false;
    const collection: Term = { ...term, terms: term.terms.slice(0, -1) };
    return collection.terms.slice(1).every((operand) => pathKeyOf(operand) !== undefined) && this.isSubject(collection);
  }
}

function isData(term: Term): boolean {
  const head = term.kind === "ref" ? term.terms[0] : term;
  return head?.kind === "var" && head.name === "data";
}

/** The index does not look into objects and sets that are passed to functions. */
function matches(argument: Term, pattern: Term): Expr {
  const whole = { negated: false, with: [], generated: true, start: pattern.start, end: pattern.end };
  const or = (left: Expr, right: Expr): Expr => ({
    ...whole,
    kind: "logical",
    operator: "or",
    left: [left],
    right: [right],
    explicitLeft: false,
    explicitRight: false,
  });
  const isKind = (name: string): Expr => makeCallExpr(name, [argument], pattern);
  return or(makeCallExpr("eq", [argument, withWildcards(pattern)], pattern), or(isKind("is_object"), isKind("is_set")));
}

function exists(subject: Term): Expr {
  return makeCallExpr("eq", [makeVar("$admitted", subject), subject], subject);
}

function withArgs(expr: CallExpr, args: readonly Term[]): CallExpr {
  return { ...expr, args };
}

function isScalar(term: Term): boolean {
  return term.kind === "null" || term.kind === "boolean" || term.kind === "number" || term.kind === "string";
}

/** A scalar, or an array of scalars and variables. */
function isPattern(term: Term): boolean {
  if (term.kind === "array") return term.items.every((item) => item.kind === "var" || isScalar(item));
  return isScalar(term);
}

/** The same with variables that match anything, each occurrence for itself. */
function withWildcards(term: Term): Term {
  if (term.kind === "var") return isWildcard(term.name) || isRootName(term.name) ? term : { ...term, name: `$${term.name}` };
  if (term.kind === "array") return { ...term, items: term.items.map(withWildcards) };
  if (term.kind !== "ref") return term;
  return { ...term, terms: term.terms.map((operand, index) => (index === 0 ? operand : withWildcards(operand))) };
}
