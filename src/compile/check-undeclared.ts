/**
 * Stages "template strings" and "print": what they mention must be bound by the body itself, its expressions taken in the order of the
 * text; they bind nothing, and nothing is reordered for them. A variable alone, `$"{x}"`, is left to the safety stage.
 */

import type { Body, Expr, Rule, Term } from "../ast/nodes.ts";
import { childrenOf, type Node, walk } from "../ast/visit.ts";
import type { SourceText } from "../errors/source-text.ts";
import type { ErrorCollector, LocalNames } from "./context.ts";
import { argumentVars } from "./rule-safety.ts";
import { type ArityOf, outputVarsOfBody, outputVarsOfExpr } from "./safety.ts";
import { branchesOf, isCallOf, makeTermExpr } from "./terms.ts";
import { type Closure, closuresOf, outsideClosures, varsOf, varsOfExpr } from "./variables.ts";

type Known = ReadonlySet<string>;

/** What both stages need of the module around a body. */
export interface UndeclaredScope {
  readonly source: SourceText;
  readonly arityOf: ArityOf;
  readonly names: LocalNames;
  readonly errors: ErrorCollector;
}

/** Checks the template strings of a rule: of each body, then of its head. */
export function checkTemplates(rule: Rule, scope: UndeclaredScope): void {
  for (const branch of branchesOf(rule)) {
    const { head } = branch;
    const operands = head.ref.terms.slice(1);
    // A reference in the reference of a head counts as one in the body.
    const body = [...branch.body, ...operands.filter(isReference).map((operand) => makeTermExpr(operand, operand))];
    const heads = [...operands.filter((operand) => !isReference(operand)), head.key, head.value].filter((term) => term !== undefined);
    new TemplateChecker(scope).check(body, heads, argumentVars(branch));
  }
}

/** Checks the template strings of a query. */
export function checkQueryTemplates(body: Body, known: Known, scope: UndeclaredScope): void {
  new TemplateChecker(scope).check(body, [], known);
}

class TemplateChecker {
  private readonly scope: UndeclaredScope;
  /** Expressions in template strings whose variables have not been found yet. */
  private readonly pending = new Set<Expr>();

  constructor(scope: UndeclaredScope) {
    this.scope = scope;
  }

  check(body: Body, heads: readonly Term[], outer: Known): void {
    for (const node of [...body, ...heads]) {
      for (const part of templateParts(node)) if (part.kind !== "term-expr" || part.term.kind !== "var") this.pending.add(part);
    }
    const known = this.body(body, outer);
    for (const head of heads) this.node(head, known);
  }

  /** Gives the variables that are known in the body, and in what stands beside it as a head. */
  private body(body: Body, outer: Known): Known {
    if (this.pending.size === 0) return outer;
    const known = new Set([...outer, ...outputVarsOfBody(body, outer, this.scope.arityOf)]);
    for (const expr of body) {
      // Closures first, each with what it binds itself. What is not known there, OPA reports once more for each body around it.
      for (const { heads, body: inner, locals } of closuresBelow(expr)) {
        if (![...heads, ...inner].some((node) => this.concerns(node))) continue;
        const knownInside = this.body(inner, new Set([...known, ...locals]));
        for (const head of heads) this.node(head, knownInside);
      }
      this.node(expr, known);
    }
    return known;
  }

  private concerns(node: Node): boolean {
    return templateParts(node).some((part) => this.pending.has(part));
  }

  private node(node: Node, known: Known): void {
    if (this.scope.errors.isFull) return;
    for (const part of templateParts(node)) {
      if (!this.pending.has(part)) continue;
      const missing = [...varsOfPart(part)].filter((name) => !known.has(name)).toSorted();
      if (missing.length === 0) this.pending.delete(part);
      // OPA knows no place of a call in a template string.
      for (const name of missing) report(name, part.kind === "term-expr" ? part.term : undefined, this.scope);
    }
  }
}

/** The expressions in the template strings of a node. */
function templateParts(root: Node): readonly Expr[] {
  const parts: Expr[] = [];
  walk(root, (node) => {
    if (node.kind === "template-string") parts.push(...node.parts.filter((part) => part.kind !== "string"));
    return true;
  });
  return parts;
}

/** The variables of an expression in a template string, without those of template strings in it. */
function varsOfPart(part: Expr): Set<string> {
  const vars = varsOfExpr({ ...part, with: [] }, outsideClosures);
  for (const inner of childrenOf(part).flatMap(templateParts)) for (const name of varsOfExpr(inner, outsideClosures)) vars.delete(name);
  return vars;
}

/** The closures in an expression, and those in them, outer ones first. */
function* closuresBelow(expr: Expr): Iterable<Closure> {
  for (const closure of closuresOf(expr)) {
    yield closure;
    const heads = closure.heads.map((head) => makeTermExpr(head, head));
    for (const inner of [...closure.body, ...heads]) yield* closuresBelow(inner);
  }
}

function isReference({ kind }: Term): boolean {
  return kind === "ref";
}

/** Checks the `print` calls of a rule. */
export function checkPrints(rule: Rule, scope: UndeclaredScope): void {
  for (const branch of branchesOf(rule)) checkBodyPrints(branch.body, argumentVars(branch), scope);
}

/** Unlike a template string, `print` sees only what the expressions before it bind. */
export function checkBodyPrints(body: Body, outer: Known, scope: UndeclaredScope): void {
  const known = new Set(outer);
  for (const expr of body) {
    for (const { body: inner, locals } of closuresOf(expr)) checkBodyPrints(inner, new Set([...known, ...locals]), scope);
    if (expr.kind === "call-expr" && isCallOf(expr, "print")) {
      for (const arg of expr.args) {
        for (const name of [...varsOf(arg, outsideClosures)].toSorted()) if (!known.has(name)) report(name, arg, scope);
      }
    }
    for (const name of outputVarsOfExpr(expr, known, scope.arityOf)) known.add(name);
  }
}

function report(name: string, span: Term | undefined, { source, names, errors }: UndeclaredScope): void {
  const message = `var ${names.writtenName(name) ?? name} is undeclared`;
  if (span === undefined) errors.addUnplaced("rego_compile_error", message);
  else errors.add("rego_compile_error", source, span, message);
}
