/** Building and walking terms: the small vocabulary that all stages share. */
import type { Body, CallExpr, Expr, RefTerm, Rule, Span, StringTerm, Term, TermExpr, VarTerm, With } from "../ast/nodes.ts";
import {
  mapEntries,
  mapItems,
  rebuildCall,
  rebuildCallExpr,
  rebuildComprehension,
  rebuildEvery,
  rebuildItems,
  rebuildLogical,
  rebuildNot,
  rebuildObject,
  rebuildObjectComprehension,
  rebuildRef,
  rebuildTermExpr,
} from "./rebuild.ts";

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
  if (!name.includes(".")) return makeRef([makeVar(name, span)], span);
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
export function operatorName({ terms }: RefTerm): string | undefined {
  const head = terms[0];
  if (head?.kind !== "var") return undefined;
  let name = head.name;
  for (let index = 1; index < terms.length; index++) {
    const term = terms[index];
    if (term?.kind !== "string") return undefined;
    name += `.${term.value}`;
  }
  return name;
}

/** True for a call of that builtin. */
export function isCallOf({ operator }: CallExpr, name: string): boolean {
  const { terms } = operator;
  const head = terms[0];
  // Most operators are one word: no name is put together for them.
  if (terms.length === 1) return head?.kind === "var" && head.name === name;
  return operatorName(operator) === name;
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

/** A term with its parts mapped; the same term where they stay the same. */
export function mapParts(term: Term, map: TermMapper): Term {
  switch (term.kind) {
    case "null":
    case "boolean":
    case "number":
    case "string":
    case "var":
      return term;
    case "ref":
      return rebuildRef(term, mapItems(term.terms, map.term));
    case "array":
    case "set":
      return rebuildItems(term, mapItems(term.items, map.term));
    case "object":
      return rebuildObject(term, mapEntries(term.entries, map.term, map.term));
    case "call":
      return rebuildCall(term, term.operator, mapItems(term.args, map.term));
    case "array-comprehension":
    case "set-comprehension": {
      const body = map.body(term.body);
      return rebuildComprehension(term, map.term(term.head), body);
    }
    case "object-comprehension": {
      const body = map.body(term.body);
      const key = map.term(term.key);
      return rebuildObjectComprehension(term, key, map.term(term.value), body);
    }
    case "template-string": {
      const parts = mapItems(term.parts, (part) => (part.kind === "string" ? part : map.expr(part)));
      return parts === term.parts ? term : { ...term, parts };
    }
    default:
      return term satisfies never;
  }
}

/** Expressions made from one keep sharing its `with` list, by which the planner knows that they belong together. */
function mapModifiers(modifiers: readonly With[], map: TermMapper): readonly With[] {
  if (modifiers.length === 0) return modifiers;
  return mapItems(modifiers, (modifier) => {
    const value = map.term(modifier.value);
    return value === modifier.value ? modifier : { ...modifier, value };
  });
}

/** An expression with its parts mapped, `with` values included (targets are left alone); the same one where they stay the same. */
export function mapExprParts(expr: Expr, map: TermMapper): Expr {
  const modifiers = mapModifiers(expr.with, map);
  switch (expr.kind) {
    case "term-expr":
      return rebuildTermExpr(expr, map.term(expr.term), modifiers);
    case "call-expr":
      return rebuildCallExpr(expr, expr.operator, mapItems(expr.args, map.term), modifiers);
    case "some": {
      const symbols = mapItems(expr.symbols, map.term);
      return symbols === expr.symbols && modifiers === expr.with ? expr : { ...expr, symbols, with: modifiers };
    }
    case "every": {
      const domain = map.term(expr.domain);
      return rebuildEvery(expr, domain, map.body(expr.body), modifiers);
    }
    case "not":
      return rebuildNot(expr, map.body(expr.body), modifiers);
    case "logical": {
      const left = map.body(expr.left);
      return rebuildLogical(expr, left, map.body(expr.right), modifiers);
    }
    default:
      return expr satisfies never;
  }
}
