/** Which variables a term or an expression mentions. */
import type { Expr, Term } from "../ast/nodes.ts";

/** Names of variables that can be asked for. */
export interface Names {
  readonly has: (name: string) => boolean;
}

/** What {@link collectVars} leaves out. */
export interface VarFilter {
  /** The first term of each ref, where it is a var. */
  readonly refHeads?: boolean;
  /** The operators of calls: names of functions, never variables of the body. Always left out; here for the record. */
  readonly closures?: boolean;
  readonly sets?: boolean;
  readonly objectKeys?: boolean;
  readonly templates?: boolean;
  /** The targets of `with`. */
  readonly withTargets?: boolean;
}

/** What safety looks at: everything but closures (comprehensions, bodies of `every`, `not` and logical operands). */
export const outsideClosures: VarFilter = { closures: true, withTargets: true };
/** What the operands of a reference can bind. */
export const bindable: VarFilter = { closures: true, sets: true, objectKeys: true, refHeads: true };
/** What unification looks at. */
export const inPattern: VarFilter = { ...bindable, templates: true };
export const everywhere: VarFilter = { withTargets: true };

/** Adds the variables of a term to `into`. */
export function collectVars(term: Term, skip: VarFilter, into: Set<string>): Set<string> {
  switch (term.kind) {
    case "null":
    case "boolean":
    case "number":
    case "string":
      return into;
    case "var":
      return into.add(term.name);
    case "ref": {
      const { terms } = term;
      for (let index = 0; index < terms.length; index++) {
        const operand = terms[index];
        if (operand === undefined || (index === 0 && operand.kind === "var" && skip.refHeads)) continue;
        collectVars(operand, skip, into);
      }
      return into;
    }
    case "array":
      return collectAllVars(term.items, skip, into);
    case "set":
      return skip.sets ? into : collectAllVars(term.items, skip, into);
    case "object":
      for (const { key, value } of term.entries) {
        if (!skip.objectKeys) collectVars(key, skip, into);
        collectVars(value, skip, into);
      }
      return into;
    case "call":
      return collectAllVars(term.args, skip, into);
    case "array-comprehension":
    case "set-comprehension":
      if (skip.closures) return into;
      collectVars(term.head, skip, into);
      return collectBodyVars(term.body, skip, into);
    case "object-comprehension":
      if (skip.closures) return into;
      collectVars(term.key, skip, into);
      collectVars(term.value, skip, into);
      return collectBodyVars(term.body, skip, into);
    case "template-string":
      if (skip.templates) return into;
      for (const part of term.parts) if (part.kind !== "string") collectExprVars(part, skip, into);
      return into;
    default:
      return term satisfies never;
  }
}

function collectAllVars(terms: readonly Term[], skip: VarFilter, into: Set<string>): Set<string> {
  for (let index = 0; index < terms.length; index++) {
    const term = terms[index];
    if (term !== undefined) collectVars(term, skip, into);
  }
  return into;
}

/** Adds the variables of an expression to `into`. */
export function collectExprVars(expr: Expr, skip: VarFilter, into: Set<string>): Set<string> {
  switch (expr.kind) {
    case "term-expr":
      collectVars(expr.term, skip, into);
      break;
    case "call-expr":
      collectAllVars(expr.args, skip, into);
      break;
    case "some":
      collectAllVars(expr.symbols, skip, into);
      break;
    case "every":
      collectVars(expr.domain, skip, into);
      if (!skip.closures) {
        if (expr.key !== undefined) into.add(expr.key.name);
        into.add(expr.value.name);
        collectBodyVars(expr.body, skip, into);
      }
      break;
    case "not":
      if (!skip.closures) collectBodyVars(expr.body, skip, into);
      break;
    case "logical":
      if (!skip.closures) {
        collectBodyVars(expr.left, skip, into);
        collectBodyVars(expr.right, skip, into);
      }
      break;
    default:
      expr satisfies never;
  }
  for (const modifier of expr.with) {
    if (!skip.withTargets) collectVars(modifier.target, skip, into);
    collectVars(modifier.value, skip, into);
  }
  return into;
}

export function collectBodyVars(body: readonly Expr[], skip: VarFilter, into: Set<string>): Set<string> {
  for (const expr of body) collectExprVars(expr, skip, into);
  return into;
}

export function varsOf(term: Term, skip: VarFilter): Set<string> {
  return collectVars(term, skip, new Set());
}

export function varsOfExpr(expr: Expr, skip: VarFilter): Set<string> {
  return collectExprVars(expr, skip, new Set());
}

/** The closures that an expression contains directly: each closes over variables of the body it stands in. */
export function closuresOf(expr: Expr): readonly Closure[] {
  let found: Closure[] | undefined;
  switch (expr.kind) {
    case "term-expr":
      found = findClosures(expr.term, found);
      break;
    case "call-expr":
      found = findAllClosures(expr.args, found);
      break;
    case "some":
      found = findAllClosures(expr.symbols, found);
      break;
    case "every": {
      found = findClosures(expr.domain, found) ?? [];
      const locals = expr.key === undefined ? [expr.value.name] : [expr.key.name, expr.value.name];
      found.push({ heads: [], body: expr.body, locals });
      break;
    }
    case "not":
      found = [{ heads: [], body: expr.body, locals: [] }];
      break;
    case "logical":
      found = [
        { heads: [], body: expr.left, locals: [] },
        { heads: [], body: expr.right, locals: [] },
      ];
      break;
    default:
      expr satisfies never;
  }
  for (const modifier of expr.with) found = findClosures(modifier.value, found);
  return found ?? NO_CLOSURES;
}

/** Nearly no expression has any: no list is made for those. */
const NO_CLOSURES: readonly Closure[] = [];

function findAllClosures(terms: readonly Term[], into: Closure[] | undefined): Closure[] | undefined {
  let found = into;
  for (let index = 0; index < terms.length; index++) {
    const term = terms[index];
    if (term !== undefined) found = findClosures(term, found);
  }
  return found;
}

/** Adds to a list, or makes it when there is something to add. */
function findClosures(term: Term, into: Closure[] | undefined): Closure[] | undefined {
  switch (term.kind) {
    case "array-comprehension":
    case "set-comprehension":
      return withClosure(into, { heads: [term.head], body: term.body, locals: [] });
    case "object-comprehension":
      return withClosure(into, { heads: [term.key, term.value], body: term.body, locals: [] });
    case "ref":
      return findAllClosures(term.terms, into);
    case "array":
    case "set":
      return findAllClosures(term.items, into);
    case "object": {
      let found = into;
      for (const { key, value } of term.entries) found = findClosures(value, findClosures(key, found));
      return found;
    }
    case "call":
      return findAllClosures(term.args, into);
    default:
      return into;
  }
}

function withClosure(into: Closure[] | undefined, closure: Closure): Closure[] {
  if (into === undefined) return [closure];
  into.push(closure);
  return into;
}

/** A body inside an expression, the terms evaluated in its scope, and the variables that it declares itself. */
export interface Closure {
  readonly heads: readonly Term[];
  readonly body: readonly Expr[];
  readonly locals: readonly string[];
}
