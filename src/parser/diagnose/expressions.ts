import {
  ambiguousOperand,
  bodyInParentheses,
  declarationInTemplate,
  EVERY_HINT,
  EXPECTED_MEMBERSHIP,
  FOUND_EMPTY_BODY,
  NON_TERMINATED_EXPRESSION,
  negatedValue,
  SOME_IN_HINT,
  TEMPLATE_ASSIGNMENT,
  TEMPLATE_NEGATION,
  TEMPLATE_UNIFICATION,
  valueOperand,
} from "../../errors/parse-errors.ts";
import { Code, Flag } from "../tokens.ts";
import { type BodyEnd, type Shape, TermReader } from "./terms.ts";

/** What a literal turned out to be, as far as a rule made from it needs to know. */
export interface LiteralShape {
  readonly kind: "expression" | "some" | "every" | "logical" | "not";
  readonly negated: boolean;
  readonly hasWith: boolean;
  /** The left side, or the whole, of an expression. */
  readonly term: Shape;
  /** Whether it is `left = right` or `left := right`. */
  readonly assigned: boolean;
}

const PLAIN: LiteralShape = { kind: "expression", negated: false, hasWith: false, term: { kind: "var" }, assigned: false };

/** Reads expressions and bodies, to find OPA's errors in them. */
export abstract class ExpressionReader extends TermReader {
  /** The literals of the body that was read last. */
  lastBody: readonly LiteralShape[] = [];

  body(end: BodyEnd): number | undefined {
    const literals: LiteralShape[] = [];
    const before = this.faults.length;
    for (;;) {
      const start = this.at;
      const literal = this.literal();
      if (literal === undefined || this.hasFailedSince(before)) return undefined;
      literals.push(literal);
      if (this.accept(";")) continue;
      if (end === "" || this.code === end) break;
      if (!this.isOnNewLine()) return this.illegal(`expected \\n or ; or ${end}${this.importHint(literal, start)}`) || undefined;
    }
    this.lastBody = literals;
    return literals.length;
  }

  /** What to import, where `every` or `in` was meant as a keyword and is none. */
  private importHint(literal: LiteralShape, start: number): string {
    if (!this.is(Code.identifier)) return "";
    if (this.at === start + 1 && this.textOf(start) === "every") return EVERY_HINT;
    return literal.kind === "some" && this.textOf(this.at) === "in" ? SOME_IN_HINT : "";
  }

  /** Whether there are new errors, other than those after which OPA reads on: of heads of references, and of the token that begins the next line. */
  private hasFailedSince(before: number): boolean {
    return this.faults
      .slice(before)
      .some((fault) => !fault.message.startsWith("illegal ref") && !(this.lexicalFaults.has(fault) && this.isOnNewLine()));
  }

  literal(): LiteralShape | undefined {
    const shape = this.unmodified();
    if (shape === undefined) return undefined;
    let hasWith = false;
    while (this.isKeyword(Code.with) && (shape.kind !== "some" || shape.assigned)) {
      if (!this.modifier()) return undefined;
      hasWith = true;
    }
    return { ...shape, hasWith };
  }

  private unmodified(): LiteralShape | undefined {
    if (!this.isKeywordReference()) {
      if (this.is(Code.some)) return this.some();
      if (this.is(Code.every)) return this.every();
    }
    return this.or();
  }

  private modifier(): boolean {
    this.scan();
    if (!this.is(Code.identifier, Code.wildcard)) return this.illegal("expected ident");
    this.scan();
    while (this.isDot() || this.is(Code.index)) if (!this.selector()) return false;
    if (!this.accept(Code.as)) return this.illegal("expected as keyword");
    return this.infix() !== undefined;
  }

  // --- declarations

  private some(): LiteralShape | undefined {
    this.scan();
    const mark = this.save();
    const member = this.infix();
    if (member?.operator?.startsWith("member_")) return { ...PLAIN, kind: "some", assigned: true };
    if (member?.kind === "call" && this.faults.length === mark.faults) return this.illegal(EXPECTED_MEMBERSHIP) || undefined;
    this.restore(mark);
    do {
      if (!this.is(Code.identifier, Code.wildcard)) return this.illegal("expected var") || undefined;
      this.scan();
    } while (this.accept(","));
    return { ...PLAIN, kind: "some" };
  }

