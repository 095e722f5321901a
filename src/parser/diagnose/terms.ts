import {
  FOUND_EMPTY_BODY,
  INVALID_TEMPLATE_EXPRESSION,
  illegalRefHead,
  illegalStringLiteral,
  NON_TERMINATED_EXPRESSION,
  TEMPLATE_PART_EXPECTED,
  TEMPLATES_UNSUPPORTED,
  UNTERMINATED_TEMPLATE_EXPRESSION,
} from "../../errors/parse-errors.ts";
import { OPERATORS } from "../build-infix.ts";
import { numberFault } from "../number-literal.ts";
import { isString } from "../string-literal.ts";
import { Code } from "../tokens.ts";
import { Cursor } from "./cursor.ts";

/** What a term turned out to be: the kind of its node, for a call its operator. */
export interface Shape {
  readonly kind: string;
  /** The builtin of an infix call, `member_2` and `member_3` for `in`. */
  readonly operator?: string;
  /** Which of the operands of `in` before its collection is no variable. */
  readonly constant?: "key" | "value" | undefined;
}

/** The closing bracket of a body; "" is the end of the text. */
export type BodyEnd = "}" | "]" | "";

/**
 * Reads terms the way OPA's parser does, to find the errors that it reports. Each method returns undefined after it has reported one.
 * Nothing is built: this runs only on texts that the grammar has refused.
 */
export abstract class TermReader extends Cursor {
  protected abstract readonly regoVersion: 0 | 1;

  /** Reads the literals of a body up to its end. */
  abstract body(end: BodyEnd): number | undefined;
  /** Reads the expression of a template string. */
  abstract templateExpression(): boolean;

  /** The infix operators after a first operand that has been read. */
  protected continued(first: Shape): Shape | undefined {
    const shape = this.operations(first);
    if (shape === undefined || !this.accept(Code.in)) return shape;
    return this.infix(false) && { kind: "call", operator: "member_2" };
  }

  /** A term with infix operators; with `pairs` also `key, value in collection`. */
  infix(pairs = true): Shape | undefined {
    const first = this.relation();
    if (first === undefined) return undefined;
    let shape: Shape = first;
    if (pairs && this.is(",")) shape = this.memberPair(first) ?? first;
    while (this.accept(Code.in)) {
      // OPA goes on with the left side when the right one is wrong.
      if (this.relation() === undefined) return shape;
      shape = { kind: "call", operator: "member_2", constant: shape.kind === "var" ? undefined : "value" };
    }
    return shape;
  }

  private memberPair(first: Shape): Shape | undefined {
    const mark = this.save();
    this.scan();
    const second = this.relation();
    if (second !== undefined && this.accept(Code.in) && this.relation() !== undefined) {
      const constant = first.kind === "var" ? (second.kind === "var" ? undefined : "value") : "key";
      return { kind: "call", operator: "member_3", constant };
    }
    this.restore(mark);
    return undefined;
  }

  /** A chain of infix operators without `in`. */
  private relation(): Shape | undefined {
    const first = this.term();
    return first === undefined ? undefined : this.operations(first);
  }

  private operations(first: Shape): Shape | undefined {
    let shape = first;
    for (let found = OPERATORS.get(this.code); found !== undefined && found.level > 0; found = OPERATORS.get(this.code)) {
      this.scan();
      if (this.term() === undefined) return shape;
      shape = { kind: "call", operator: found.name };
    }
    return shape;
  }

  /** A term without infix operators. */
  term(): Shape | undefined {
    const start = this.at;
    const shape = this.primary();
    return shape === undefined ? undefined : this.selectors(shape, start);
  }

  private primary(): Shape | undefined {
    const { code } = this;
    switch (code) {
      case Code.identifier:
      case Code.wildcard:
      case Code.contains:
        return this.one("var");
      case Code.string:
        return this.string();
      case Code.number:
        return this.number();
      case Code.true:
      case Code.false:
        return this.one("boolean");
      case Code.null:
        return this.one("null");
      case "-":
        return this.negative();
      case ".":
      case Code.looseDot:
        return this.fraction();
      case "[":
      case Code.index:
        return this.array();
      case "{":
        return this.brace();
      case "(":
        return this.group();
      case Code.templateOpen:
        return this.template();
      default:
        return this.illegal() || undefined;
    }
  }

