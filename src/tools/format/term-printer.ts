import { canonicalText } from "../../ast/canonical-text.ts";
import type {
  Body,
  CallExpr,
  CallTerm,
  Comprehension,
  Expr,
  ObjectEntry,
  RefTerm,
  Span,
  StringTerm,
  TemplateString,
  Term,
} from "../../ast/nodes.ts";
import { type Node, walk } from "../../ast/visit.ts";
import { CommentPrinter, MisplacedComment } from "./comment-printer.ts";
import type { Layout } from "./layout.ts";
import { beginsWithBar, Level, levelOf, type Operator, operatorOf } from "./operators.ts";
import type { Style } from "./style.ts";

/** What a list of things in brackets is printed with. */
interface Sequence<T> {
  readonly items: readonly T[];
  /** The term that an item begins with. */
  readonly first: (item: T) => Term;
  readonly print: (item: T, isFirst: boolean) => void;
  /** The row of the opening bracket: items on a later row get lines of their own. */
  readonly openRow?: number;
  /** The row of the closing bracket: comments before it stay inside. */
  readonly closeRow?: number;
}

const IDENTIFIER = /^[A-Za-z_][A-Za-z0-9_]*$/;

/** Prints terms. */
export abstract class TermPrinter extends CommentPrinter {
  protected readonly style: Style;
  /** Whether operators inside of operators get parentheses that are not needed. */
  private wrapsOperators = true;

  constructor(layout: Layout, style: Style) {
    super(layout);
    this.style = style;
  }

  /** Prints a body in brackets that are open, up to the closing one; on one line where all of it begins on a row. */
  protected abstract printInnerBody(body: Body, row: number, closeRow: number | undefined): boolean;
  protected abstract printTemplateExpr(expr: Expr): void;

  /** A negative number that begins a line behind another expression: its minus would be an operator there; `opa fmt` does not look. */
  protected leadingNumber: Term | undefined;
  /** The `x | …` at the start of a body that would read as a comprehension. */
  protected leadingBar: Term | CallExpr | undefined;

  /**
   * Prints a term in a place that takes terms of a level. OPA also puts infix operators in parentheses where they are not needed:
   * inside of other operators (`wraps`).
   */
  protected printTerm(term: Term, level: number = Level.member, wraps = false): void {
    this.placeComments(this.layout.row(term.start));
    this.writer.startLine();
    const own = levelOf(term);
    const isOperand = wraps && this.wrapsOperators && own < Level.term && own > Level.member;
    const isWrapped = own < level || isOperand || term === this.leadingNumber || term === this.leadingBar;
    if (isWrapped) this.writer.write("(");
    this.printBare(term);
    if (isWrapped) this.writer.write(")");
  }

  private printBare(term: Term): void {
    switch (term.kind) {
      case "null":
      case "boolean":
      case "number":
      case "string":
        this.writer.write(this.scalarText(term));
        break;
      case "var":
        this.writer.write(nameOf(term.name));
        break;
      case "ref":
        this.printRef(term);
        break;
      case "array":
        this.printItems("[", term, term.items, "]");
        break;
      case "set":
        if (term.items.length === 0) this.writer.write("set()");
        else this.printItems("{", term, uniqueItems(term.items), "}");
        break;
      case "object":
        this.printEntries(term, term.entries);
        break;
      case "call":
        this.printCall(term);
        break;
      case "template-string":
        this.printTemplate(term);
        break;
      case "array-comprehension":
      case "set-comprehension":
      case "object-comprehension":
        this.printComprehension(term);
        break;
    }
  }

  private scalarText(term: Term): string {
    switch (term.kind) {
      case "number":
        return term.text;
      case "boolean":
        return String(term.value);
      case "string":
        return this.isName(term) ? `"${term.value}"` : this.layout.literal(term.start, term.end);
      default:
        return "null";
    }
  }

  // --- references and calls

