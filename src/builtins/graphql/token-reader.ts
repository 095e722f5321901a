import { quoteString } from "../../values/go-quote.ts";
import { Lexer } from "./lexer.ts";
import type { Position } from "./problem.ts";
import { GraphqlProblem } from "./problem.ts";
import type { Token, TokenKind } from "./token.ts";
import { describeToken } from "./token.ts";

/** Selections, values and types nested deeper are refused. */
const maximalDepth = 500;

/** Reads tokens with one to look ahead at; keeps the comments before it. All errors are GraphqlProblems with gqlparser's texts. */
export class TokenReader {
  private readonly lexer: Lexer;
  private readonly tick: (steps: number) => void;
  private depth = 0;
  private ahead: Token;
  /** The token before {@link peek}. */
  previous: Token;
  /** The comments between the token before and {@link peek}. */
  comments: readonly string[] = [];

  constructor(text: string, tick: (steps: number) => void) {
    this.lexer = new Lexer(text);
    this.tick = tick;
    this.ahead = this.read();
    this.previous = this.ahead;
  }

  get peek(): Token {
    return this.ahead;
  }

  get position(): Position {
    return this.ahead.position;
  }

  next(): Token {
    this.previous = this.ahead;
    this.ahead = this.read();
    return this.previous;
  }

  private read(): Token {
    this.tick(1);
    const comments: string[] = [];
    let token = this.lexer.next();
    for (; token.kind === "Comment"; token = this.lexer.next()) comments.push(token.value);
    this.comments = comments;
    return token;
  }

  isWord(word: string): boolean {
    return this.ahead.value === word && this.ahead.kind === "Name";
  }

  /** Passes over a token if it is the one that is wanted. */
  skip(kind: TokenKind): boolean {
    if (this.ahead.kind !== kind) return false;
    this.next();
    return true;
  }

  expect(kind: TokenKind): Token {
    if (this.ahead.kind === kind) return this.next();
    throw new GraphqlProblem(`Expected ${kind}, found ${this.ahead.kind}`, this.position);
  }

  expectWord(word: string): Token {
    if (this.isWord(word)) return this.next();
    throw new GraphqlProblem(`Expected ${quoteString(word)}, found ${describeToken(this.ahead)}`, this.position);
  }

  readName(): string {
    return this.expect("Name").value;
  }

  unexpected(token: Token = this.ahead): GraphqlProblem {
    return new GraphqlProblem(`Unexpected ${describeToken(token)}`, token.position);
  }

  /** Any number of items between brackets; nothing where there are no brackets. */
  many<T>(open: TokenKind, close: TokenKind, read: () => T): T[] {
    if (!this.skip(open)) return [];
    const items: T[] = [];
    while (this.ahead.kind !== close) items.push(this.nested(read));
    this.next();
    return items;
  }

  /** At least one item between brackets; nothing where there are no brackets. Tells of the comments before the closing one. */
  some<T>(open: TokenKind, close: TokenKind, read: () => T, end?: (comments: readonly string[]) => void): T[] {
    if (this.ahead.kind !== open) return [];
    this.next();
    if (this.ahead.kind === close) {
      throw new GraphqlProblem(`expected at least one definition, found ${this.ahead.kind}`, this.position);
    }
    const items: T[] = [];
    while (this.ahead.kind !== close) items.push(this.nested(read));
    end?.(this.comments);
    this.next();
    return items;
  }

  /** Runs a reader one level deeper. */
  nested<T>(read: () => T): T {
    if (this.depth >= maximalDepth) throw new GraphqlProblem("nested too deeply", this.position);
    this.depth++;
    const result = read();
    this.depth--;
    return result;
  }
}
