/** Gives the nodes that tracers see the names that OPA has for variables: those of the text, `_`, and `__local3__` for the compiler's own. */
import type { Body, EveryExpr, Expr, Rule, Term } from "../ast/nodes.ts";
import { isLocalName, type LocalNames } from "../compile/context.ts";
import { isCallOf, makeOperator, mapExprParts, mapParts, type TermMapper } from "../compile/terms.ts";
import type { Locals, ObservedBody, Slot } from "./nodes.ts";

/** The names of one program; the same variable has the same name in all its nodes. */
export class ObservedNames {
  private readonly names: LocalNames;
  private readonly numbers = new Map<string, number>();
  private readonly mapper: TermMapper = {
    term: (term) => this.term(term),
    body: (body) => this.body(body),
    expr: (expr) => this.expr(expr),
  };

  constructor(names: LocalNames) {
    this.names = names;
  }

  rule(rule: Rule): Rule {
    const { head } = rule;
    return {
      ...rule,
      head: {
        ...head,
        ref: { ...head.ref, terms: head.ref.terms.map((term) => this.term(term)) },
        args: head.args?.map((arg) => this.term(arg)),
        key: head.key && this.term(head.key),
        value: head.value && this.term(head.value),
      },
      body: this.body(rule.body),
      else: undefined,
    };
  }

  body(body: Body): Body {
    return body.map((expr) => this.expr(expr));
  }

  /** An expression; `:=` and `==` are `=`, as OPA evaluates them. */
  expr(expr: Expr): Expr {
    const mapped = mapExprParts(expr, this.mapper);
    if (mapped.kind === "every") return this.everyVariables(mapped);
    const isEqual = mapped.kind === "call-expr" && mapped.args.length === 2 && (isCallOf(mapped, "equal") || isCallOf(mapped, "assign"));
    return isEqual ? { ...mapped, operator: makeOperator("eq", mapped.operator) } : mapped;
  }

  every(expr: EveryExpr): EveryExpr {
    return this.everyVariables({ ...expr, domain: this.term(expr.domain), body: this.body(expr.body) });
  }

  /** An `every` whose domain and body have their names already. */
  private everyVariables(expr: EveryExpr): EveryExpr {
    const { key, value } = expr;
    return { ...expr, key: key && { ...key, name: this.nameOf(key.name) }, value: { ...value, name: this.nameOf(value.name) } };
  }

  locals(locals: ReadonlyMap<string, Slot>): Locals {
    return new Map([...locals].map(([name, slot]) => [this.nameOf(name), slot]));
  }

  private term(term: Term): Term {
    return term.kind === "var" ? { ...term, name: this.nameOf(term.name) } : mapParts(term, this.mapper);
  }

  private nameOf(name: string): string {
    if (name.startsWith("$")) return "_";
    const written = this.names.writtenName(name);
    if (written !== undefined || !isLocalName(name)) return written ?? name;
    let number = this.numbers.get(name);
    if (number === undefined) {
      number = this.numbers.size;
      this.numbers.set(name, number);
    }
    return `__local${number}__`;
  }
}

/** A body that is observed, by the names that tracers see. */
export function renameBody(node: ObservedBody, names: ObservedNames): ObservedBody {
  switch (node.kind) {
    case "rule":
      return { kind: "rule", rule: names.rule(node.rule) };
    case "body":
      return { kind: "body", body: names.body(node.body) };
    case "element":
      return { kind: "element", body: names.body(node.body), every: names.every(node.every) };
    default:
      return node satisfies never;
  }
}
