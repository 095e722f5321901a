/** Plans bodies: expressions in evaluation order become steps, terms become values and patterns. */
import type { Body, CallExpr, Comprehension, EveryExpr, Expr, RefTerm, Term, VarTerm, With } from "../ast/nodes.ts";
import {
  type EqualityExpr,
  isCallOf,
  isEquality,
  isFunctionReplacement,
  isRootName,
  isWildcard,
  makeCallExpr,
  operatorName,
} from "../compile/terms.ts";
import { constantOf } from "./constants.ts";
import { guardsOf } from "./guards.ts";
import { chooseInlined, definedLocal, type Inlined, type Mentions } from "./inline.ts";
import { planMembership } from "./membership.ts";
import type { ComprehensionNode, ObservedBody, Pattern, Replacement, Slot, Step, ValueNode } from "./nodes.ts";
import type { BodyPlanning, Target } from "./planning.ts";
import { functionGroup, type ProgramPlan } from "./program-plan.ts";
import { RefPlanner } from "./ref-planner.ts";
import { Scope, type Slots } from "./scope.ts";
import { inTermOrder } from "./term-order.ts";
import { planUnification } from "./unification.ts";

/** Plans one body with its closures. Nested bodies get planners of their own that share the slots of the frame. */
export class BodyPlanner implements BodyPlanning {
  readonly plan: ProgramPlan;
  readonly slots: Slots;
  readonly scope: Scope;
  readonly steps: Step[] = [];
  ordered: boolean;
  private readonly mentions: Mentions;
  private inlined: Inlined = new Map();
  /** References that were planned ahead of their turn. */
  private readonly enumerated = new Map<Term, ValueNode>();
  private readonly refs = new RefPlanner(this);

  constructor(plan: ProgramPlan, slots: Slots, scope: Scope, mentions: Mentions, ordered: boolean) {
    this.plan = plan;
    this.slots = slots;
    this.scope = scope;
    this.mentions = mentions;
    this.ordered = ordered || plan.observed !== undefined;
  }

  /** Appends the steps of a body. */
  body(body: Body): void {
    const { observed } = this.plan;
    if (observed !== undefined) {
      for (const [index, expr] of body.entries()) observed.encloseExpression(this, expr, index, () => this.expr(expr));
      return;
    }
    this.ordered ||= body.some((expr) => expr.kind === "call-expr" && isCallOf(expr, "internal.print"));
    this.inlined = chooseInlined(body, this.mentions, (expr, bound) => this.enumerates(expr, bound));
    for (const expr of body) {
      const local = definedLocal(expr);
      if (local === undefined || !this.inlined.has(local)) this.expr(expr);
    }
  }

  /** Appends the steps of a body. Where the plan is observed, `node` is told of as a whole. */
  enclose(node: ObservedBody, plan: () => void): void {
    const { observed } = this.plan;
    if (observed === undefined) plan();
    else observed.encloseBody(this, node, plan);
  }

  /** Steps that pass where each of the expressions holds for itself. Nobody is told of them. */
  conditions(body: Body): readonly Step[] {
    return body.map((expr): Step => {
      const planner = new BodyPlanner({ ...this.plan, observed: undefined }, this.slots, new Scope(this.scope), this.mentions, false);
      planner.body([expr]);
      return { kind: "some", alternatives: [planner.steps] };
    });
  }

  /** Looks at what OPA's rule index would look at before the body (see `guards.ts`). */
  guards(body: Body): void {
    const { refs, members } = guardsOf(body, this.plan.root);
    for (const ref of refs) this.enumerated.set(ref, this.computeOnce(this.refs.value(ref)));
    for (const { member, collection } of members) this.expr(makeCallExpr("internal.member_2", [member, collection], collection));
  }

  value(term: Term): ValueNode {
    const constant = constantOf(term);
    if (constant !== undefined) return { kind: "constant", value: constant };
    switch (term.kind) {
      case "var":
        return this.enumerated.get(term) ?? this.variable(term.name);
      case "ref":
        return this.enumerated.get(term) ?? this.refs.value(term);
      case "array":
        return { kind: "array", items: term.items.map((item) => this.value(item)) };
      case "set":
        return { kind: "set", items: inTermOrder(term.items, (item) => item).map((item) => this.value(item)) };
      case "object": {
        const entries = inTermOrder(term.entries, ({ key }) => key);
        return { kind: "object", entries: entries.map(({ key, value }) => [this.value(key), this.value(value)]), span: term };
      }
      case "array-comprehension":
      case "set-comprehension":
      case "object-comprehension":
        return this.enumerated.get(term) ?? this.comprehension(term);
      default:
        throw new TypeError(`a ${term.kind} term cannot be planned as a value`);
    }
  }

