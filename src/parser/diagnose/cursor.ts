import { ILLEGAL_TOKEN, unexpectedToken } from "../../errors/parse-errors.ts";
import type { SourceText } from "../../errors/source-text.ts";
import { END_OF_TEXT, type Fault } from "../fault.ts";
import { Code, Flag, type Tokens } from "../tokens.ts";

/** What `save` hands out and `restore` takes back. */
export interface Mark {
  readonly at: number;
  readonly faults: number;
  readonly reported: number;
}

/** A reader of tokens that collects errors as OPA's parser words them. */
export class Cursor {
  readonly tokens: Tokens;
  readonly source: SourceText;
  /** The number of the current token. */
  at = 0;
  readonly faults: Fault[] = [];
  /** Those among them that the scanner found. */
  protected readonly lexicalFaults = new Set<Fault>();
  /** How many lexical errors have been reported. */
  private reported = 0;

  constructor(tokens: Tokens, source: SourceText) {
    this.tokens = tokens;
    this.source = source;
    this.reportLexical();
  }

  /** The code of the current token, "" at the end. */
  get code(): string {
    return this.tokens.codes.charAt(this.at);
  }

  is(...codes: readonly string[]): boolean {
    return this.code !== "" && codes.includes(this.code);
  }

  /** Steps to the next token; errors of the scanner appear when their token is reached. */
  scan(): void {
    this.at++;
    this.reportLexical();
  }

  /** Whether the current token is a keyword, and not the head of a reference. */
  isKeyword(code: string): boolean {
    return this.code === code && !this.isKeywordReference();
  }

  /** Steps over a token if it is there; over a keyword only where it is not the head of a reference. */
  accept(code: string): boolean {
    if (this.code !== code || this.isKeywordReference()) return false;
    this.scan();
    return true;
  }

  isGlued(token: number = this.at): boolean {
    return token < this.tokens.count && ((this.tokens.flags[token] ?? 0) & Flag.blank) === 0;
  }

  isOnNewLine(): boolean {
    if (this.at < this.tokens.count) return ((this.tokens.flags[this.at] ?? 0) & Flag.newline) !== 0;
    const last = this.tokens.ends[this.tokens.count - 1] ?? 0;
    return this.source.text.indexOf("\n", last) >= 0;
  }

  /** Whether the current token is the dot of a reference, also one with a blank after it. */
  isDot(): boolean {
    return this.is(".") || (this.is(Code.looseDot) && this.isGlued());
  }

  /** Whether the current token is a keyword that heads a reference: `if.foo`, `not["x"]`. */
  isKeywordReference(): boolean {
    const next = this.tokens.codes.charAt(this.at + 1);
    return KEYWORDS.has(this.code) && (next === "." || next === "[") && this.isGlued(this.at + 1);
  }

  offset(token: number = this.at): number {
    return this.tokens.starts[token] ?? END_OF_TEXT;
  }

  /** The source from a token up to the one before the current one. */
  textFrom(token: number): string {
    return this.source.text.slice(this.tokens.starts[token] ?? 0, this.tokens.ends[this.at - 1] ?? 0);
  }

  textOf(token: number): string {
    return this.source.text.slice(this.tokens.starts[token] ?? 0, this.tokens.ends[token] ?? 0);
  }

  /** Reports the current token as unexpected. Always false, so that it can end a condition. */
  illegal(note = ""): false {
    if (this.blankAt === this.at) return this.blank(note);
    return this.fail(this.describe(note), this.offset());
  }

  /** Reports the blank before the current token, or the end of the text if there is none. False as {@link illegal}. */
  blank(note: string): false {
    const after = this.tokens.ends[this.at - 1] ?? 0;
    if (after >= this.source.text.length) return this.fail(unexpectedToken("eof", false, note), END_OF_TEXT);
    this.blankAt = this.at;
    // After a comment the blank is the end of its line.
    const isComment = this.source.text.charAt(after) === "#";
    const lineEnd = this.source.text.indexOf("\n", after);
    return this.fail(unexpectedToken("whitespace", false, note), isComment && lineEnd >= 0 ? lineEnd : after);
  }

  /** The token before which a blank was reported: until it is passed, the blank is the current token to OPA. */
  private blankAt = -1;

  fail(message: string, offset: number = this.offset()): false {
    this.faults.push({ message, offset });
    return false;
  }

  save(): Mark {
    return { at: this.at, faults: this.faults.length, reported: this.reported };
  }

  /** Goes back, and forgets the errors since. */
  restore(mark: Mark): void {
    this.at = mark.at;
    this.reported = mark.reported;
    this.faults.length = mark.faults;
  }

  private describe(note: string): string {
    const { code } = this;
    if (code === Code.illegal) return ILLEGAL_TOKEN;
    if (code === Code.templateOpen) return unexpectedToken(this.templateName(), false, note);
    if (code === "") return unexpectedToken("eof", false, note);
    if (note.includes(" or ") && this.isKeywordReference()) return unexpectedToken("identifier", false, note);
    if (KEYWORDS.has(code)) return unexpectedToken(this.textOf(this.at), true, note);
    return unexpectedToken(NAMES.get(code) ?? code, false, note);
  }

  /** OPA's name of the first part of a template string. */
  private templateName(): string {
    const { codes } = this.tokens;
    const end = codes.charAt(this.at + 1) === Code.templateText ? this.at + 2 : this.at + 1;
    return codes.charAt(end) === Code.templateClose ? "template-string-end" : "template-string-part";
  }

  private reportLexical(): void {
    for (;;) {
      const error = this.tokens.errors[this.reported];
      if (error === undefined || error.token > this.at) return;
      this.reported++;
      const fault = { message: error.message, offset: error.offset ?? this.offset(error.token) };
      this.faults.push(fault);
      this.lexicalFaults.add(fault);
    }
  }
}

/** Token codes of keywords. */
const KEYWORDS: ReadonlySet<string> = new Set([
  ...[Code.true, Code.false, Code.null, Code.package, Code.import, Code.as, Code.default, Code.else, Code.with, Code.some],
  ...[Code.not, Code.bodyNot, Code.if, Code.contains, Code.in, Code.every, Code.and, Code.or],
]);

/** What OPA calls tokens that it does not name by themselves. */
const NAMES: ReadonlyMap<string, string> = new Map([
  [Code.identifier, "identifier"],
  [Code.wildcard, "identifier"],
  [Code.string, "string"],
  [Code.number, "number"],
  [Code.assign, "assign"],
  [Code.unify, "eq"],
  [Code.equal, "equal"],
  [Code.notEqual, "neq"],
  [Code.less, "lt"],
  [Code.lessOrEqual, "lte"],
  [Code.greater, "gt"],
  [Code.greaterOrEqual, "gte"],
  ["|", "or"],
  ["&", "and"],
  ["+", "plus"],
  ["-", "minus"],
  ["*", "mul"],
  ["/", "div"],
  ["%", "rem"],
  [Code.index, "["],
  [Code.call, "("],
  [Code.looseDot, "."],
  [Code.holeClose, "}"],
]);
