import type { Body, CallExpr, EveryExpr, Expr, LogicalExpr, NotExpr, SomeExpr, Term, With } from "../../ast/nodes.ts";
import { findLeadingBar, Level, operatorOf } from "./operators.ts";
import { mentionsGenerated, TermPrinter } from "./term-printer.ts";

/** Prints expressions and bodies. */
export class BodyPrinter extends TermPrinter {
  /** A body, one expression to a line; of blank lines between them one is kept. */
  protected printBody(body: Body): void {
    let lastRow: number | undefined;
    for (const expr of body) {
      const row = this.layout.row(expr.start);
      if (lastRow !== undefined && row - lastRow > 1) this.writer.blankLine();
      this.leadingNumber = expr === body[0] ? undefined : this.findLeadingNumber(expr);
      this.printOrKeep(expr, () => this.printExpr(expr));
      this.writer.endLine();
      lastRow = this.layout.row(expr.end - 1);
    }
  }

  /** The body of a comprehension, of `every` or of an operator; whether it is on one line. */
  protected override printInnerBody(body: Body, row: number, closeRow: number | undefined): boolean {
    const isOneLine = body.every(({ start }) => this.layout.row(start) === row) || body.some(mentionsGenerated);
    if (isOneLine) {
      this.writer.write(" ");
      this.printOneLine(body);
      if (closeRow !== undefined) this.placeComments(closeRow);
      this.writer.startLine();
    } else this.printBlock(body, closeRow);
    return isOneLine;
  }

  /** A body on lines of its own, up to its closing bracket. */
  protected printBlock(body: Body, closeRow: number | undefined): void {
    this.writer.endLine();
    this.writer.indent();
    this.printBody(body);
    if (closeRow !== undefined) this.placeComments(closeRow);
    this.writer.outdent();
    this.writer.startLine();
  }

  private printOneLine(body: Body): void {
    for (const expr of body) {
      if (expr !== body[0]) this.writer.write("; ");
      this.printExpr(expr);
    }
  }

  // --- expressions

  protected printExpr(expr: Expr): void {
    this.placeComments(this.layout.row(expr.start));
    this.writer.startLine();
    if (expr.negated) this.writer.write("not ");
    this.printPlainExpr(expr);
    this.printModifiers(expr.with);
  }

  /** The number with a minus that an expression begins with. */
  private findLeadingNumber(expr: Expr): Term | undefined {
    if (expr.negated) return undefined;
    let first = expr.kind === "term-expr" ? expr.term : undefined;
    if (expr.kind === "call-expr" && this.isInfix(operatorOf(expr), expr.infix)) first = expr.args[0];
    while (first?.kind === "call" && this.isInfix(operatorOf(first), first.infix)) first = first.args[0];
    return first?.kind === "number" && first.text.startsWith("-") ? first : undefined;
  }

  /** The `x | …` that an expression begins with. */
  protected findLeadingBar(expr: Expr): Term | CallExpr | undefined {
    if (expr.negated) return undefined;
    if (expr.kind === "term-expr") return findLeadingBar(expr.term);
    const operator = expr.kind === "call-expr" ? operatorOf(expr) : undefined;
    if (expr.kind !== "call-expr" || !this.isInfix(operator, expr.infix)) return undefined;
    const [first] = expr.args;
    return (first && findLeadingBar(first)) ?? (operator.level === Level.or ? expr : undefined);
  }

  protected override printTemplateExpr(expr: Expr): void {
    this.writer.write("{");
    this.printExpr(expr);
    this.writer.write("}");
  }

  private printPlainExpr(expr: Expr): void {
    switch (expr.kind) {
      case "term-expr":
        this.printTerm(expr.term);
        break;
      case "call-expr":
        this.printCallExpr(expr);
        break;
      case "some":
        this.printSome(expr);
        break;
      case "every":
        this.printEvery(expr);
        break;
      case "not":
        this.printNot(expr);
        break;
      case "logical":
        this.printLogical(expr);
        break;
    }
  }

  private printCallExpr(expr: CallExpr): void {
    const operator = operatorOf(expr);
    if (this.isInfix(operator, expr.infix)) {
      if (expr === this.leadingBar) this.writer.write("(");
      this.printInfix(operator, expr.args, false);
      if (expr === this.leadingBar) this.writer.write(")");
    } else this.printPlainCall(expr.operator, expr.args);
  }

  private printSome({ start, symbols }: SomeExpr): void {
    this.writer.write("some ");
    const [only] = symbols;
    let row = this.layout.row(start);
    if (only?.kind === "call") this.printSomeMember(only.args);
    else {
      for (const symbol of symbols) {
        const own = this.layout.row(symbol.start);
        if (symbol !== only) this.writer.write(own === row ? ", " : ",");
        if (own === row) this.printTerm(symbol);
        else this.printOnNextLine(symbol);
        row = own;
      }
    }
  }

