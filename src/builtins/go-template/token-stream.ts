import { quote } from "../go-format/quote.ts";
import { Lexer } from "./lexer.ts";
import { TemplateError } from "./template-error.ts";
import type { Token, TokenKind } from "./tokens.ts";
import { describeToken } from "./tokens.ts";

/** The tokens of a template, with the errors of Go's parser. */
export class TokenStream {
  private readonly tokens: readonly Token[];
  private at = 0;
  /** The line of the token that was looked at last: errors name it. */
  private line = 1;
  /** Where the present action began; 0 outside. */
  private actionLine = 0;

  constructor(text: string) {
    this.tokens = new Lexer(text).read();
  }

  next(): Token {
    const token = this.peek();
    // The last token, an end or an error, comes again and again.
    if (this.at < this.tokens.length - 1) this.at++;
    return token;
  }

  peek(): Token {
    const token = this.tokens[this.at] ?? { kind: "end of file", value: "", position: 0, line: 1 };
    this.line = token.line;
    return token;
  }

  nextNonSpace(): Token {
    this.skipSpace();
    return this.next();
  }

  peekNonSpace(): Token {
    this.skipSpace();
    return this.peek();
  }

  /** Goes back to a token. */
  mark(): number {
    return this.at;
  }

  reset(mark: number): void {
    this.at = mark;
  }

  beginAction(line: number): void {
    this.actionLine = line;
  }

  endAction(): void {
    this.actionLine = 0;
  }

  expect(kind: TokenKind, context: string): Token {
    const token = this.nextNonSpace();
    return token.kind === kind ? token : this.refuse(token, context);
  }

  /** The error of a token that cannot stand where it does. */
  refuse(token: Token, context: string): never {
    if (token.kind !== "error") this.fail(`unexpected ${describeToken(token, (text) => quote(text, false))} in ${context}`);
    if (this.actionLine === 0 || this.actionLine === token.line) this.fail(token.value);
    const started = `${token.value.endsWith(" action") ? "" : " in action"} started at template:${this.actionLine}`;
    this.fail(token.value + started);
  }

  fail(problem: string, options?: ErrorOptions): never {
    throw new TemplateError(`template: template:${this.line}: ${problem}`, options);
  }

  private skipSpace(): void {
    while (this.tokens[this.at]?.kind === "space") this.at++;
  }
}
