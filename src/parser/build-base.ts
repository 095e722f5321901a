import type { Span, StringTerm, Term, VarTerm } from "../ast/nodes.ts";
import { illegalStringLiteral } from "../errors/parse-errors.ts";
import type { Fault } from "./fault.ts";
import { isString, readString } from "./string-literal.ts";
import { Code, Flag, type Tokens } from "./tokens.ts";

/** What the grammar hands over as the place of a match: numbers of tokens, `end` exclusive. */
export interface TokenRange {
  readonly start: number;
  readonly end: number;
}

/** A variable while its module is being parsed: wildcards get their names at the end. */
interface MutableVar {
  kind: "var";
  name: string;
  start: number;
  end: number;
}

interface Wildcard {
  readonly node: MutableVar;
  /** The offset that decides its number; a copy stands where the copying was caused. */
  readonly position: number;
  readonly copied: boolean;
}

/** Spans, names and the decisions of the grammar that need the tokens. */
export class BuildBase {
  /** Constructs that the grammar accepts and OPA's parser refuses. */
  readonly faults: Fault[] = [];
  protected readonly text: string;
  protected readonly tokens: Tokens;
  private readonly wildcards: Wildcard[] = [];
  private readonly rejected = new Set<number>();

  /** Whether template strings are in the language: not in version 0, whatever it imports. */
  protected readonly hasTemplates: boolean;

  constructor(text: string, tokens: Tokens, regoVersion: 0 | 1) {
    this.hasTemplates = regoVersion === 1;
    this.text = text;
    this.tokens = tokens;
  }

  // --- decisions

  /** Whether a token follows the one before it without a blank. */
  isGlued(token: number): boolean {
    return ((this.tokens.flags[token] ?? Flag.blank) & Flag.blank) === 0;
  }

  isOnNewLine(token: number): boolean {
    return ((this.tokens.flags[token] ?? Flag.newline) & Flag.newline) !== 0;
  }

  /** Whether `{` after `if` may begin a term (`{x | y}`, `{1} == s`) rather than a body; if not, no term is tried. */
  mayBeTerm(token: number): boolean {
    const { codes, closers, flags } = this.tokens;
    if (codes[token] !== "{") return false;
    const closer = closers[token] ?? -1;
    if (closer === token + 1 || ((flags[token] ?? 0) & (Flag.colon | Flag.bar)) !== 0) return true;
    return closer < 0 || CONTINUES_TERM.has(codes[closer + 1] ?? "");
  }

  /** Whether `{` begins a body that is an operand of `and` or `or`. */
  isBodyOperand(token: number): boolean {
    const { codes, closers } = this.tokens;
    if (codes[token] !== "{") return false;
    return this.isBeforeLogical(closers[token] ?? -1);
  }

  /** Whether `(` groups logical expressions. */
  isLogicalGroup(token: number): boolean {
    if (this.tokens.codes[token] !== "(") return false;
    const flags = this.tokens.flags[token] ?? 0;
    if ((flags & Flag.logical) !== 0) return true;
    return (flags & Flag.with) !== 0 && this.isBeforeLogical(this.tokens.closers[token] ?? -1);
  }

  private isBeforeLogical(closer: number): boolean {
    const next = closer < 0 ? undefined : this.tokens.codes[closer + 1];
    return next === Code.and || next === Code.or;
  }

  /** Whether `| body` is worth trying at a `|`: not a second time where it failed. */
  triesComprehension(bar: number): boolean {
    return !this.rejected.has(bar);
  }

  /** Notes that no comprehension body follows a `|`; never matches. */
  rejectComprehension(bar: number): false {
    this.rejected.add(bar);
    return false;
  }

  // --- places

  /** The span in the text of a range of tokens. */
  protected span(range: TokenRange): Span {
    return { start: this.startOf(range.start), end: this.endOf(range.end - 1) };
  }

  protected startOf(token: number): number {
    return this.tokens.starts[token] ?? this.text.length;
  }

  protected endOf(token: number): number {
    return this.tokens.ends[token] ?? this.text.length;
  }

  protected textOf(token: number): string {
    return this.text.slice(this.startOf(token), this.endOf(token));
  }

  /** Whether something must be refused although the grammar accepts it. */
  get isRefused(): boolean {
    return this.faults.length > 0;
  }

  protected refuse(message: string, offset: number): void {
    this.faults.push({ message, offset });
  }

  // --- names

  variable(token: number): VarTerm {
    const node: MutableVar = { kind: "var", name: this.textOf(token), start: this.startOf(token), end: this.endOf(token) };
    if (node.name === "_") this.wildcards.push({ node, position: node.start, copied: false });
    return node;
  }

  /** A name after a dot. */
  name(token: number): StringTerm {
    return { kind: "string", value: this.textOf(token), start: this.startOf(token), end: this.endOf(token) };
  }

  string(token: number): StringTerm {
    const start = this.startOf(token);
    const end = this.endOf(token);
    if (!isString(this.text, start, end)) this.refuse(illegalStringLiteral(this.textOf(token)), start);
    return { kind: "string", value: readString(this.text, start, end), start, end };
  }

  /** A list of a first item and more of them. */
  list<T>(first: T, rest: readonly T[]): readonly T[] {
    return rest.length === 0 ? [first] : [first, ...rest];
  }

  /** The bodies of a query as one: OPA reads `x y` as two of them. */
  joined<T>(lists: readonly (readonly T[])[]): readonly T[] {
    return lists.length === 1 && lists[0] !== undefined ? lists[0] : lists.flat();
  }

  /** A further wildcard in place of one, numbered as if it stood at an offset. */
  protected copyWildcard(term: Term, position: number): VarTerm {
    const node: MutableVar = { kind: "var", name: "_", start: term.start, end: term.end };
    this.wildcards.push({ node, position, copied: true });
    return node;
  }

  /** Numbers the wildcards `$0`, `$1`, … in order of the text. A place that was parsed twice has one number. */
  protected nameWildcards(): void {
    const sorted = this.wildcards.sort((left, right) => left.position - right.position);
    let number = -1;
    let last: Wildcard | undefined;
    for (const wildcard of sorted) {
      if (last === undefined || wildcard.copied || last.position !== wildcard.position) number++;
      wildcard.node.name = `$${number}`;
      last = wildcard;
    }
  }
}

/** Tokens that continue a term which ends with `}`. */
const CONTINUES_TERM: ReadonlySet<string> = new Set([
  ...[Code.assign, Code.unify, Code.equal, Code.notEqual, Code.less, Code.lessOrEqual, Code.greater, Code.greaterOrEqual],
  ...[Code.in, Code.and, Code.or, Code.index, Code.call, ".", "|", "&", "+", "-", "*", "/", "%", ","],
]);
