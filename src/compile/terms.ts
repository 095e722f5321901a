/** Building and walking terms: the small vocabulary that all stages share. */
import type { Body, CallExpr, Expr, RefTerm, Rule, Span, StringTerm, Term, TermExpr, VarTerm, With } from "../ast/nodes.ts";

export function makeVar(name: string, span: Span): VarTerm {
  return { kind: "var", name, start: span.start, end: span.end };
}

export function makeString(value: string, span: Span): StringTerm {
  return { kind: "string", value, start: span.start, end: span.end };
}

export function makeRef(terms: readonly Term[], span: Span): RefTerm {
  return { kind: "ref", terms, start: span.start, end: span.end };
}

/** The operator of a builtin as a ref: `internal.member_2` has two terms. */
export function makeOperator(name: string, span: Span): RefTerm {
  const [head = "", ...rest] = name.split(".");
  return makeRef([makeVar(head, span), ...rest.map((part) => makeString(part, span))], span);
}

/** A generated expression `operator(args…)`. */
export function makeCallExpr(name: string, args: readonly Term[], span: Span, modifiers: readonly With[] = []): CallExpr {
  const operator = makeOperator(name, span);
  return {
    kind: "call-expr",
    operator,
    args,
    infix: false,
    negated: false,
    with: modifiers,
    generated: true,
    start: span.start,
    end: span.end,
  };
}

export function makeTermExpr(term: Term, span: Span): TermExpr {
  return { kind: "term-expr", term, negated: false, with: [], generated: true, start: span.start, end: span.end };
}

/** The dotted name of an operator whose operands are all strings, `internal.member_2`; undefined for any other ref. */
export function operatorName(operator: RefTerm): string | undefined {
  const [head, ...rest] = operator.terms;
  if (head?.kind !== "var") return undefined;
  let name = head.name;
  for (const term of rest) {
    if (term.kind !== "string") return undefined;
    name += `.${term.value}`;
  }
  return name;
}

/** True for a call of that builtin. */
export function isCallOf(expr: CallExpr, name: string): boolean {
  return operatorName(expr.operator) === name;
}

/** A call of `eq` or `assign` with its two operands. */
export interface EqualityExpr extends CallExpr {
  readonly args: readonly [Term, Term];
}

/** True for `:=`. */
export function isAssignment(expr: Expr): expr is EqualityExpr {
  return expr.kind === "call-expr" && expr.args.length === 2 && isCallOf(expr, "assign");
}

/** True for `=` and, after their variables are rewritten, `:=`. */
export function isEquality(expr: Expr): expr is EqualityExpr {
  return expr.kind === "call-expr" && expr.args.length === 2 && (isCallOf(expr, "eq") || isCallOf(expr, "assign"));
}

/** Is it the document `input` or `data` itself? Both forms, var and ref of one term, mean the same. */
export function isRootDocument(term: Term): boolean {
  if (term.kind === "ref") return term.terms.length === 1 && term.terms[0] !== undefined && isRootDocument(term.terms[0]);
  return term.kind === "var" && isRootName(term.name);
}

export function isRootName(name: string): boolean {
  return name === "input" || name === "data";
}

/** Wildcards are named `$0`, `$1`, … by the parser. */
export function isWildcard(name: string): boolean {
  return name.startsWith("$");
}

/** A `with` that replaces a function by another one or by a rule; its `value` is of no account then. */
export interface FunctionReplacement extends With {
  readonly replacement: RefTerm;
}

export function isFunctionReplacement(modifier: With): modifier is FunctionReplacement {
  return "replacement" in modifier;
}

/** A rule and its `else` branches, in order. */
export function* branchesOf(rule: Rule): Iterable<Rule> {
  for (let branch: Rule | undefined = rule; branch !== undefined; branch = branch.else) yield branch;
}

/** How {@link mapTerm} treats what a term consists of. */
export interface TermMapper {
  readonly term: (term: Term) => Term;
  readonly body: (body: Body) => Body;
  readonly expr: (expr: Expr) => Expr;
}

/** Rebuilds a term from its mapped parts; scalars and vars come back as they are. */
export function mapParts(term: Term, map: TermMapper): Term {
  switch (term.kind) {
    case "null":
    case "boolean":
    case "number":
    case "string":
    case "var":
      return term;
    case "ref":
      return { ...term, terms: term.terms.map(map.term) };
    case "array":
    case "set":
      return { ...term, items: term.items.map(map.term) };
    case "object":
      return { ...term, entries: term.entries.map(({ key, value }) => ({ key: map.term(key), value: map.term(value) })) };
    case "call":
      return { ...term, args: term.args.map(map.term) };
    case "array-comprehension":
    case "set-comprehension": {
      const body = map.body(term.body);
      return { ...term, body, head: map.term(term.head) };
    }
    case "object-comprehension": {
      const body = map.body(term.body);
      return { ...term, body, key: map.term(term.key), value: map.term(term.value) };
    }
    case "template-string":
      return { ...term, parts: term.parts.map((part) => (part.kind === "string" ? part : map.expr(part))) };
    default:
      return term satisfies never;
  }
}

/** Expressions made from one keep sharing its `with` list, by which the planner knows that they belong together. */
function mapModifiers(modifiers: readonly With[], map: TermMapper): readonly With[] {
  const mapped = modifiers.map((modifier) => {
    const value = map.term(modifier.value);
    return value === modifier.value ? modifier : { ...modifier, value };
  });
  return mapped.every((modifier, index) => modifier === modifiers[index]) ? modifiers : mapped;
}

/** Rebuilds an expression from its mapped parts, `with` values included (targets are left alone). */
export function mapExprParts(expr: Expr, map: TermMapper): Expr {
  const modifiers = mapModifiers(expr.with, map);
  switch (expr.kind) {
    case "term-expr":
      return { ...expr, term: map.term(expr.term), with: modifiers };
    case "call-expr":
      return { ...expr, args: expr.args.map(map.term), with: modifiers };
    case "some":
      return { ...expr, symbols: expr.symbols.map(map.term), with: modifiers };
    case "every":
      return { ...expr, domain: map.term(expr.domain), body: map.body(expr.body), with: modifiers };
    case "not":
      return { ...expr, body: map.body(expr.body), with: modifiers };
    case "logical":
      return { ...expr, left: map.body(expr.left), right: map.body(expr.right), with: modifiers };
    default:
      return expr satisfies never;
  }
}
