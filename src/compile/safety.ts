/**
 * Stage "safety": orders the expressions of each body so that every variable is bound before it is used, and reports those that
 * never can be. The order found here is the order of evaluation.
 */
import type { Body, CallExpr, Expr, Term } from "../ast/nodes.ts";
import { printExpr } from "../ast/print.ts";
import { isAssignment, isEquality, mapExprParts, mapParts, type TermMapper } from "./terms.ts";
import { unifyVars } from "./unify.ts";
import { bindable, type Closure, closuresOf, collectExprVars, collectVars, outsideClosures, varsOf, varsOfExpr } from "./variables.ts";

/** Tells how many operands a function or builtin takes; undefined where there is none of that name. */
export type ArityOf = (call: CallExpr) => number | undefined;

/** What ordering needs to know of the program around a body. */
export interface SafetyContext {
  readonly arityOf: ArityOf;
  /** Tells variables that the compiler introduced: inside an operand of `not`, `and`, `or` they are bound where they stand. */
  readonly isGenerated: (name: string) => boolean;
}

/** A variable that nothing binds, and the expression that uses it. */
export interface UnsafeVar {
  readonly name: string;
  readonly expr: Expr;
}

/** A body in evaluation order, its closures ordered too, and what is unsafe in it. */
export interface OrderedBody {
  readonly body: Body;
  readonly unsafe: readonly UnsafeVar[];
}

/** Orders a body. `known` are the variables bound outside of it: function arguments, root documents, an outer body. */
export function orderBody(body: Body, known: ReadonlySet<string>, context: SafetyContext): OrderedBody {
  const { arityOf } = context;
  const bodyVars = new Set<string>();
  for (const expr of body) for (const name of ownVars(expr, context)) bodyVars.add(name);
  const safe = new Set<string>([...bodyVars].filter((name) => known.has(name)));
  const unsafe = new Map<Expr, Set<string>>();
  for (const expr of body) {
    unsafe.set(expr, new Set([...ownVars(expr, context)].filter((name) => !known.has(name))));
  }

  const ordered: Expr[] = [];
  const places = new Map(body.map((expr, place) => [expr, place]));
  /** Of the call that was put in order last, unless an equality came after it. */
  let outputsOfLastCall: ReadonlySet<string> = new Set();
  let remaining: readonly Expr[] = body;
  for (let progress = true; progress && remaining.length > 0; ) {
    progress = false;
    const later: Expr[] = [];
    for (const expr of remaining) {
      // OPA takes an expression for one that it has put in order if an equal one stands where this stood.
      if (isRepeated(expr, ordered[places.get(expr) ?? 0])) {
        later.push(expr);
        continue;
      }
      const bound = outputVarsOfExpr(expr, safe, arityOf);
      const closedOver = closureVars(expr, bodyVars).filter((name) => !known.has(name));
      // OPA never accepts an expression that would bind just what its own closures need; of an `every` it thinks that it binds what a call did.
      if (closedOver.length > 0 && sameMembers(closedOver, expr.kind === "every" ? outputsOfLastCall : bound)) {
        later.push(expr);
        continue;
      }
      // As in OPA, what a closure needs takes the place of what the expression around it needs.
      if (closedOver.length > 0) unsafe.set(expr, new Set(closedOver));
      const missing = unsafe.get(expr) ?? new Set<string>();
      for (const name of missing) if (bound.has(name) || safe.has(name)) missing.delete(name);
      if (missing.size > 0) {
        later.push(expr);
        continue;
      }
      unsafe.delete(expr);
      ordered.push(expr);
      if (leavesOutputs(expr)) outputsOfLastCall = isEquality(expr) ? new Set() : bound;
      for (const name of bound) safe.add(name);
      progress = true;
    }
    remaining = later;
  }

  const found: UnsafeVar[] = [];
  for (const expr of remaining) for (const name of unsafe.get(expr) ?? []) found.push({ name, expr });
  const visible = new Set(known);
  const withClosures = ordered.map((expr) => {
    const result = orderClosures(expr, visible, context, found);
    collectExprVars(expr, outsideClosures, visible);
    return result;
  });
  return { body: withClosures, unsafe: found };
}