  matchTerm(term: Term, target: Target): void {
    if (term.kind === "ref") {
      this.refs.match(term, target);
      return;
    }
    const value = this.value(term);
    this.usePattern(target, (pattern) => this.match(pattern, value));
  }

  match(pattern: Pattern, value: ValueNode): void {
    if (pattern.kind === "equals") this.steps.push({ kind: "equal", left: value, right: pattern.value });
    else this.steps.push({ kind: "match", pattern, value });
  }

  usePattern(target: Target, use: (pattern: Pattern) => void): void {
    const later: (() => void)[] = [];
    use(target.term === undefined ? target.pattern : this.pattern(target.term, later));
    for (const compare of later) compare();
  }

  private pattern(term: Term, later: (() => void)[]): Pattern {
    const constant = constantOf(term);
    if (constant !== undefined) return { kind: "equals", value: { kind: "constant", value: constant } };
    switch (term.kind) {
      case "var":
        if (this.isBound(term.name)) return { kind: "equals", value: this.value(term) };
        return this.isUnused(term.name) ? { kind: "ignore" } : { kind: "bind", slot: this.bind(term.name) };
      case "array":
        return { kind: "array", items: term.items.map((item) => this.pattern(item, later)) };
      case "object":
        return { kind: "object", entries: term.entries.map(({ key, value }) => [this.value(key), this.pattern(value, later)]) };
      default: {
        const known = this.enumerated.get(term);
        if (known !== undefined) return { kind: "equals", value: known };
        const slot = this.slots.take();
        later.push(() => this.matchTerm(term, { pattern: { kind: "equals", value: { kind: "local", slot } } }));
        return { kind: "bind", slot };
      }
    }
  }

  /** Is this the only mention of a variable that is not reported? */
  private isUnused(name: string): boolean {
    return isWildcard(name) || (this.plan.observed === undefined && this.mentions.get(name) === 1);
  }

  isBound(name: string): boolean {
    return this.scope.slotOf(name) !== undefined || this.inlined.has(name);
  }

  bind(name: string): Slot {
    const slot = this.slots.take();
    this.scope.bind(name, slot);
    return slot;
  }

  /** The steps of a body that binds nothing for what follows it. */
  nested(body: Body, ordered = false): readonly Step[] {
    const planner = this.inner(ordered);
    planner.enclose({ kind: "body", body }, () => planner.body(body));
    return planner.steps;
  }

  private inner(ordered: boolean): BodyPlanner {
    return new BodyPlanner(this.plan, this.slots, new Scope(this.scope), this.mentions, ordered);
  }

  private variable(name: string): ValueNode {
    const source = this.inlined.get(name);
    if (source !== undefined) return this.inlinedValue(source);
    const slot = this.scope.slotOf(name);
    // Safety lets pass a few variables that nothing can bind (`[x, [y]] = input; x = z[y]; z = [z]`): they have no value.
    return slot === undefined ? { kind: "undefined" } : { kind: "local", slot };
  }

  private inlinedValue(expr: CallExpr): ValueNode {
    const [, source] = expr.args;
    if (isEquality(expr) && source !== undefined) return this.value(source);
    return this.call(expr, expr.args.slice(0, -1));
  }

  private expr(expr: Expr): void {
    if (expr.with.length > 0) this.with(expr);
    else if (expr.negated) this.steps.push({ kind: "not", steps: this.nested([{ ...expr, negated: false }]) });
    else this.plainExpr(expr);
  }

  private plainExpr(expr: Expr): void {
    switch (expr.kind) {
      case "term-expr":
        this.steps.push({ kind: "check", value: this.value(expr.term) });
        return;
      case "call-expr":
        this.callExpr(expr);
        return;
      case "every":
        this.every(expr);
        return;
      case "not":
        this.steps.push({ kind: "not", steps: this.nested(expr.body) });
        return;
      case "logical": {
        const left = this.nested(expr.left);
        const right = this.nested(expr.right);
        if (expr.operator === "or") this.steps.push({ kind: "some", alternatives: [left, right] });
        else this.steps.push({ kind: "some", alternatives: [left] }, { kind: "some", alternatives: [right] });
        return;
      }
      case "some":
        return;
      default:
        expr satisfies never;
    }
  }

