/**
 * Stage "safety": orders the expressions of each body so that every variable is bound before it is used, and reports those that
 * never can be. The order found here is the order of evaluation.
 */
import type { Body, CallExpr, Expr, Term } from "../ast/nodes.ts";
import { printExpr } from "../ast/print.ts";
import { rebuildComprehension, rebuildObjectComprehension } from "./rebuild.ts";
import { isAssignment, isEquality, mapExprParts, mapParts, type TermMapper } from "./terms.ts";
import { unifyVars } from "./unify.ts";
import {
  bindable,
  type Closure,
  closuresOf,
  collectExprVars,
  collectVars,
  type Names,
  outsideClosures,
  varsOf,
  varsOfExpr,
} from "./variables.ts";

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
export function orderBody(body: Body, known: Names, context: SafetyContext): OrderedBody {
  const { arityOf } = context;
  const entries = body.map((expr): Entry => ({ expr, closures: closuresOf(expr), missing: unknownVars(expr, known, context) }));
  const safe = new NamesWithin(known);
  const ordered: Entry[] = [];
  /** Of the call that was put in order last, unless an equality came after it. */
  let outputsOfLastCall: ReadonlySet<string> = NOTHING;
  /** The numbers of the expressions that have no place yet. */
  let remaining = Array.from(body.keys());
  let ownNames: Names | undefined;
  for (let progress = true; progress && remaining.length > 0; ) {
    progress = false;
    const later: number[] = [];
    for (const number of remaining) {
      const entry = entries[number];
      if (entry === undefined) continue;
      const { closures, expr } = entry;
      // OPA takes an expression for one that it has put in order if an equal one stands where this stood.
      if (isRepeated(expr, ordered[number]?.expr)) {
        later.push(number);
        continue;
      }
      const bound = outputVarsOfExpr(expr, safe, arityOf);
      if (closures.length > 0) {
        ownNames ??= namesOf(body, context);
        const closedOver = closureVars(closures, ownNames, known);
        // OPA never accepts an expression that would bind just what its own closures need; of an `every` it thinks that it binds what a call did.
        if (closedOver.length > 0 && sameMembers(closedOver, expr.kind === "every" ? outputsOfLastCall : bound)) {
          later.push(number);
          continue;
        }
        // As in OPA, what a closure needs takes the place of what the expression around it needs.
        if (closedOver.length > 0) entry.missing = new Set(closedOver);
      }
      const { missing } = entry;
      for (const name of missing) if (bound.has(name) || safe.has(name)) missing.delete(name);
      if (missing.size > 0) {
        later.push(number);
        continue;
      }
      ordered.push(entry);
      if (leavesOutputs(expr)) outputsOfLastCall = isEquality(expr) ? NOTHING : bound;
      for (const name of bound) safe.own.add(name);
      progress = true;
    }
    remaining = later;
  }
  const found: UnsafeVar[] = [];
  for (const number of remaining) {
    const entry = entries[number];
    for (const name of entry?.missing ?? []) if (entry !== undefined) found.push({ name, expr: entry.expr });
  }
  return { body: orderAllClosures(ordered, known, context, found), unsafe: found };
}

/** An expression on its way to a place, with the variables that are still to be bound for it. */
interface Entry {
  readonly expr: Expr;
  readonly closures: readonly Closure[];
  missing: Set<string>;
}

const NOTHING: ReadonlySet<string> = new Set();

/** What is known around something, and what more is known inside of it: nothing is copied, however deep bodies nest. */
class NamesWithin implements Names {
  readonly own = new Set<string>();
  private readonly outer: Names;

  constructor(outer: Names) {
    this.outer = outer;
  }

  has(name: string): boolean {
    return this.own.has(name) || this.outer.has(name);
  }
}

function unknownVars(expr: Expr, known: Names, context: SafetyContext): Set<string> {
  const names = ownVars(expr, context);
  for (const name of names) if (known.has(name)) names.delete(name);
  return names;
}

/** The variables of all expressions of a body, closures left out. */
function namesOf(body: Body, context: SafetyContext): Names {
  const names = new Set<string>();
  for (const expr of body) for (const name of ownVars(expr, context)) names.add(name);
  return names;
}

