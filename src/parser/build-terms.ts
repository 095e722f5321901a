import type {
  Body,
  BooleanTerm,
  CallTerm,
  Expr,
  NullTerm,
  NumberTerm,
  ObjectEntry,
  RefTerm,
  StringTerm,
  TemplateString,
  Term,
} from "../ast/nodes.ts";
import { illegalRefHead, TEMPLATES_UNSUPPORTED } from "../errors/parse-errors.ts";
import { BuildBase, type TokenRange } from "./build-base.ts";
import { foldInfix, infixCall, OPERATORS, type Operation } from "./build-infix.ts";
import { numberFault } from "./number-literal.ts";
import { readTemplateText } from "./string-literal.ts";

/** `(args)` after a reference. */
export interface CallSelector {
  readonly kind: "call-selector";
  readonly args: readonly Term[];
  readonly start: number;
  readonly end: number;
}

/** What follows the first value in `key, value in collection`. */
interface MemberPair {
  readonly key: Term;
  readonly operation: Operation;
  readonly rest: readonly Operation[];
}

interface ComprehensionTail {
  readonly kind: "comprehension-tail";
  readonly body: Body;
}

/** The rest of a first item (its operators), and the items after it. */
interface ItemsTail {
  readonly kind: "items-tail";
  readonly operations: readonly Operation[];
  readonly members: readonly Operation[];
  readonly rest: readonly Term[];
}

interface EntriesTail {
  readonly kind: "entries-tail";
  readonly operations: readonly Operation[];
  readonly members: readonly Operation[];
  readonly rest: readonly ObjectEntry[];
}

interface ObjectTail {
  readonly kind: "object-tail";
  readonly head: Term;
  readonly tail: ComprehensionTail | EntriesTail;
}

interface SetTail {
  readonly kind: "set-tail";
  readonly rest: readonly Term[];
}

/** The rest of a first item or key, and whether a set or an object follows from it. */
interface BraceTail {
  readonly kind: "brace-tail";
  readonly operations: readonly Operation[];
  readonly members: readonly Operation[];
  readonly tail: ObjectTail | SetTail;
}

/** What a reference may begin with. */
const REF_HEADS: ReadonlySet<Term["kind"]> = new Set([
  ...(["var", "call", "array", "object", "set", "array-comprehension", "object-comprehension", "set-comprehension"] as const),
]);

const UNKNOWN = { name: "", level: 0 };

function isRoot(name: string): boolean {
  return name === "input" || name === "data";
}

/** Makes terms. */
export class TermBuilder extends BuildBase {
  /** The longest chain of infix operators or selectors so far: with the depth of brackets it bounds the depth of the tree. */
  longestChain = 0;

  // --- scalars

  number(token: number): NumberTerm {
    const text = this.textOf(token);
    const fault = numberFault(text);
    if (fault !== undefined) this.refuse(fault, this.startOf(token));
    return { kind: "number", text, start: this.startOf(token), end: this.endOf(token) };
  }

  /** `-1`, blanks after the sign allowed. */
  negativeNumber(range: TokenRange): NumberTerm {
    return { ...this.number(range.end - 1), text: `-${this.textOf(range.end - 1)}`, ...this.span(range) };
  }

  boolean(value: boolean, token: number): BooleanTerm {
    return { kind: "boolean", value, start: this.startOf(token), end: this.endOf(token) };
  }

  null(token: number): NullTerm {
    return { kind: "null", start: this.startOf(token), end: this.endOf(token) };
  }

  // --- operators

  /** `-x` is `0 - x`. */
  negative(operand: Term, range: TokenRange): CallTerm {
    const span = this.span(range);
    const zero: NumberTerm = { kind: "number", text: "0", start: span.start, end: span.start + 1 };
    return { ...infixCall(this.operation(range.start, operand).operator, [zero, operand], span.end), ...span };
  }

  /** An operator token and its right operand. */
  operation(token: number, right: Term): Operation {
    const { name, level } = OPERATORS.get(this.tokens.codes[token] ?? "") ?? UNKNOWN;
    const start = this.startOf(token);
    const end = this.endOf(token);
    return { operator: { kind: "ref", terms: [{ kind: "var", name, start, end }], start, end }, level, right };
  }

  /** `in` and its right operand. */
  memberOperation(token: number, right: Term): Operation {
    const start = this.startOf(token);
    const end = this.endOf(token);
    return { operator: { kind: "ref", terms: memberTerms({ start, end }, 2), start, end }, level: 1, right };
  }

  infix(first: Term, rest: readonly Operation[]): Term {
    if (rest.length === 0) return first;
    if (rest.length > this.longestChain) this.longestChain = rest.length;
    return foldInfix(first, rest);
  }

  /** A term, and `, value in collection` or `in collection` after it. */
  value(first: Term, tail: MemberPair | readonly Operation[]): Term {
    if (!("key" in tail)) return this.infix(first, tail);
    const { key, operation, rest } = tail;
    const operator: RefTerm = { ...operation.operator, terms: memberTerms(operation.operator, 3) };
    return this.infix(infixCall(operator, [first, key, operation.right], operation.right.end), rest);
  }

  memberPair(key: Term, operation: Operation, rest: readonly Operation[]): MemberPair {
    return { key, operation, rest };
  }

  // --- references and calls

  ref(head: Term, tail: readonly Term[], range: TokenRange): RefTerm {
    return { kind: "ref", terms: this.list(head, tail), start: this.startOf(range.start), end: this.endOf(range.end - 1) };
  }

  call(args: readonly Term[] | null, range: TokenRange): CallSelector {
    return { kind: "call-selector", args: args ?? [], start: this.startOf(range.start), end: this.endOf(range.end - 1) };
  }