  private every(): LiteralShape | undefined {
    this.scan();
    const domain = this.infix();
    if (domain === undefined) return undefined;
    if (domain.operator?.startsWith("member_") !== true) {
      return this.illegal("expected `x[, y] in xs { ... }` expression") || undefined;
    }
    if (domain.constant !== undefined) return this.illegal(`expected ${domain.constant} to be a variable`) || undefined;
    if (!this.accept("{")) return this.illegal("missing body") || undefined;
    if (this.is("}")) return this.fail(FOUND_EMPTY_BODY) || undefined;
    if (this.body("}") === undefined) return undefined;
    this.scan();
    return { ...PLAIN, kind: "every" };
  }

  // --- logical expressions

  private or(): LiteralShape | undefined {
    let left = this.and(undefined);
    while (left !== undefined && this.accept(Code.or)) left = this.and("or") && { ...PLAIN, kind: "logical" };
    return left;
  }

  private and(after: "and" | "or" | undefined): LiteralShape | undefined {
    let left = this.operand(after);
    while (left !== undefined && this.accept(Code.and)) left = this.operand("and") && { ...PLAIN, kind: "logical" };
    return left;
  }

  /** An operand; `after` is the operator before it. */
  private operand(after: "and" | "or" | undefined): LiteralShape | undefined {
    if (this.isKeywordReference()) return this.expression();
    if (after !== undefined && this.is(Code.some, Code.every)) return this.illegal() || undefined;
    if (this.is("{")) {
      const operator = after ?? this.operatorAfterBrace();
      if (operator !== undefined) return this.bodyOperand(operator, after === undefined);
      return this.valueBeforeOperator();
    }
    if (this.isGroup()) return this.logicalGroup();
    if (this.is(Code.not, Code.bodyNot)) return this.negation();
    return this.expression();
  }

  /** `{…} == y or z`: braces that begin an operand and hold a value. */
  private valueBeforeOperator(): LiteralShape | undefined {
    const start = this.at;
    const shape = this.expression();
    if (shape === undefined || !this.is(Code.and, Code.or)) return shape;
    return this.fail(valueOperand(this.textOf(this.at), this.textFrom(start)), this.offset(start)) || undefined;
  }

  private operatorAfterBrace(): "and" | "or" | undefined {
    const closer = this.tokens.closers[this.at] ?? -1;
    const next = closer < 0 ? "" : this.tokens.codes.charAt(closer + 1);
    return next === Code.and ? "and" : next === Code.or ? "or" : undefined;
  }

  private bodyOperand(operator: "and" | "or" | "not", isFirst = false): LiteralShape | undefined {
    const start = this.save();
    this.scan();
    if (this.is("}")) return this.fail(FOUND_EMPTY_BODY, this.offset(isFirst ? start.at : this.at)) || undefined;
    if (this.body("}") === undefined) return this.refuseValue(operator, start);
    const [only, ...others] = this.lastBody;
    this.scan();
    if (others.length === 0 && only?.kind === "expression" && !only.assigned && only.term.operator === "or" && !only.hasWith) {
      const inner = this.textFrom(start.at).slice(1, -1).trim();
      const isGrouped = inner.startsWith("(") && inner.endsWith(")");
      if (!isGrouped) return this.fail(ambiguousOperand(operator === "not" ? "not " : "", inner), this.offset(start.at)) || undefined;
    }
    return { ...PLAIN, kind: "logical" };
  }