function isRepeated(expr: Expr, other: Expr | undefined): boolean {
  return other !== undefined && other.kind === expr.kind && printExpr(other) === printExpr(expr);
}

/** Does the expression leave its outputs to be taken for those of an `every` that comes after it, as they are in OPA? */
function leavesOutputs(expr: Expr): boolean {
  return expr.kind === "call-expr" && !expr.negated;
}

/**
 * The variables of an expression itself, not of its closures. Operands of `not`, `and` and `or` written without braces are part of the
 * expression: they bind nothing, so that what they mention must be bound elsewhere.
 */
function ownVars(expr: Expr, context: SafetyContext): Set<string> {
  const names = varsOfExpr(expr, outsideClosures);
  const add = (body: Body): void => {
    for (const inner of body) for (const name of ownVars(inner, context)) if (!context.isGenerated(name)) names.add(name);
  };
  if (expr.kind === "not" && !expr.explicit) add(expr.body);
  if (expr.kind === "logical") {
    if (!expr.explicitLeft) add(expr.left);
    if (!expr.explicitRight) add(expr.right);
  }
  return names;
}

/** Orders the bodies of comprehensions and other closures in an expression. */
function orderClosures(expr: Expr, visible: ReadonlySet<string>, context: SafetyContext, found: UnsafeVar[]): Expr {
  if (closuresOf(expr).length === 0) return expr;
  const locals = expr.kind === "every" ? (expr.key === undefined ? [expr.value.name] : [expr.key.name, expr.value.name]) : [];
  const orderNested = (body: Body, heads: readonly Term[]): Body => {
    const known = new Set([...visible, ...locals]);
    const result = orderBody(body, known, context);
    found.push(...result.unsafe);
    const alreadyUnsafe = new Set(result.unsafe.map(({ name }) => name));
    found.push(...unsafeHeads(expr, heads, result.body, known, context.arityOf).filter(({ name }) => !alreadyUnsafe.has(name)));
    return result.body;
  };
  const mapper: TermMapper = {
    term: (term) => {
      if (term.kind === "array-comprehension" || term.kind === "set-comprehension") {
        return { ...term, body: orderNested(term.body, [term.head]) };
      }
      if (term.kind === "object-comprehension") return { ...term, body: orderNested(term.body, [term.key, term.value]) };
      return mapParts(term, mapper);
    },
    body: (body) => orderNested(body, []),
    expr: (inner) => mapExprParts(inner, mapper),
  };
  return mapExprParts(expr, mapper);
}

/** Variables in the head of a comprehension that its body does not bind. */
function unsafeHeads(expr: Expr, heads: readonly Term[], body: Body, known: ReadonlySet<string>, arityOf: ArityOf): readonly UnsafeVar[] {
  const bound = outputVarsOfBody(body, known, arityOf);
  const vars = new Set<string>();
  for (const head of heads) collectVars(head, outsideClosures, vars);
  return [...vars].filter((name) => !known.has(name) && !bound.has(name)).map((name) => ({ name, expr }));
}

/** The variables of the surrounding body that an expression closes over: those that its closures mention. */
function closureVars(expr: Expr, bodyVars: ReadonlySet<string>): readonly string[] {
  const names = new Set<string>();
  for (const closure of closuresOf(expr)) for (const name of mentionedVars(closure)) if (bodyVars.has(name)) names.add(name);
  return [...names];
}

function mentionedVars({ heads, body }: Closure): ReadonlySet<string> {
  const names = new Set<string>();
  for (const head of heads) collectVars(head, { withTargets: true }, names);
  for (const expr of body) collectExprVars(expr, { withTargets: true }, names);
  return names;
}

function sameMembers(left: readonly string[], right: ReadonlySet<string>): boolean {
  return left.length === right.size && left.every((name) => right.has(name));
}