  private one(kind: string): Shape {
    this.scan();
    return { kind };
  }

  private string(): Shape | undefined {
    const { ends, starts } = this.tokens;
    if (!isString(this.source.text, starts[this.at] ?? 0, ends[this.at] ?? 0)) {
      return this.fail(illegalStringLiteral(this.textOf(this.at))) || undefined;
    }
    return this.one("string");
  }

  private number(): Shape | undefined {
    const source = this.textOf(this.at);
    const fault = numberFault(source);
    return fault === undefined ? this.one("number") : this.fail(fault) || undefined;
  }

  private negative(): Shape | undefined {
    this.scan();
    if (this.is(Code.number)) return this.number();
    if (this.is(Code.identifier, Code.wildcard)) return this.term() && { kind: "call", operator: "minus" };
    return this.illegal("expected number") || undefined;
  }

  private fraction(): Shape | undefined {
    this.scan();
    return this.is(Code.number) ? this.number() : this.illegal("expected number") || undefined;
  }

  private selectors(head: Shape, start: number): Shape | undefined {
    let shape = head;
    let called = false;
    for (;;) {
      if (this.is(Code.call)) {
        if (called) return shape;
        this.checkRefHead(shape, start);
        if (!this.items(")")) return undefined;
        const isSet = shape.kind === "var" && this.textOf(start) === "set" && this.at === start + 3;
        shape = isSet ? { kind: "set" } : { kind: "call" };
        called = true;
      } else if (this.isDot() || this.is(Code.index) || (this.is("[") && this.isGlued() && shape.kind !== "var")) {
        this.checkRefHead(shape, start);
        if (!this.selector()) return undefined;
        shape = { kind: "ref" };
        called = false;
      } else return shape;
    }
  }

  /** Reports a reference that begins with a scalar, or with another reference in parentheses. */
  private checkRefHead(shape: Shape, start: number): void {
    const isGroup = this.tokens.codes.charAt(start) === "(";
    if (REF_HEADS.has(shape.kind) && !(isGroup && shape.kind === "ref" && this.at === (this.tokens.closers[start] ?? 0) + 1)) return;
    this.fail(illegalRefHead(shape.kind), this.offset(isGroup ? start + 1 : start));
  }

  /** `.name` or `[key]`. */
  selector(): boolean {
    if (this.accept(Code.looseDot)) return this.blank("expected identifier");
    if (this.accept(".")) {
      return this.accept(Code.identifier) || this.illegal("expected identifier");
    }
    this.scan();
    if (this.infix() === undefined) return false;
    return this.accept("]") || this.illegal("expected [");
  }

  // --- collections

  /** Items in brackets, from the opening one on. */
  items(close: string): boolean {
    this.scan();
    return this.accept(close) || this.moreItems(close);
  }

  /** Items from the first one on, to the closing bracket. */
  private moreItems(close: string): boolean {
    for (;;) {
      if (this.infix(false) === undefined) return false;
      if (this.accept(",")) {
        if (this.accept(close)) return true;
        continue;
      }
      return this.accept(close) || this.illegal(`expected "," or "${close}"`);
    }
  }

  private array(): Shape | undefined {
    this.scan();
    if (this.accept("]")) return { kind: "array" };
    this.accept(",");
    const start = this.save();
    const head = this.term();
    if (head === undefined) return undefined;
    if (this.is("|")) {
      const failed = this.comprehension("]");
      if (failed === undefined) return { kind: "array-comprehension" };
      if (!this.fallBack(failed, start, () => this.moreItems("]"))) return undefined;
      return { kind: "array" };
    }
    this.restore(start);
    return this.moreItems("]") ? { kind: "array" } : undefined;
  }

  /** Reads `| body` up to the closing bracket. Returns the errors when that fails, and where it did. */
  private comprehension(close: "]" | "}"): Failure | undefined {
    const before = this.faults.length;
    this.scan();
    if (this.is(close)) this.fail(FOUND_EMPTY_BODY);
    else if (this.body(close) !== undefined) {
      this.scan();
      return undefined;
    }
    return { faults: this.faults.slice(before), at: this.at };
  }

