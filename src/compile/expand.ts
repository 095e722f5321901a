/**
 * Stage "expand": calls inside terms become expressions of their own, `count(f(x)) > 1` → `f(x, a); count(a, b); gt(b, 1)`. What a rule
 * head or a comprehension head evaluates moves to the end of the body. Template strings and `print` become calls of their builtins.
 * So each expression is one call, equality or term, which is what safety orders and the planner reads.
 */
import type { Body, CallTerm, EveryExpr, Expr, RefTerm, Rule, Span, TemplateString, Term, With } from "../ast/nodes.ts";
import { isScalar } from "../ast/visit.ts";
import type { LocalNames } from "./context.ts";
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
    const body = [...this.body(rule.body)];
    const { head } = rule;
    const move = (term: Term): Term => this.moveToBody(term, body);
    const args = head.args?.map((arg) => this.argument(arg, body));
    const ref = makeRef(
      head.ref.terms.map((term, index) => (index === 0 ? term : move(term))),
      head.ref,
    );
    const key = head.key && move(head.key);
    const value = head.value && move(head.value);
    return { ...rule, head: { ...head, args, ref, key, value }, body, else: rule.else && this.rule(rule.else) };
  }

  body(body: Body): Body {
    const expanded = body.flatMap((expr) => this.expr(expr));
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
        return { ...term, items: term.items.map((item) => this.argument(item, body)) };
      case "object":
        return { ...term, entries: term.entries.map(({ key, value }) => ({ key, value: this.argument(value, body) })) };
      default:
        return this.moveToBody(term, body);
    }
  }

  private expr(expr: Expr): Expr[] {
    const before: Expr[] = [];
    const modifiers = expr.with.map((modifier) => this.modifier(modifier, before));
    switch (expr.kind) {
      case "term-expr": {
        const term = this.term(expr.term, before, modifiers);
        return [...before, { ...expr, term, with: modifiers }];
      }
      case "call-expr": {
        if (isCallOf(expr, "print")) return this.print(expr.args, expr, modifiers);
        const args = expr.args.map((arg) => this.term(arg, before, modifiers));
        return [...before, { ...expr, args, with: modifiers }];
      }
      case "every":
        return [...before, ...this.every(expr, modifiers)];
      case "not":
        return [...before, { ...expr, body: this.body(expr.body), with: modifiers }];
      case "logical":
        return [...before, { ...expr, left: this.body(expr.left), right: this.body(expr.right), with: modifiers }];
      case "some":
        return [];
      default:
        return expr satisfies never;
    }
  }

  private modifier(modifier: With, before: Expr[]): With | FunctionReplacement {
    const replacement = this.replacementOf(modifier);
    if (replacement === undefined) return { ...modifier, value: this.moveToBody(modifier.value, before) };
    const { start, end } = modifier.value;
    return { ...modifier, value: { kind: "null", start, end }, replacement };
  }

  private every(expr: EveryExpr, modifiers: readonly With[]): Expr[] {
    const before: Expr[] = [];
    const domain = this.term(expr.domain, before, modifiers);
    const local = this.local(expr.domain);
    before.push(makeCallExpr("eq", [local, domain], expr.domain, modifiers));
    return [...before, { ...expr, domain: local, body: this.body(expr.body), with: modifiers }];
  }

  /** `print(a, b)`: each operand as the set of its values, so that an undefined one prints as such. */
  private print(args: readonly Term[], span: Span, modifiers: readonly With[]): Expr[] {
    if (!this.keepPrint) return [];
    const operand: Term = {
      kind: "array",
      items: args.map((arg) => this.valuesOf(makeVar(this.names.generate(), arg), arg, [])),
      start: span.start,
      end: span.end,
    };
    return [{ ...makeCallExpr("internal.print", [operand], span, modifiers), generated: false }];
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

  private term(term: Term, before: Expr[], modifiers: readonly With[] = []): Term {
    switch (term.kind) {
      case "ref":
        return this.ref(term, before, modifiers);
      case "call": {
        const args = term.args.map((arg) => this.term(arg, before, modifiers));
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
        return { ...term, items: term.items.map((item) => this.term(item, before, modifiers)) };
      case "object":
        return {
          ...term,
          entries: term.entries.map((entry) => ({
            key: this.term(entry.key, before, modifiers),
            value: this.term(entry.value, before, modifiers),
          })),
        };
      case "array-comprehension":
      case "set-comprehension": {
        const body = [...this.body(term.body)];
        const head = this.moveToBody(term.head, body);
        return { ...term, head, body };
      }
      case "object-comprehension": {
        const body = [...this.body(term.body)];
        const key = this.moveToBody(term.key, body);
        const value = this.moveToBody(term.value, body);
        return { ...term, key, value, body };
      }
      case "template-string":
        return this.term(this.template(term), before, modifiers);
      default:
        return term;
    }
  }

  /** A ref into something that is no variable: `f(x).y`, `[1, 2][i]` refer to a local that holds it. */
  private ref(term: RefTerm, before: Expr[], modifiers: readonly With[]): RefTerm {
    const terms = term.terms.map((operand) => this.term(operand, before, modifiers));
    const [head, ...rest] = terms;
    if (head === undefined || head.kind === "var") return makeRef(terms, term);
    const local = this.local(term.terms[0] ?? head);
    before.push(makeCallExpr("eq", [local, head], head, modifiers));
    return makeRef([local, ...rest], term);
  }

  private local(term: Term): Term {
    return makeVar(this.names.generateFor(term), term);
  }
}

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
