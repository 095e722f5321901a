/**
 * Stage "expand": calls inside terms become expressions of their own, `count(f(x)) > 1` → `f(x, a); count(a, b); gt(b, 1)`. What a rule
 * head or a comprehension head evaluates moves to the end of the body. Template strings and `print` become calls of their builtins.
 * So each expression is one call, equality or term, which is what safety orders and the planner reads.
 */
import type { Body, CallTerm, EveryExpr, Expr, RefTerm, Rule, Span, TemplateString, Term, With } from "../ast/nodes.ts";
import { isScalar } from "../ast/visit.ts";
import type { LocalNames } from "./context.ts";
import {
  mapEntries,
  mapItems,
  rebuildCallExpr,
  rebuildComprehension,
  rebuildHead,
  rebuildItems,
  rebuildLogical,
  rebuildNot,
  rebuildObject,
  rebuildObjectComprehension,
  rebuildRef,
  rebuildRule,
  rebuildTermExpr,
} from "./rebuild.ts";
import { type FunctionReplacement, isCallOf, makeCallExpr, makeOperator, makeRef, makeTermExpr, makeVar } from "./terms.ts";

/** Expands rules and bodies of one program. `keepPrint` false drops `print` calls, as where no one listens. */
export class Expander {
  private readonly names: LocalNames;
  private readonly keepPrint: boolean;
  private readonly replacementOf: (modifier: With) => RefTerm | undefined;

  /** `replacementOf` gives the function that a `with` replaces another by; undefined where its value is to be evaluated. */
  constructor(names: LocalNames, keepPrint: boolean, replacementOf: (modifier: With) => RefTerm | undefined) {
    this.names = names;
    this.keepPrint = keepPrint;
    this.replacementOf = replacementOf;
  }

  /** Expands a rule and its `else` branches. */
  rule(rule: Rule): Rule {
    const body = this.growingBody(rule.body);
    const { head } = rule;
    const move = (term: Term): Term => this.moveToBody(term, body);
    const args = head.args && mapItems(head.args, (arg) => this.argument(arg, body));
    const [first] = head.ref.terms;
    const ref = rebuildRef(
      head.ref,
      mapItems(head.ref.terms, (term) => (term === first ? term : move(term))),
    );
    const key = head.key && move(head.key);
    const value = head.value && move(head.value);
    const otherwise = rule.else && this.rule(rule.else);
    return rebuildRule(rule, rebuildHead(head, ref, args, key, value), body, otherwise);
  }

  body(body: Body): Body {
    return this.growingBody(body);
  }

  /** The body, expanded, as a list that more may be added to. */
  private growingBody(body: Body): Expr[] {
    const expanded: Expr[] = [];
    for (const expr of body) this.expr(expr, expanded);
    const [first] = body;
    if (expanded.length === 0 && first !== undefined) {
      expanded.push(makeTermExpr({ kind: "boolean", value: true, start: first.start, end: first.end }, first));
    }
    return expanded;
  }

  /** A head term that needs evaluation is evaluated at the end of the body; so is the value of a `with`, before its expression. */
  private moveToBody(term: Term, body: Expr[]): Term {
    const expanded = this.term(term, body);
    if (!needsEvaluation(expanded)) return expanded;
    const local = this.local(term);
    body.push(makeCallExpr("eq", [local, expanded], term));
    return local;
  }

  /** A function argument is a pattern; what it must be computed from stands in the body. */
  private argument(term: Term, body: Expr[]): Term {
    switch (term.kind) {
      case "array":
        return rebuildItems(
          term,
          mapItems(term.items, (item) => this.argument(item, body)),
        );
      case "object":
        return rebuildObject(
          term,
          mapEntries(
            term.entries,
            (key) => key,
            (value) => this.argument(value, body),
          ),
        );
      default:
        return this.moveToBody(term, body);
    }
  }

  /** Adds an expression to a body, after what is evaluated for it. */
  private expr(expr: Expr, into: Expr[]): void {
    // Where no one listens, nothing is evaluated for a `print` either.
    if (expr.kind === "call-expr" && !this.keepPrint && isCallOf(expr, "print")) return;
    const modifiers = expr.with.length === 0 ? expr.with : expr.with.map((modifier) => this.modifier(modifier, into));
    switch (expr.kind) {
      case "term-expr":
        into.push(rebuildTermExpr(expr, this.term(expr.term, into, modifiers), modifiers));
        return;
      case "call-expr":
        if (isCallOf(expr, "print")) into.push(this.print(expr.args, expr, modifiers));
        else into.push(rebuildCallExpr(expr, expr.operator, this.terms(expr.args, into, modifiers), modifiers));
        return;
      case "every":
        this.every(expr, modifiers, into);
        return;
      case "not":
        into.push(rebuildNot(expr, this.body(expr.body), modifiers));
        return;
      case "logical": {
        const left = this.body(expr.left);
        into.push(rebuildLogical(expr, left, this.body(expr.right), modifiers));
        return;
      }
      case "some":
        return;
      default:
        expr satisfies never;
    }
  }

