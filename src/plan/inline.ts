/**
 * Undoes the expansion of nested calls where nothing is gained by it: `f(x, a); count(a, b); gt(b, 1)` is planned as the one expression
 * `gt(count(f(x)), 1)`, which saves a slot and a step for each call.
 */
import type { Body, CallExpr, Expr, Term } from "../ast/nodes.ts";
import { isLocalName } from "../compile/context.ts";
import { isCallOf, isEquality } from "../compile/terms.ts";
import { closuresOf, collectExprVars, outsideClosures } from "../compile/variables.ts";

/** A generated expression whose result may stand where its variable is used: variable → what computes it. */
export type Inlined = ReadonlyMap<string, CallExpr>;

/** How often each variable is mentioned in a whole rule, heads and closures included. */
export type Mentions = ReadonlyMap<string, number>;

/** The variable that a generated expression defines. */
export function definedLocal(expr: Expr): string | undefined {
  if (expr.kind !== "call-expr" || !expr.generated || expr.negated) return undefined;
  const result = isEquality(expr) && isCallOf(expr, "eq") ? expr.args[0] : expr.args.at(-1);
  return result?.kind === "var" && isLocalName(result.name) ? result.name : undefined;
}

/**
 * Chooses what to inline in a body: the expressions right before their only user, in the order in which the user evaluates them.
 * `isBound` tells the variables bound outside; a user that enumerates takes nothing in, so that nothing is computed more than once.
 */
export function chooseInlined(body: Body, mentions: Mentions, isEnumerating: (expr: Expr, bound: ReadonlySet<string>) => boolean): Inlined {
  const inlined = new Map<string, CallExpr>();
  const bound = new Set<string>();
  const waiting: { readonly local: string; readonly expr: CallExpr }[] = [];
  for (const expr of body) {
    const enumerates = isEnumerating(expr, bound);
    const first = waiting.findIndex(({ local }) => usesDirectly(expr, local));
    const used = first < 0 ? [] : waiting.slice(first);
    const fits = used.every((entry) => usesDirectly(expr, entry.local) && sharesModifiers(entry.expr, expr)) && readsFirst(expr, used);
    if (used.length > 0 && fits && canTakeIn(expr) && !enumerates) {
      for (const { local, expr: source } of used) inlined.set(local, source);
      waiting.length = first;
    } else if (used.length > 0) waiting.length = 0;
    const local = definedLocal(expr);
    if (local !== undefined && mentions.get(local) === 2 && expr.kind === "call-expr" && !enumerates) waiting.push({ local, expr });
    else waiting.length = 0;
    collectExprVars(expr, outsideClosures, bound);
  }
  return inlined;
}

/** Does the expression evaluate nothing before the calls that it would take in, in their order? As in OPA, nested calls come first. */
function readsFirst(expr: Expr, used: readonly { readonly local: string }[]): boolean {
  const locals = used.map(({ local }) => local);
  let next = 0;
  const read = (term: Term): boolean => {
    switch (term.kind) {
      case "var":
        if (term.name === locals[next]) next++;
        return true;
      case "null":
      case "boolean":
      case "number":
      case "string":
        return true;
      case "array":
      case "set":
        return term.items.every(read);
      case "object":
        return term.entries.every(({ key, value }) => read(key) && read(value));
      case "ref":
        // A reference reads its operands first, and fails on its own after that.
        return next === locals.length || (term.terms.every(read) && next === locals.length);
      default:
        return next === locals.length;
    }
  };
  const terms =
    expr.kind === "term-expr" ? [expr.term] : expr.kind === "every" ? [expr.domain] : expr.kind === "call-expr" ? expr.args : [];
  return terms.every((term) => read(term) || next === locals.length) && next === locals.length;
}

function sharesModifiers(left: Expr, right: Expr): boolean {
  return left.with === right.with || (left.with.length === 0 && right.with.length === 0);
}

function canTakeIn(expr: Expr): boolean {
  return !expr.negated && (expr.kind === "term-expr" || expr.kind === "call-expr" || expr.kind === "every");
}

/** Is the variable mentioned in the expression itself, outside of closures and `with`? */
function usesDirectly(expr: Expr, name: string): boolean {
  if (closuresOf(expr).some((closure) => expr.kind !== "every" || closure.body !== expr.body)) return false;
  if (expr.kind === "term-expr") return mentionsVar(expr.term, name);
  if (expr.kind === "call-expr") return expr.args.some((arg) => mentionsVar(arg, name));
  return expr.kind === "every" && mentionsVar(expr.domain, name);
}

function mentionsVar(term: Term, name: string): boolean {
  switch (term.kind) {
    case "var":
      return term.name === name;
    case "ref":
      return term.terms.some((operand) => mentionsVar(operand, name));
    case "array":
    case "set":
      return term.items.some((item) => mentionsVar(item, name));
    case "object":
      return term.entries.some(({ key, value }) => mentionsVar(key, name) || mentionsVar(value, name));
    default:
      return false;
  }
}

/** Counts the mentions of variables in terms and bodies. */
export class MentionCounter {
  readonly counts = new Map<string, number>();

  term(term: Term): void {
    switch (term.kind) {
      case "var":
        this.counts.set(term.name, (this.counts.get(term.name) ?? 0) + 1);
        return;
      case "ref":
        for (const operand of term.terms) this.term(operand);
        return;
      case "array":
      case "set":
        for (const item of term.items) this.term(item);
        return;
      case "object":
        for (const { key, value } of term.entries) {
          this.term(key);
          this.term(value);
        }
        return;
      case "call":
        for (const arg of term.args) this.term(arg);
        return;
      case "array-comprehension":
      case "set-comprehension":
        this.term(term.head);
        this.body(term.body);
        return;
      case "object-comprehension":
        this.term(term.key);
        this.term(term.value);
        this.body(term.body);
        return;
      default:
        return;
    }
  }

  body(body: Body): void {
    for (const expr of body) {
      for (const modifier of expr.with) this.term(modifier.value);
      if (expr.kind === "term-expr") this.term(expr.term);
      else if (expr.kind === "call-expr") for (const arg of expr.args) this.term(arg);
      else if (expr.kind === "every") {
        this.term(expr.domain);
        this.body(expr.body);
      } else if (expr.kind === "not") this.body(expr.body);
      else if (expr.kind === "logical") {
        this.body(expr.left);
        this.body(expr.right);
      }
    }
  }
}