  private printOnNextLine(symbol: Term): void {
    this.writer.endLine();
    this.writer.indent();
    this.printTerm(symbol);
    this.writer.outdent();
  }

  private printSomeMember(args: readonly Term[]): void {
    const [first, second, third] = args;
    if (first !== undefined && second !== undefined) this.printMember(first, second, third);
  }

  private printEvery({ body, domain, key, start, value }: EveryExpr): void {
    this.writer.write("every ");
    if (key !== undefined) {
      this.printTerm(key);
      this.writer.write(", ");
    }
    this.printTerm(value);
    this.writer.write(" in ");
    this.printTerm(domain, Level.comparison);
    this.writer.write(" {");
    const isOneLine = this.printInnerBody(body, this.layout.row(start), undefined);
    this.writer.write(isOneLine && body.length === 1 ? " }" : "}");
  }

  // --- not, and, or with bodies

  private printNot({ body, explicit }: NotExpr): void {
    this.writer.write("not ");
    const [operand] = body;
    if (explicit) this.printBraces(body);
    else if (operand !== undefined) this.printLogicalOperand(operand, operand.kind === "logical" || beginsWithBrace(operand));
  }

  /** A chain of `and` or `or`; an operand on a row of its own stays there. */
  private printLogical({ explicitLeft, explicitRight, left, operator, right }: LogicalExpr): void {
    this.printSide(left, explicitLeft, operator, false);
    this.writer.write(` ${operator}`);
    const first = right[0]?.start ?? 0;
    const start = explicitRight ? this.layout.previous(first) - 1 : first;
    const isBroken = this.layout.row(start) > this.layout.row(this.layout.previous(start) - 1);
    if (isBroken) {
      this.writer.endLine();
      this.writer.indent();
    } else this.writer.write(" ");
    this.printSide(right, explicitRight, operator, true);
    if (isBroken) this.writer.outdent();
  }

  private printSide(body: Body, explicit: boolean, operator: "and" | "or", isRight: boolean): void {
    const [operand] = body;
    if (explicit) this.printBraces(body);
    if (explicit || operand === undefined) return;
    const nests =
      operand.kind === "logical" && (isRight || operand.operator !== operator) && !(operand.operator === "and" && operator === "or");
    this.printLogicalOperand(operand, nests || operand.with.length > 0 || beginsWithBrace(operand));
  }

  private printLogicalOperand(operand: Expr, inParentheses: boolean): void {
    if (inParentheses) this.writer.write("(");
    this.printExpr(operand);
    if (inParentheses) this.writer.write(")");
  }

  private printBraces(body: Body): void {
    const [first] = body;
    const last = body.at(-1);
    if (first === undefined || last === undefined) return;
    const open = this.layout.previous(first.start) - 1;
    this.writer.write("{");
    const isOneLine = this.printInnerBody(body, this.layout.row(open), this.layout.row(this.layout.next(last.end)));
    this.writer.write(isOneLine ? " }" : "}");
  }

  // --- with

  /** Modifiers; one on a row after what comes before it stays on a line of its own. */
  private printModifiers(modifiers: readonly With[]): void {
    const [first] = modifiers;
    if (first === undefined) return;
    let row = this.layout.row(this.layout.previous(first.start) - 1);
    for (const modifier of modifiers) {
      const own = this.layout.row(modifier.start);
      if (own === row) {
        this.writer.write(" ");
        this.printWith(modifier);
      } else {
        this.writer.endLine();
        this.writer.indent();
        this.placeComments(own);
        this.writer.startLine();
        this.printWith(modifier);
        this.writer.outdent();
      }
      row = own;
    }
  }

  private printWith({ target, value }: With): void {
    this.writer.write("with ");
    this.printTerm(target);
    this.writer.write(" as ");
    this.printTerm(value);
  }
}

/** Whether an expression begins with the brace of a set, an object or a comprehension. */
function beginsWithBrace(expr: Expr): boolean {
  if (expr.negated || (expr.kind !== "term-expr" && expr.kind !== "call-expr")) return false;
  let at: Term | undefined = expr.kind === "term-expr" ? expr.term : operatorOf(expr) === undefined ? expr.operator : expr.args[0];
  while (at?.kind === "ref" || at?.kind === "call")
    at = at.kind === "ref" ? at.terms[0] : operatorOf(at) === undefined ? at.operator : at.args[0];
  return (
    (at !== undefined && ["object", "object-comprehension", "set-comprehension"].includes(at.kind)) ||
    (at?.kind === "set" && at.items.length > 0)
  );
}