  private modifier(modifier: With, before: Expr[]): With | FunctionReplacement {
    const replacement = this.replacementOf(modifier);
    if (replacement === undefined) return { ...modifier, value: this.moveToBody(modifier.value, before) };
    const { start, end } = modifier.value;
    return { ...modifier, value: { kind: "null", start, end }, replacement };
  }

  private every(expr: EveryExpr, modifiers: readonly With[], into: Expr[]): void {
    const domain = this.term(expr.domain, into, modifiers);
    const local = this.local(expr.domain);
    into.push(makeCallExpr("eq", [local, domain], expr.domain, modifiers));
    into.push({ ...expr, domain: local, body: this.body(expr.body), with: modifiers });
  }

  /** `print(a, b)`: each operand as the set of its values, so that an undefined one prints as such. */
  private print(args: readonly Term[], span: Span, modifiers: readonly With[]): Expr {
    const operand: Term = {
      kind: "array",
      items: args.map((arg) => this.valuesOf(makeVar(this.names.generate(), arg), arg, [])),
      start: span.start,
      end: span.end,
    };
    return { ...makeCallExpr("internal.print", [operand], span, modifiers), generated: false };
  }

  private template(term: TemplateString): CallTerm {
    const items = term.parts.map((part): Term => {
      if (part.kind === "string") return part;
      const value = termOfExpr(part);
      if (isScalar(value)) return value;
      if (value.kind === "var") return { kind: "set", items: [value], start: value.start, end: value.end };
      return this.valuesOf(makeVar(this.names.generateForTemplate(), part), value, part.with);
    });
    const parts: Term = { kind: "array", items, start: term.start, end: term.end };
    const operator = makeOperator("internal.template_string", term);
    return { kind: "call", operator, args: [parts], infix: false, start: term.start, end: term.end };
  }

  /** `{x | x = term}` */
  private valuesOf(local: Term, term: Term, modifiers: readonly With[]): Term {
    const body = [makeCallExpr("eq", [local, term], local, modifiers)];
    return { kind: "set-comprehension", head: local, body: this.body(body), start: local.start, end: local.end };
  }

  private terms(terms: readonly Term[], before: Expr[], modifiers: readonly With[]): readonly Term[] {
    return mapItems(terms, (term) => this.term(term, before, modifiers));
  }

  private term(term: Term, before: Expr[], modifiers: readonly With[] = NO_MODIFIERS): Term {
    switch (term.kind) {
      case "ref":
        return this.ref(term, before, modifiers);
      case "call": {
        const args = this.terms(term.args, before, modifiers);
        const local = this.local(term);
        before.push({
          kind: "call-expr",
          operator: term.operator,
          args: [...args, local],
          infix: term.infix,
          negated: false,
          with: modifiers,
          generated: true,
          start: term.start,
          end: term.end,
        });
        return local;
      }
      case "array":
      case "set":
        return rebuildItems(term, this.terms(term.items, before, modifiers));
      case "object": {
        const map = (part: Term): Term => this.term(part, before, modifiers);
        return rebuildObject(term, mapEntries(term.entries, map, map));
      }
      case "array-comprehension":
      case "set-comprehension": {
        const body = this.growingBody(term.body);
        return rebuildComprehension(term, this.moveToBody(term.head, body), body);
      }
      case "object-comprehension": {
        const body = this.growingBody(term.body);
        const key = this.moveToBody(term.key, body);
        const value = this.moveToBody(term.value, body);
        return rebuildObjectComprehension(term, key, value, body);
      }
      case "template-string":
        return this.term(this.template(term), before, modifiers);
      default:
        return term;
    }
  }

  /** A ref into something that is no variable: `f(x).y`, `[1, 2][i]` refer to a local that holds it. */
  private ref(term: RefTerm, before: Expr[], modifiers: readonly With[]): RefTerm {
    const terms = this.terms(term.terms, before, modifiers);
    const head = terms[0];
    if (head === undefined || head.kind === "var") return rebuildRef(term, terms);
    const local = this.local(term.terms[0] ?? head);
    before.push(makeCallExpr("eq", [local, head], head, modifiers));
    return makeRef([local, ...terms.slice(1)], term);
  }

  private local(term: Term): Term {
    return makeVar(this.names.generateFor(term), term);
  }
}

const NO_MODIFIERS: readonly With[] = [];

/** Does evaluating the term take more than reading variables and building a composite of them? */
function needsEvaluation(term: Term): boolean {
  switch (term.kind) {
    case "ref":
    case "call":
    case "array-comprehension":
    case "set-comprehension":
    case "object-comprehension":
    case "template-string":
      return true;
    case "array":
    case "set":
      return term.items.some(needsEvaluation);
    case "object":
      return term.entries.some(({ key, value }) => needsEvaluation(key) || needsEvaluation(value));
    default:
      return false;
  }
}

/** An expression in a template string, as the term whose value is meant. */
function termOfExpr(expr: Expr): Term {
  if (expr.kind === "term-expr") return expr.term;
  if (expr.kind === "call-expr") {
    return { kind: "call", operator: expr.operator, args: expr.args, infix: expr.infix, start: expr.start, end: expr.end };
  }
  throw new TypeError(`the parser admits no ${expr.kind} in a template string`);
}
