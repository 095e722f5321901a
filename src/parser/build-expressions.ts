import type { Body, CallExpr, EveryExpr, Expr, LogicalExpr, NotExpr, RefTerm, SomeExpr, Term, VarTerm, With } from "../ast/nodes.ts";
import { ambiguousOperand, TEMPLATE_ASSIGNMENT, TEMPLATE_NEGATION, TEMPLATE_UNIFICATION, valueOperand } from "../errors/parse-errors.ts";
import type { TokenRange } from "./build-base.ts";
import { infixCall, type Operation } from "./build-infix.ts";
import { TermBuilder } from "./build-terms.ts";

/** `{ body }` as an operand of `not`, `and`, `or`. */
interface BodyOperand {
  readonly kind: "body-operand";
  readonly body: Body;
  readonly start: number;
  readonly end: number;
}

type Operand = Expr | BodyOperand;

/** Makes expressions and bodies. */
export class ExpressionBuilder extends TermBuilder {
  // Spans are written out, here and in the other builders: spreading them costs more than all else that is done for a node (bench: compile).
  expression(left: Term, right: Operation | null, range: TokenRange): Expr {
    const start = this.startOf(range.start);
    const end = this.endOf(range.end - 1);
    if (right !== null) return makeCall(right.operator, [left, right.right], true, start, end);
    if (left.kind === "call") return makeCall(left.operator, left.args, left.infix, start, end);
    return { kind: "term-expr", term: left, negated: false, with: [], generated: false, start, end };
  }

  /** `not expression` without `future.keywords.not`. */
  negate(expression: Expr, range: TokenRange): Expr {
    const start = this.startOf(range.start);
    const end = this.endOf(range.end - 1);
    return { ...expression, negated: true, start, end };
  }

  /** `not` with a body of its own. */
  not(operand: Operand, range: TokenRange): NotExpr {
    const { body, explicit } = bodyOf(operand);
    return { kind: "not", body, explicit, negated: false, with: [], generated: false, ...this.span(range) };
  }

  bodyOperand(body: Body, range: TokenRange): BodyOperand {
    const [only] = body;
    const isUnion = body.length === 1 && only?.kind === "call-expr" && only.infix && operatorName(only) === "or" && only.with.length === 0;
    if (isUnion && this.text.charAt(only.start) !== "(")
      this.refuse(ambiguousOperand("", this.text.slice(only.start, only.end)), range.start);
    return { kind: "body-operand", body, ...this.span(range) };
  }

  /** A chain of `and` or of `or`, from the left. */
  logical(operator: "and" | "or", first: Operand, rest: readonly Operand[]): Operand {
    if (rest.length > this.longestChain) this.longestChain = rest.length;
    let left = first;
    // Braces that begin an operand are a body; a value in braces goes in parentheses.
    if (rest.length > 0 && (first.kind === "term-expr" || first.kind === "call-expr") && this.text.charAt(first.start) === "{") {
      this.refuse(valueOperand(operator, this.text.slice(first.start, first.end)), first.start);
    }
    for (const right of rest) left = logicalOf(operator, left, right);
    return left;
  }

  some(symbols: readonly Term[], range: TokenRange): SomeExpr {
    return { kind: "some", symbols, negated: false, with: [], generated: false, ...this.span(range) };
  }

  /** `value in collection` or `key, value in collection` of `some`. */
  member(left: Term, second: Term | null, first: Operation, rest: readonly Operation[]): Term {
    if (second !== null) return this.value(left, this.memberPair(second, first, rest));
    return this.infix(infixCall(first.operator, [left, first.right], first.right.end), rest);
  }

  every(first: VarTerm, second: VarTerm | null, domain: Term, body: Body, range: TokenRange): EveryExpr {
    const key = second === null ? undefined : first;
    return { kind: "every", key, value: second ?? first, domain, body, negated: false, with: [], generated: false, ...this.span(range) };
  }

  target(head: VarTerm, tail: readonly Term[], range: TokenRange): RefTerm {
    return this.ref(head, tail, range);
  }

  with(target: RefTerm, value: Term, range: TokenRange): With {
    return { target, value, ...this.span(range) };
  }

  /** An expression and its `with` modifiers; they replace those inside of its parentheses. */
  literal(expression: Expr, withs: readonly With[], range: TokenRange): Expr {
    if (withs.length === 0) return expression;
    return { ...expression, with: withs, start: this.startOf(range.start), end: this.endOf(range.end - 1) };
  }

  /** The expression of a template string: no negation, no assignment. */
  templateExpression(expression: Expr): Expr {
    if (expression.negated || expression.kind === "not") this.refuse(TEMPLATE_NEGATION, expression.start);
    const name = expression.kind === "call-expr" && expression.infix ? operatorName(expression) : "";
    if (name === "assign") this.refuse(TEMPLATE_ASSIGNMENT, expression.start);
    if (name === "eq") this.refuse(TEMPLATE_UNIFICATION, expression.start);
    return expression;
  }

  /** Whether a literal is `{…}` alone, which after `if` is a body. */
  isBareSet(literal: Expr): boolean {
    return literal.kind === "term-expr" && !literal.negated && literal.term.kind === "set" && this.text.charAt(literal.start) === "{";
  }
}

function makeCall(operator: RefTerm, args: readonly Term[], infix: boolean, start: number, end: number): CallExpr {
  return { kind: "call-expr", operator, args, infix, negated: false, with: [], generated: false, start, end };
}

function operatorName({ operator }: CallExpr): string {
  const [name] = operator.terms;
  return name?.kind === "var" ? name.name : "";
}

function bodyOf(operand: Operand): { readonly body: Body; readonly explicit: boolean } {
  return operand.kind === "body-operand" ? { body: operand.body, explicit: true } : { body: [operand], explicit: false };
}

function logicalOf(operator: "and" | "or", left: Operand, right: Operand): LogicalExpr {
  const lhs = bodyOf(left);
  const rhs = bodyOf(right);
  return {
    kind: "logical",
    operator,
    left: lhs.body,
    right: rhs.body,
    explicitLeft: lhs.explicit,
    explicitRight: rhs.explicit,
    negated: false,
    with: [],
    generated: false,
    start: left.start,
    end: right.end,
  };
}
