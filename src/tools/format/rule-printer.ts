import type { Body, Head, RefTerm, Rule, Term } from "../../ast/nodes.ts";
import { BodyPrinter } from "./body-printer.ts";
import type { Place } from "./layout.ts";

/** Prints rules. */
export class RulePrinter extends BodyPrinter {
  /** Whether a rule of the module has a head such as `a.b.c` or `a.b contains c`. */
  protected hasLongHeads = false;

  /** A rule with its else branches; as it is written where its comments have no other place. */
  protected printRule(rule: Rule): void {
    const print = (): void => {
      this.placeComments(this.layout.row(rule.start));
      this.printClauses(rule);
    };
    this.printOrKeep(rule, print, !this.style.converts);
    if (this.writer.hasLine) this.writer.endLine();
  }

  private printClauses(rule: Rule): void {
    this.writer.startLine();
    if (rule.default) this.writer.write("default ");
    this.printHead(rule);
    this.printRuleBody(rule, this.layout.row(rule.head.end - 1), this.bodySearchStart(rule));
    let previous = rule;
    for (let branch = rule.else; branch !== undefined; branch = branch.else) {
      this.printElse(branch, this.layout.row(previous.start));
      previous = branch;
    }
  }

  private printHead(rule: Rule): void {
    const { args, key, ref, value } = rule.head;
    this.printHeadRef(ref);
    if (args !== undefined) this.printArguments(args, this.layout.row(rule.head.start));
    if (key !== undefined) this.printKey(key);
    if (value !== undefined && (rule.default || this.showsValue(rule, value))) this.printValue(rule.head, value);
  }

  /** OPA uses dots in heads of two terms only where the module has longer ones, since older versions knew brackets only. */
  private printHeadRef(ref: RefTerm): void {
    const [head, operand] = ref.terms;
    if (this.hasLongHeads || head === undefined || operand?.kind !== "string") this.printTerm(ref);
    else {
      this.printTerm(head);
      this.printIndex(operand);
    }
  }

  /** `true` is left out where a body follows, and shown where it is all that the rule says. */
  private showsValue({ body, else: branch, head }: Rule, value: Term): boolean {
    if (!isTrueTerm(value)) return true;
    if (!isGenerated(body)) return isTrue(body) && branch === undefined;
    return value.start !== head.start || (this.style.assigns && head.args === undefined);
  }

  private printKey(key: Term): void {
    if (this.style.hasContains) {
      this.writer.write(" contains ");
      this.printOrKeep(key, () => this.printTerm(key));
    } else this.printIndex(key);
  }

  private printValue({ assign }: Pick<Head, "assign">, value: Term): void {
    this.writer.write(assign || this.style.assigns ? " := " : " = ");
    this.printOrKeep(value, () => this.printTerm(value));
  }

  /** The body, if there is anything to print; after `if` it needs no braces where it is one expression on the row of the head. */
  private printRuleBody(rule: Rule, headRow: number, searchStart: Place | undefined, isElse = false): void {
    const { body } = rule;
    const [first] = body;
    if (first === undefined || isGenerated(body)) return;
    if (isTrue(body) && rule.else === undefined) return;
    const hasIf = this.takesIf(rule);
    if (hasIf) this.writer.write(" if");
    if (hasIf && body.length === 1 && this.layout.row(first.start) === headRow && !isBareSet(body)) {
      this.writer.write(" ");
      this.printExpr(first);
      this.writer.endLine();
      return;
    }
    // `if {x | …` begins a comprehension, as the body of an `else` does not.
    this.leadingBar = hasIf && !isElse ? this.findLeadingBar(first) : undefined;
    this.writer.write(" {");
    this.printBlock(body, searchStart && this.layout.closing(searchStart, rule.end, "{", "}")?.row);
    this.writer.write("}");
  }

  /** From where OPA looks for the braces of the body: it steps over the brackets of a key or of arguments, but over no others. */
  private bodySearchStart({ end, head, start }: Rule): Place | undefined {
    const place = this.layout.place(start);
    if (head.key !== undefined) return this.layout.closing(place, end, "[", "]");
    return head.args === undefined ? place : this.layout.closing(place, end, "(", ")");
  }

  /** Whether the body of a rule follows `if`. */
  protected takesIf({ head }: Rule): boolean {
    return this.style.hasIf && (head.key === undefined || this.style.hasContains);
  }

  /** An else branch: behind the body where the text has it there, else after a blank line. */
  private printElse(branch: Rule, previousRow: number): void {
    const { body, head } = branch;
    const row = this.layout.row(branch.start);
    const follows = row > previousRow && !this.layout.line(row).trimStart().startsWith("else");
    if (follows && !this.writer.hasTrailing) this.writer.write(" ");
    else {
      if (this.writer.hasLine) this.writer.endLine();
      this.writer.blankLine();
    }
    this.placeComments(row);
    this.writer.startLine();
    this.writer.write("else");
    const { value } = head;
    if (value !== undefined && (!isTrueTerm(value) || isGenerated(body) || isTrue(body))) this.printValue(head, value);
    this.printRuleBody(branch, row, this.layout.place(branch.start), true);
  }
}

function isGenerated(body: Body): boolean {
  return body[0]?.generated === true;
}

/** Whether a body is `true` and nothing else. */
function isTrue(body: Body): boolean {
  const [only] = body;
  if (body.length !== 1 || only?.kind !== "term-expr" || only.generated || only.negated || only.with.length > 0) return false;
  return isTrueTerm(only.term);
}

function isTrueTerm(term: Term): boolean {
  return term.kind === "boolean" && term.value;
}

/** `{x}`, which after `if` would be a body. */
function isBareSet(body: Body): boolean {
  const [only] = body;
  return only?.kind === "term-expr" && !only.negated && only.term.kind === "set" && only.term.items.length > 0;
}