/** The variables that a body binds, its expressions taken in the order given. */
export function outputVarsOfBody(body: Body, known: ReadonlySet<string>, arityOf: ArityOf): Set<string> {
  const safe = new Set(known);
  const outputs = new Set<string>();
  for (const expr of body) {
    for (const name of outputVarsOfExpr(expr, safe, arityOf)) {
      safe.add(name);
      outputs.add(name);
    }
  }
  return outputs;
}

/** The variables that an expression binds when those in `safe` are bound. */
export function outputVarsOfExpr(expr: Expr, safe: ReadonlySet<string>, arityOf: ArityOf): Set<string> {
  if (expr.negated || !knowsModifiers(expr, safe)) return new Set();
  switch (expr.kind) {
    case "term-expr":
      return collectRefOutputs([expr.term], safe);
    case "every":
      return collectRefOutputs([expr.domain], safe);
    case "call-expr": {
      if (isAssignment(expr)) return outputVarsOfAssignment(expr.args, safe);
      if (isEquality(expr)) return outputVarsOfEquality(expr.args, safe);
      const arity = arityOf(expr);
      return arity === undefined ? new Set() : outputVarsOfCall(expr, arity, safe);
    }
    default:
      return new Set();
  }
}

/** Are the values of all `with` of the expression known? */
function knowsModifiers(expr: Expr, safe: ReadonlySet<string>): boolean {
  return expr.with.every(({ value }) => [...varsOf(value, outsideClosures)].every((name) => safe.has(name)));
}

/** The variables that `left = right` binds: those of the refs on both sides, then those that unification makes safe. */
export function outputVarsOfEquality([left, right]: readonly [Term, Term], safe: ReadonlySet<string>): Set<string> {
  const outputs = collectRefOutputs([left, right], safe);
  for (const name of unifyVars(left, right, safe, outputs)) outputs.add(name);
  return without(outputs, safe);
}

/** `left := right` binds the left side once the right side is safe on its own; unlike `=` it never binds the right by the left. */
function outputVarsOfAssignment([left, right]: readonly [Term, Term], safe: ReadonlySet<string>): Set<string> {
  const outputs = collectRefOutputs([right], safe);
  for (const name of varsOf(right, outsideClosures)) if (!outputs.has(name) && !safe.has(name)) return new Set();
  return without(collectVars(left, bindable, outputs), safe);
}

/** Takes time by the outputs of one expression, not by all that is safe. */
function without(outputs: Set<string>, safe: ReadonlySet<string>): Set<string> {
  for (const name of outputs) if (safe.has(name)) outputs.delete(name);
  return outputs;
}

/** A call binds the operand beyond its arity, which captures the result, once the others are safe. */
function outputVarsOfCall(expr: CallExpr, arity: number, safe: ReadonlySet<string>): Set<string> {
  const outputs = collectRefOutputs(expr.args, safe);
  if (expr.args.length <= arity) return outputs;
  for (const arg of expr.args.slice(0, arity)) {
    for (const name of varsOf(arg, bindable)) if (!outputs.has(name) && !safe.has(name)) return new Set();
  }
  for (const arg of expr.args.slice(arity)) collectVars(arg, bindable, outputs);
  return outputs;
}

/** The operands of refs whose head is safe: evaluating such a ref binds them. */
function collectRefOutputs(terms: readonly Term[], safe: ReadonlySet<string>): Set<string> {
  const outputs = new Set<string>();
  const visit = (term: Term): void => {
    switch (term.kind) {
      case "ref": {
        const [head, ...operands] = term.terms;
        if (head === undefined) return;
        if (head.kind === "var") {
          if (!safe.has(head.name)) return;
        } else {
          for (const name of varsOf(head, outsideClosures)) if (!safe.has(name)) return;
          visit(head);
        }
        for (const operand of operands) collectVars(operand, bindable, outputs);
        operands.forEach(visit);
        return;
      }
      case "array":
      case "set":
        term.items.forEach(visit);
        return;
      case "object":
        for (const { key, value } of term.entries) {
          visit(key);
          visit(value);
        }
        return;
      case "call":
        term.args.forEach(visit);
        return;
      default:
        return;
    }
  };
  terms.forEach(visit);
  return outputs;
}