  protected printRef({ terms }: RefTerm): void {
    const [head, ...operands] = terms;
    if (head === undefined) return;
    this.printTerm(head, Level.term);
    for (const operand of operands) this.printOperand(operand);
  }

  protected printOperand(operand: Term): void {
    if (operand.kind === "string" && this.hasDot(operand)) this.writer.write(`.${operand.value}`);
    else this.printIndex(operand);
  }

  protected printIndex(operand: Term): void {
    this.writer.write("[");
    this.printTerm(operand);
    this.writer.write("]");
  }

  private hasDot(operand: StringTerm): boolean {
    const { keywords, keywordsInRefs } = this.style;
    return IDENTIFIER.test(operand.value) && (!keywords.has(operand.value) || (keywordsInRefs && this.isName(operand)));
  }

  /** Whether a string stands in the text as a name after a dot, without quotes. */
  private isName({ start }: StringTerm): boolean {
    return !/["`(]/.test(this.layout.slice(start, start + 1));
  }

  private printCall(call: CallTerm): void {
    const operator = operatorOf(call);
    if (this.isInfix(operator, call.infix)) this.printInfix(operator, call.args, true);
    else this.printPlainCall(call.operator, call.args);
  }

  protected isInfix(operator: Operator | undefined, infix: boolean): operator is Operator {
    if (operator === undefined) return false;
    return infix || operator.level >= Level.comparison || (this.style.hasIn && operator.symbol === "in");
  }

  /** `left op right`, or `key, value in collection`. */
  protected printInfix({ level, symbol }: Operator, args: readonly Term[], wraps: boolean): void {
    const [first, second, third] = args;
    if (first === undefined || second === undefined) return;
    if (symbol === "in") this.printMember(first, second, third);
    else {
      const isAssignment = level === Level.assignment;
      this.printTerm(first, isAssignment ? Level.member : level, wraps);
      this.writer.write(` ${symbol} `);
      this.printTerm(second, isAssignment ? Level.member : level + 1, wraps);
    }
  }

  protected printMember(first: Term, second: Term, third: Term | undefined): void {
    this.printTerm(first, third === undefined ? Level.member : Level.comparison, true);
    this.writer.write(third === undefined ? " in " : ", ");
    this.printTerm(second, Level.comparison, true);
    if (third === undefined) return;
    this.writer.write(" in ");
    this.printTerm(third, Level.comparison, true);
  }

  protected printPlainCall(operator: RefTerm, args: readonly Term[]): void {
    this.placeComments(this.layout.row(operator.start));
    this.writer.startLine();
    this.printRef(operator);
    this.printArguments(args);
  }

  /** Arguments; those of a head begin on a line of their own where they do in the text. */
  protected printArguments(args: readonly Term[], openRow?: number): void {
    this.writer.write("(");
    this.printSequence({ ...(openRow !== undefined && { openRow }), items: args, first: self, print: (arg) => this.printTerm(arg) });
    this.writer.write(")");
  }

  // --- collections

  private printItems(open: string, span: Span, items: readonly Term[], close: string): void {
    this.writer.write(open);
    this.printSequence({
      ...this.rowsOf(span, open, close),
      items,
      first: self,
      print: (item, isFirst) => this.printTerm(item, isFirst && beginsWithBar(item) ? Level.term : Level.member),
    });
    this.writer.write(close);
  }

  private printEntries(span: Span, entries: readonly ObjectEntry[]): void {
    this.writer.write("{");
    this.printSequence({
      ...this.rowsOf(span, "{", "}"),
      items: entries,
      first: ({ key }) => key,
      print: ({ key, value }, isFirst) => {
        this.printTerm(key, isFirst && beginsWithBar(key) ? Level.term : Level.member);
        this.writer.write(": ");
        this.printTerm(value, isFirst && beginsWithBar(value) ? Level.term : Level.member);
      },
    });
    this.writer.write("}");
  }

  private rowsOf({ end, start }: Span, open: string, close: string): Pick<Sequence<unknown>, "openRow" | "closeRow"> {
    const place = this.layout.place(start);
    const closing = this.layout.closing(place, end, open, close);
    return { openRow: place.row, ...(closing !== undefined && { closeRow: closing.row }) };
  }

  /** Items of one row stay on one line; where there is more than one row, each line ends with a comma. */
  protected printSequence<T>(sequence: Sequence<T>): void {
    const { closeRow, first, items, openRow, print } = sequence;
    const lines = groupByRow(
      items,
      (item) => this.layout.row(first(item).start),
      openRow,
      items.some((item) => mentionsGenerated(first(item))),
    );
    const isBroken = lines.length > 1;
    const isOneRow = lines.filter(({ length }) => length > 0).length <= 1;
    if (isOneRow && closeRow !== undefined && this.hasCommentBefore(closeRow)) throw new MisplacedComment();
    if (isBroken) {
      this.writer.breakLine();
      this.writer.indent();
    }
    for (const line of lines) {
      for (const item of line) {
        if (item !== line[0]) this.writer.write(", ");
        print(item, item === items[0]);
      }
      if (!isBroken || line.length === 0) continue;
      this.writer.write(",");
      this.writer.endLine();
    }
    if (closeRow !== undefined) this.placeComments(closeRow);
    if (isBroken) this.writer.outdent();
    this.writer.startLine();
  }

  private printComprehension(term: Comprehension): void {
    const [open, close] = term.kind === "array-comprehension" ? ["[", "]"] : ["{", "}"];
    const head = term.kind === "object-comprehension" ? term.key : term.head;
    const row = this.layout.row(head.start);
    this.writer.write(open);
    if (row !== this.layout.row(term.start)) this.writer.endLine();
    this.printTerm(head, Level.term);
    if (term.kind === "object-comprehension") {
      this.writer.write(": ");
      this.printTerm(term.value, Level.term);
    }
    this.writer.write(" |");
    this.printInnerBody(term.body, row, this.layout.closing(this.layout.place(term.start), term.end, open, close)?.row);
    this.writer.write(close);
  }

  private printTemplate({ parts, raw }: TemplateString): void {
    const quote = raw ? "`" : '"';
    this.writer.write(`$${quote}`);
    this.writer.indent();
    this.wrapsOperators = false;
    for (const part of parts) {
      if (part.kind === "string") this.writer.write(this.layout.slice(part.start, part.end));
      else this.printTemplateExpr(part);
    }
    this.wrapsOperators = true;
    this.writer.outdent();
    this.writer.write(quote);
  }
}

/**
 * Items by the rows that they begin on; nothing is on the first line where all begin after the row of the bracket. With `together` they
 * stay on one line.
 */
function groupByRow<T>(
  items: readonly T[],
  rowOf: (item: T) => number,
  openRow: number | undefined,
  together: boolean,
): readonly (readonly T[])[] {
  const lines: T[][] = [[]];
  let row = openRow;
  for (const item of items) {
    const own = rowOf(item);
    if (row !== undefined && own !== row && !(together && item !== items[0])) lines.push([]);
    lines.at(-1)?.push(item);
    row = own;
  }
  return lines;
}

/** OPA keeps one of equal items of a set, the first. */
function uniqueItems(items: readonly Term[]): readonly Term[] {
  const seen = new Map<string, Term>();
  for (const item of items) {
    const text = canonicalText(item);
    if (!seen.has(text)) seen.set(text, item);
  }
  return seen.size === items.length ? items : [...seen.values()];
}

function self(term: Term): Term {
  return term;
}

/** Whether a node holds a variable with a name as OPA's compiler makes them: such terms have no place in a text to OPA. */
export function mentionsGenerated(root: Node): boolean {
  let found = false;
  walk(root, (node) => {
    found ||= node.kind === "var" && node.name.startsWith("__local");
    return !found;
  });
  return found;
}

/** Each wildcard has its own name in the tree. */
function nameOf(name: string): string {
  return name.startsWith("$") ? "_" : name;
}