  /** Says so when the braces of an operand hold a value; otherwise the errors of the body stand. */
  private refuseValue(operator: "and" | "or" | "not", start: ReturnType<TermReader["save"]>): undefined {
    const failed = this.save();
    const faults = this.faults.slice(start.faults);
    this.restore(start);
    const value = this.term();
    const isValue = value !== undefined && this.faults.length === start.faults;
    this.restore(start);
    this.expression();
    const source = this.textFrom(start.at);
    this.restore(isValue ? start : { ...failed, faults: start.faults });
    if (!isValue || value === undefined) this.faults.push(...faults);
    else if (operator === "not") this.fail(negatedValue(value.kind, source), this.offset(start.at));
    else this.fail(valueOperand(operator, source), this.offset(start.at));
    return undefined;
  }

  private isGroup(): boolean {
    const { closers, codes, flags } = this.tokens;
    if (!this.is("(")) return false;
    const bits = flags[this.at] ?? 0;
    const next = codes.charAt((closers[this.at] ?? -2) + 1);
    return (bits & Flag.logical) !== 0 || ((bits & Flag.with) !== 0 && (next === Code.and || next === Code.or));
  }

  private logicalGroup(): LiteralShape | undefined {
    this.scan();
    const inner = this.literal();
    if (inner === undefined) return undefined;
    return this.accept(")") ? inner : this.fail(NON_TERMINATED_EXPRESSION) || undefined;
  }

  private negation(): LiteralShape | undefined {
    const withBody = this.is(Code.bodyNot);
    this.scan();
    if (!this.isKeywordReference()) {
      if (this.is(Code.some)) return this.illegal("illegal negation of 'some'") || undefined;
      if (this.is(Code.every)) return this.illegal("illegal negation of 'every'") || undefined;
    }
    if (withBody) return this.negatedBody();
    const inner = this.expression();
    return inner && { ...inner, negated: true };
  }

  private negatedBody(): LiteralShape | undefined {
    const not: LiteralShape = { ...PLAIN, kind: "not" };
    if (this.is("{")) return this.bodyOperand("not") && not;
    if (this.isGroup()) return this.logicalGroup() && not;
    if (this.is("(") && this.tokens.codes.charAt(this.at + 1) === "{") return this.negatedGroup() && not;
    return this.expression() && not;
  }

  /** `not ({…})`: a value, or a body that should not be in parentheses. */
  private negatedGroup(): LiteralShape | undefined {
    const mark = this.save();
    const value = this.expression();
    if (value !== undefined) return value;
    const failed = this.faults.slice(mark.faults);
    const at = this.at;
    this.restore(mark);
    const group = this.offset();
    this.scan();
    const start = this.at;
    this.scan();
    if (this.body("}") !== undefined && this.accept("}") && this.is(")")) {
      return this.fail(bodyInParentheses(this.textFrom(start)), group) || undefined;
    }
    this.restore({ ...mark, at });
    this.faults.push(...failed);
    return undefined;
  }

  // --- expressions

  private expression(): LiteralShape | undefined {
    const left = this.isKeywordReference() ? this.keywordReference() : this.infix();
    if (left === undefined) return undefined;
    if (!this.is(Code.unify, Code.assign)) return { ...PLAIN, term: left };
    this.lastAssignment = this.code;
    this.scan();
    return this.infix() && { ...PLAIN, term: left, assigned: true };
  }

  private lastAssignment = "";

  private keywordReference(): Shape | undefined {
    this.scan();
    while (this.isDot() || this.is("[", Code.index)) if (!this.selector()) return undefined;
    if (this.is(Code.call)) return this.items(")") ? this.continued({ kind: "call" }) : undefined;
    return this.continued({ kind: "ref" });
  }

  templateExpression(): boolean {
    const start = this.offset();
    this.ownTemplateFault = false;
    const shape = this.literal();
    if (shape === undefined) return false;
    this.ownTemplateFault = true;
    if (shape.kind === "some" || shape.kind === "every") return this.fail(declarationInTemplate(shape.kind), start);
    if (shape.negated || shape.kind === "not") return this.fail(TEMPLATE_NEGATION, start);
    if (shape.assigned) return this.fail(this.lastAssignment === Code.assign ? TEMPLATE_ASSIGNMENT : TEMPLATE_UNIFICATION, start);
    this.ownTemplateFault = false;
    return true;
  }
}