  private callExpr(expr: CallExpr): void {
    if (isEquality(expr) || this.isComparison(expr)) {
      planUnification(this, expr.args);
      return;
    }
    const name = operatorName(expr.operator);
    const builtin = name === undefined ? undefined : this.plan.builtins.get(name);
    const arity =
      builtin === undefined ? functionGroup(this.plan, expr.operator)?.arity : builtin.variadic ? expr.args.length : builtin.args.length;
    if (arity === undefined) throw new TypeError(`no function ${name}`);
    const result = expr.args[arity];
    const operands = expr.args.slice(0, arity);
    if (operands.some((operand) => this.termEnumerates(operand))) for (const operand of operands) this.computeFirst(operand);
    if (builtin?.kind === "relation") {
      const args = expr.args.slice(0, arity).map((arg) => this.value(arg));
      const { name: relation } = builtin;
      const target: Target = result === undefined ? { pattern: { kind: "ignore" } } : { term: result };
      this.usePattern(target, (pattern) => this.steps.push({ kind: "relation", name: relation, args, result: pattern, span: expr }));
    } else if (result === undefined) {
      this.steps.push(planMembership(this, expr) ?? { kind: "check", value: this.call(expr, expr.args) });
    } else {
      const value = this.call(expr, expr.args.slice(0, arity));
      this.usePattern({ term: result }, (pattern) => this.match(pattern, value));
    }
  }

  computeFirst(term: Term): void {
    if (term.kind === "ref") {
      // A head that the same equality binds has no value yet.
      if (this.hasBoundHead(term)) this.enumerated.set(term, this.computeOnce(this.refs.value(term)));
    } else if (term.kind === "array") this.computePartsFirst(term.items);
    else if (term.kind === "set") this.computePartsFirst(inTermOrder(term.items, (item) => item));
    else if (term.kind === "object") {
      this.computePartsFirst(inTermOrder(term.entries, ({ key }) => key).flatMap(({ key, value }) => [key, value]));
    }
  }

  /** Calls that are taken in, and comprehensions that may have conflicts, stand before the references after them. */
  private computePartsFirst(parts: readonly Term[]): void {
    for (const part of parts) {
      if (part.kind === "object-comprehension") this.enumerated.set(part, this.computeOnce(this.value(part)));
      else if (part.kind !== "var") this.computeFirst(part);
      else if (this.inlined.has(part.name)) this.enumerated.set(part, this.computeOnce(this.variable(part.name)));
    }
  }

  computeOnce(value: ValueNode): ValueNode {
    if (value.kind === "constant" || value.kind === "local") return value;
    const slot = this.slots.take();
    this.match({ kind: "bind", slot }, value);
    return { kind: "local", slot };
  }

  private hasBoundHead({ terms: [head, ...operands] }: RefTerm): boolean {
    if (head?.kind === "var" && !isRootName(head.name) && !this.isBound(head.name)) return false;
    return operands.every((operand) => operand.kind !== "ref" || this.hasBoundHead(operand));
  }

  /** Does a reference in the term bind variables? */
  private termEnumerates(term: Term): boolean {
    return enumeratesUnbound(term, (name) => this.isBound(name));
  }

  /** `==` compares as `=` does: safety has seen to it that both sides are bound. */
  private isComparison(expr: CallExpr): expr is EqualityExpr {
    return expr.args.length === 2 && isCallOf(expr, "equal") && !this.isReplaceable("equal");
  }

  /** Does any `with` replace this builtin? Then it cannot be planned as something simpler. */
  private isReplaceable(name: string): boolean {
    return this.plan.replaced.has(name);
  }

  private call(expr: CallExpr, operands: readonly Term[]): ValueNode {
    const args = operands.map((operand) => this.value(operand));
    const group = functionGroup(this.plan, expr.operator);
    if (group !== undefined) return { kind: "function", group, args, span: expr };
    return { kind: "builtin", name: operatorName(expr.operator) ?? "", args, span: expr };
  }

  private every(expr: EveryExpr): void {
    const domain = this.value(expr.domain);
    const inner = this.inner(false);
    const key = inner.element(expr.key);
    const value = inner.element(expr.value);
    inner.enclose({ kind: "element", body: expr.body, every: expr }, () => inner.body(expr.body));
    this.steps.push({ kind: "every", domain, key, value, steps: inner.steps });
  }