  /** Reads a collection where no comprehension is. When that fails too, the errors of the comprehension count. */
  private fallBack(failure: Failure, start: ReturnType<Cursor["save"]>, read: () => boolean): boolean {
    if (this.tried.has(start.at)) return false;
    this.tried.add(start.at);
    this.restore(start);
    if (read() && this.faults.length === start.faults) return true;
    this.restore(start);
    this.faults.push(...failure.faults);
    this.at = failure.at;
    return false;
  }

  /** Where a collection was tried in place of a comprehension: once is enough, or nested ones take exponential time. */
  private readonly tried = new Set<number>();

  private brace(): Shape | undefined {
    this.scan();
    if (this.accept("}")) return { kind: "object" };
    this.accept(",");
    const start = this.save();
    const head = this.term();
    if (head === undefined) return undefined;
    if (this.is("|")) {
      const failed = this.comprehension("}");
      if (failed === undefined) return { kind: "set-comprehension" };
      return this.fallBack(failed, start, () => this.moreItems("}")) ? { kind: "set" } : undefined;
    }
    this.restore(start);
    if (this.infix(false) === undefined) return undefined;
    if (this.accept(":")) return this.object();
    if (this.accept("}")) return { kind: "set" };
    if (!this.accept(",")) return this.illegal("non-terminated set") || undefined;
    return this.accept("}") || this.moreItems("}") ? { kind: "set" } : undefined;
  }

  /** An object or an object comprehension, from its first value on. */
  private object(): Shape | undefined {
    const start = this.save();
    const head = this.term();
    if (head === undefined) return undefined;
    if (this.is("|")) {
      this.scan();
      if (this.body("}") !== undefined) {
        this.scan();
        return { kind: "object-comprehension" };
      }
      // Unlike with sets and arrays, the errors of the object count here, except where the text ends.
      if (this.code === "" || this.tried.has(start.at)) return undefined;
      this.tried.add(start.at);
      this.restore(start);
      return this.entries() ? { kind: "object" } : undefined;
    }
    this.restore(start);
    return this.entries() ? { kind: "object" } : undefined;
  }

  /** Entries from the first value on. What is wrong after the first entry is reported there, as OPA does. */
  private entries(): boolean {
    const first = this.save();
    if (this.infix(false) === undefined) return false;
    if (!this.is(",", "}")) return this.illegal("non-terminated object");
    for (;;) {
      if (this.accept("}")) return true;
      if (!this.accept(",")) break;
      if (this.accept("}")) return true;
      if (this.infix(false) === undefined || !this.accept(":") || this.infix(false) === undefined) break;
    }
    this.restore(first);
    return this.illegal("non-terminated object");
  }

  private group(): Shape | undefined {
    this.scan();
    const inner = this.infix();
    if (inner === undefined) return undefined;
    return this.accept(")") ? inner : this.fail(NON_TERMINATED_EXPRESSION) || undefined;
  }

  // --- template strings

  private template(): Shape | undefined {
    if (this.regoVersion === 0) return this.fail(TEMPLATES_UNSUPPORTED) || undefined;
    this.scan();
    for (;;) {
      if (this.accept(Code.templateText)) continue;
      if (this.accept(Code.templateClose)) return { kind: "template-string" };
      if (!this.accept(Code.holeOpen)) return this.fail(TEMPLATE_PART_EXPECTED) || undefined;
      const before = this.faults.length;
      if (!this.templateExpression()) {
        if (this.faults.length > before && !this.ownTemplateFault) this.fail(INVALID_TEMPLATE_EXPRESSION);
        return undefined;
      }
      if (!this.accept(Code.holeClose)) return this.fail(UNTERMINATED_TEMPLATE_EXPRESSION) || undefined;
    }
  }

  /** Whether the last error of a template string's expression was about what may not stand in one. */
  protected ownTemplateFault = false;
}

interface Failure {
  readonly faults: readonly { readonly message: string; readonly offset: number }[];
  readonly at: number;
}

const REF_HEADS: ReadonlySet<string> = new Set([
  ...["var", "ref", "call", "array", "object", "set", "array-comprehension", "object-comprehension", "set-comprehension"],
]);