  /** A term followed by selectors: a reference, a call, a reference into the result of a call, …; `set()` is the empty set. */
  postfix(head: Term, tail: readonly (Term | CallSelector)[], range: TokenRange): Term {
    if (tail.length === 0)
      return head.kind === "var" && isRoot(head.name) ? { kind: "ref", terms: [head], start: head.start, end: head.end } : head;
    if (!REF_HEADS.has(head.kind)) this.refuse(illegalRefHead(head.kind), head.start);
    let terms: Term[] = [head];
    let calls = 0;
    for (const selector of tail) {
      if (selector.kind === "call-selector") {
        terms = [callOf(terms, selector)];
        calls++;
      } else terms.push(selector);
    }
    if (calls > this.longestChain) this.longestChain = calls;
    const only = terms[0];
    return terms.length === 1 && only !== undefined ? only : { kind: "ref", terms, start: head.start, end: this.endOf(range.end - 1) };
  }

  // --- collections and comprehensions

  emptyArray(token: number): Term {
    return { kind: "array", items: [], ...this.widened({ start: token, end: token }) };
  }

  emptyObject(token: number): Term {
    return { kind: "object", entries: [], ...this.widened({ start: token, end: token }) };
  }

  array(head: Term, tail: ComprehensionTail | ItemsTail, range: TokenRange): Term {
    const { start, end } = this.widened(range);
    if (tail.kind === "comprehension-tail") return { kind: "array-comprehension", head, body: tail.body, start, end };
    return { kind: "array", items: this.items(head, tail), start, end };
  }

  brace(head: Term, tail: ComprehensionTail | ItemsTail | BraceTail, range: TokenRange): Term {
    const { start, end } = this.widened(range);
    if (tail.kind === "comprehension-tail") return { kind: "set-comprehension", head, body: tail.body, start, end };
    if (tail.kind === "items-tail") return { kind: "set", items: this.items(head, tail), start, end };
    const first = this.infix(this.infix(head, tail.operations), tail.members);
    if (tail.tail.kind === "set-tail") return { kind: "set", items: this.list(first, tail.tail.rest), start, end };
    const object = tail.tail;
    if (object.tail.kind === "comprehension-tail") {
      return { kind: "object-comprehension", key: first, value: object.head, body: object.tail.body, start, end };
    }
    const value = this.infix(this.infix(object.head, object.tail.operations), object.tail.members);
    return { kind: "object", entries: this.list({ key: first, value }, object.tail.rest), start, end };
  }

  comprehensionTail(body: Body): ComprehensionTail {
    return { kind: "comprehension-tail", body };
  }

  itemsTail(operations: readonly Operation[], members: readonly Operation[], rest: readonly Term[]): ItemsTail {
    return { kind: "items-tail", operations, members, rest };
  }

  braceTail(operations: readonly Operation[], members: readonly Operation[], tail: ObjectTail | SetTail): BraceTail {
    return { kind: "brace-tail", operations, members, tail };
  }

  setTail(rest: readonly Term[]): SetTail {
    return { kind: "set-tail", rest };
  }

  objectTail(head: Term, tail: ComprehensionTail | EntriesTail): ObjectTail {
    return { kind: "object-tail", head, tail };
  }

  entriesTail(operations: readonly Operation[], members: readonly Operation[], rest: readonly ObjectEntry[]): EntriesTail {
    return { kind: "entries-tail", operations, members, rest };
  }

  entry(key: Term, value: Term): ObjectEntry {
    return { key, value };
  }

  // --- template strings

  template(parts: readonly (StringTerm | Expr)[], range: TokenRange): TemplateString {
    const span = this.span(range);
    if (!this.hasTemplates) this.refuse(TEMPLATES_UNSUPPORTED, span.start);
    return { kind: "template-string", raw: this.text.charAt(span.start + 1) === "`", parts, ...span };
  }

  templateText(token: number): StringTerm {
    const start = this.startOf(token);
    const end = this.endOf(token);
    // The token before is the opening quote or the end of an expression part; the closing quote tells raw ones.
    return { kind: "string", value: readTemplateText(this.text.slice(start, end), this.isRawTemplate(token)), start, end };
  }

  private isRawTemplate(token: number): boolean {
    const { codes, closers } = this.tokens;
    let at = token + 1;
    while (codes[at] === "h" && (closers[at] ?? -1) > 0) {
      at = (closers[at] ?? at) + 1;
      if (codes[at] === "t") at++;
    }
    return this.text.charAt(this.startOf(at)) === "`";
  }

  private items(head: Term, tail: ItemsTail): readonly Term[] {
    return this.list(this.infix(this.infix(head, tail.operations), tail.members), tail.rest);
  }

  /** The span of a range with the brackets around it. */
  private widened(range: TokenRange): { readonly start: number; readonly end: number } {
    return { start: this.startOf(range.start - 1), end: this.endOf(range.end) };
  }
}

function memberTerms(span: { readonly start: number; readonly end: number }, arity: 2 | 3): readonly Term[] {
  const { start, end } = span;
  return [
    { kind: "var", name: "internal", start, end },
    { kind: "string", value: `member_${arity}`, start, end },
  ];
}

function callOf(terms: readonly Term[], selector: CallSelector): Term {
  const [head] = terms;
  const { args, start, end } = selector;
  const first = head?.start ?? start;
  if (terms.length === 1 && head?.kind === "var" && head.name === "set" && args.length === 0)
    return { kind: "set", items: [], start: first, end };
  const operator: RefTerm = { kind: "ref", terms, start: first, end: start };
  return { kind: "call", operator, args, infix: false, start: first, end };
}