  /** The key or value variable of `every`. */
  private element(variable: VarTerm | undefined): Pattern {
    if (variable === undefined || isWildcard(variable.name)) return { kind: "ignore" };
    return { kind: "bind", slot: this.bind(variable.name) };
  }

  private comprehension(term: Comprehension): ComprehensionNode {
    const collect = term.kind === "array-comprehension" ? "array" : term.kind === "set-comprehension" ? "set" : "object";
    const slot = this.slots.take();
    const inner = this.inner(collect === "array");
    inner.enclose({ kind: "body", body: term.body }, () => inner.body(term.body));
    const key = term.kind === "object-comprehension" ? inner.value(term.key) : undefined;
    const value = inner.value(term.kind === "object-comprehension" ? term.value : term.head);
    const span = term.kind === "object-comprehension" ? term.key : term;
    return { kind: "comprehension", collect, steps: inner.steps, key, value, slot, span };
  }

  private with(expr: Expr): void {
    const replacements = expr.with.map((modifier) => this.replacement(modifier));
    const slot = this.slots.take();
    const from = this.steps.length;
    this.expr({ ...expr, with: [] });
    const steps = this.steps.splice(from);
    this.steps.push({ kind: "with", replacements, steps, slot });
  }

  private replacement(modifier: With): Replacement {
    const { target, value } = modifier;
    const head = target.terms[0];
    const isFunction = functionGroup(this.plan, target) !== undefined;
    if (head?.kind === "var" && head.name === "input") {
      return { kind: "input", path: target.terms.slice(1).map((term) => this.value(term)), value: this.value(value), span: modifier };
    }
    if (head?.kind === "var" && head.name === "data" && !isFunction) {
      const replaced = isFunctionReplacement(modifier) ? undefined : this.value(value);
      return { kind: "data", path: stringsOf(target), value: replaced, span: modifier };
    }
    const group = functionGroup(this.plan, target);
    const name = operatorName(target) ?? "";
    if (!isFunctionReplacement(modifier)) return { kind: "call", name, group, by: { kind: "value", value: this.value(value) } };
    const by = modifier.replacement;
    const substitute = functionGroup(this.plan, by);
    if (substitute !== undefined) return { kind: "call", name, group, by: { kind: "function", group: substitute } };
    const [root] = by.terms;
    if (root?.kind === "var" && root.name === "data") return { kind: "call", name, group, by: { kind: "rule", value: this.value(by) } };
    return { kind: "call", name, group, by: { kind: "builtin", name: operatorName(by) ?? "" } };
  }

  private isRelation(expr: Expr): boolean {
    const name = expr.kind === "call-expr" ? operatorName(expr.operator) : undefined;
    return name !== undefined && this.plan.builtins.get(name)?.kind === "relation";
  }

  /** Will planning the expression enumerate, given the variables bound so far? */
  private enumerates(expr: Expr, bound: ReadonlySet<string>): boolean {
    if (this.isRelation(expr)) return true;
    const isBound = (name: string): boolean => bound.has(name) || this.scope.slotOf(name) !== undefined;
    if (expr.kind === "term-expr") return enumeratesUnbound(expr.term, isBound);
    return expr.kind === "call-expr" && expr.args.some((arg) => enumeratesUnbound(arg, isBound));
  }
}

/** Does a reference in the term select by a variable that is not bound? */
function enumeratesUnbound(term: Term, isBound: (name: string) => boolean): boolean {
  if (term.kind === "ref") {
    return term.terms.some((operand, index) => index > 0 && (hasUnbound(operand, isBound) || enumeratesUnbound(operand, isBound)));
  }
  if (term.kind === "array" || term.kind === "set") return term.items.some((item) => enumeratesUnbound(item, isBound));
  if (term.kind !== "object") return false;
  return term.entries.some(({ key, value }) => enumeratesUnbound(key, isBound) || enumeratesUnbound(value, isBound));
}

/** Does an operand of a ref hold a variable that is not bound, so that it selects by enumeration? */
function hasUnbound(term: Term, isBound: (name: string) => boolean): boolean {
  if (term.kind === "var") return !isBound(term.name);
  if (term.kind === "array") return term.items.some((item) => hasUnbound(item, isBound));
  return term.kind === "object" && term.entries.some(({ value }) => hasUnbound(value, isBound));
}

function stringsOf(target: RefTerm): readonly string[] {
  return target.terms.slice(1).map((term) => {
    if (term.kind !== "string") throw new TypeError("the target of a with on data is a path of strings");
    return term.value;
  });
}