/** Orders the closures of each expression; they see what the expressions before it mention. */
function orderAllClosures(ordered: readonly Entry[], known: Names, context: SafetyContext, found: UnsafeVar[]): Body {
  const visible = new NamesWithin(known);
  let added = 0;
  return ordered.map(({ expr, closures }, index) => {
    if (closures.length === 0) return expr;
    for (; added < index; added++) {
      const before = ordered[added];
      if (before !== undefined) collectExprVars(before.expr, outsideClosures, visible.own);
    }
    return orderClosures(expr, visible, context, found);
  });
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
function orderClosures(expr: Expr, visible: Names, context: SafetyContext, found: UnsafeVar[]): Expr {
  const locals = expr.kind === "every" ? (expr.key === undefined ? [expr.value.name] : [expr.key.name, expr.value.name]) : [];
  const orderNested = (body: Body, heads: readonly Term[]): Body => {
    const known = new NamesWithin(visible);
    for (const name of locals) known.own.add(name);
    const result = orderBody(body, known, context);
    found.push(...result.unsafe);
    const alreadyUnsafe = new Set(result.unsafe.map(({ name }) => name));
    found.push(...unsafeHeads(expr, heads, result.body, known, context.arityOf).filter(({ name }) => !alreadyUnsafe.has(name)));
    return result.body;
  };
  const mapper: TermMapper = {
    term: (term) => {
      if (term.kind === "array-comprehension" || term.kind === "set-comprehension") {
        return rebuildComprehension(term, term.head, orderNested(term.body, [term.head]));
      }
      if (term.kind === "object-comprehension") {
        return rebuildObjectComprehension(term, term.key, term.value, orderNested(term.body, [term.key, term.value]));
      }
      return mapParts(term, mapper);
    },
    body: (body) => orderNested(body, []),
    expr: (inner) => mapExprParts(inner, mapper),
  };
  return mapExprParts(expr, mapper);
}

/** Variables in the head of a comprehension that its body does not bind. */
function unsafeHeads(expr: Expr, heads: readonly Term[], body: Body, known: Names, arityOf: ArityOf): readonly UnsafeVar[] {
  const vars = new Set<string>();
  for (const head of heads) collectVars(head, outsideClosures, vars);
  for (const name of vars) if (known.has(name)) vars.delete(name);
  if (vars.size === 0) return [];
  const bound = outputVarsOfBody(body, known, arityOf);
  return [...vars].filter((name) => !bound.has(name)).map((name) => ({ name, expr }));
}

/** The variables of the surrounding body that its closures mention, without those that are known outside of it. */
function closureVars(closures: readonly Closure[], bodyVars: Names, known: Names): readonly string[] {
  const names = new Set<string>();
  for (const closure of closures) for (const name of mentionedVars(closure)) if (bodyVars.has(name) && !known.has(name)) names.add(name);
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
export function outputVarsOfBody(body: Body, known: Names, arityOf: ArityOf): Set<string> {
  const safe = new NamesWithin(known);
  for (const expr of body) for (const name of outputVarsOfExpr(expr, safe, arityOf)) safe.own.add(name);
  return safe.own;
}

/** The variables that an expression binds when those in `safe` are bound. */
export function outputVarsOfExpr(expr: Expr, safe: Names, arityOf: ArityOf): ReadonlySet<string> {
  if (expr.negated || !knowsModifiers(expr, safe)) return NOTHING;
  switch (expr.kind) {
    case "term-expr":
      return collectRefOutputs(expr.term, safe, new Set());
    case "every":
      return collectRefOutputs(expr.domain, safe, new Set());
    case "call-expr": {
      if (isAssignment(expr)) return outputVarsOfAssignment(expr.args, safe);
      if (isEquality(expr)) return outputVarsOfEquality(expr.args, safe);
      const arity = arityOf(expr);
      return arity === undefined ? NOTHING : outputVarsOfCall(expr, arity, safe);
    }
    default:
      return NOTHING;
  }
}

/** Are the values of all `with` of the expression known? */
function knowsModifiers(expr: Expr, safe: Names): boolean {
  for (const { value } of expr.with) for (const name of varsOf(value, outsideClosures)) if (!safe.has(name)) return false;
  return true;
}

/** The variables that `left = right` binds: those of the refs on both sides, then those that unification makes safe. */
export function outputVarsOfEquality([left, right]: readonly [Term, Term], safe: Names): Set<string> {
  const outputs = collectRefOutputs(right, safe, collectRefOutputs(left, safe, new Set()));
  for (const name of unifyVars(left, right, safe, outputs)) outputs.add(name);
  return without(outputs, safe);
}

/** `left := right` binds the left side once the right side is safe on its own; unlike `=` it never binds the right by the left. */
function outputVarsOfAssignment([left, right]: readonly [Term, Term], safe: Names): ReadonlySet<string> {
  const outputs = collectRefOutputs(right, safe, new Set());
  for (const name of varsOf(right, outsideClosures)) if (!outputs.has(name) && !safe.has(name)) return NOTHING;
  return without(collectVars(left, bindable, outputs), safe);
}

/** Takes time by the outputs of one expression, not by all that is safe. */
function without(outputs: Set<string>, safe: Names): Set<string> {
  for (const name of outputs) if (safe.has(name)) outputs.delete(name);
  return outputs;
}

/** A call binds the operand beyond its arity, which captures the result, once the others are safe. */
function outputVarsOfCall({ args }: CallExpr, arity: number, safe: Names): ReadonlySet<string> {
  const outputs = new Set<string>();
  for (const arg of args) collectRefOutputs(arg, safe, outputs);
  if (args.length <= arity) return outputs;
  const needed = new Set<string>();
  for (const arg of args.slice(0, arity)) collectVars(arg, bindable, needed);
  for (const name of needed) if (!outputs.has(name) && !safe.has(name)) return NOTHING;
  for (const arg of args.slice(arity)) collectVars(arg, bindable, outputs);
  return outputs;
}

/** Adds the operands of refs whose head is safe: evaluating such a ref binds them. */
function collectRefOutputs(term: Term, safe: Names, into: Set<string>): Set<string> {
  switch (term.kind) {
    case "ref": {
      const [head] = term.terms;
      if (head === undefined) return into;
      if (head.kind === "var") {
        if (!safe.has(head.name)) return into;
      } else {
        for (const name of varsOf(head, outsideClosures)) if (!safe.has(name)) return into;
        collectRefOutputs(head, safe, into);
      }
      for (const operand of term.terms) if (operand !== head) collectVars(operand, bindable, into);
      for (const operand of term.terms) if (operand !== head) collectRefOutputs(operand, safe, into);
      return into;
    }
    case "array":
    case "set":
      for (const item of term.items) collectRefOutputs(item, safe, into);
      return into;
    case "object":
      for (const { key, value } of term.entries) {
        collectRefOutputs(key, safe, into);
        collectRefOutputs(value, safe, into);
      }
      return into;
    case "call":
      for (const arg of term.args) collectRefOutputs(arg, safe, into);
      return into;
    default:
      return into;
  }
}
