import { blockStringValue } from "./block-string.ts";
import type { Position } from "./problem.ts";
import type { Token, TokenKind } from "./token.ts";

const ignored = /(?:[\t ,\ufeff]|\r\n|\n|\r)+/y;
const lineEnd = /\r\n|\n|\r/g;
const name = /[_A-Za-z][_0-9A-Za-z]*/y;
const comment = /#[^\n\r]*/y;
const punctuation = /\.\.\.|[!$&():=@[\]{}|]/y;
const integer = /-?(?:0|[1-9][0-9]*)/y;
const fraction = /(?:\.[0-9]+)?(?:[eE][+-]?[0-9]+)?/y;
const simpleEscapes: Readonly<Record<string, string>> = { '"': '"', "/": "/", "\\": "\\", b: "\b", f: "\f", n: "\n", r: "\r", t: "\t" };

/** Divides a GraphQL text into tokens. What is wrong becomes an invalid token, at the place where gqlparser stops reading. */
export class Lexer {
  private readonly text: string;
  private offset = 0;
  private line = 1;
  /** The column of an offset on the line, so that columns are counted on from there. */
  private known = { offset: 0, column: 1 };

  constructor(text: string) {
    this.text = text;
  }

  /** The next token, comments included; the end of the text again and again. */
  next(): Token {
    this.skipIgnored();
    const position = this.positionAt(this.offset);
    if (this.offset >= this.text.length) return { kind: "<EOF>", value: "", position };
    const character = this.text.charAt(this.offset);
    if (character === '"') return this.text.startsWith('"""', this.offset) ? this.readBlockString(position) : this.readString(position);
    if (character === "-" || (character >= "0" && character <= "9")) return this.readNumber(position);
    const word = this.take(name);
    if (word !== undefined) return { kind: "Name", value: word, position };
    const remark = this.take(comment);
    if (remark !== undefined) return { kind: "Comment", value: remark, position };
    const sign = this.take(punctuation);
    if (sign !== undefined) return { kind: sign as TokenKind, value: "", position };
    this.offset += character.length;
    return { kind: "<Invalid>", value: "", position };
  }

  private skipIgnored(): void {
    const start = this.offset;
    if (this.take(ignored) !== undefined) this.countLines(start, this.offset);
  }

  private countLines(start: number, end: number): void {
    for (const match of this.text.slice(start, end).matchAll(lineEnd)) {
      this.line++;
      this.known = { offset: start + match.index + match[0].length, column: 1 };
    }
  }

  /** Columns are in code points. */
  private positionAt(offset: number): Position {
    const { offset: from, column } = this.known;
    this.known = { offset, column: column + Array.from(this.text.slice(from, offset)).length };
    return { line: this.line, column: this.known.column };
  }

  private take(pattern: RegExp): string | undefined {
    pattern.lastIndex = this.offset;
    const found = pattern.exec(this.text)?.[0];
    if (found === undefined) return undefined;
    this.offset += found.length;
    return found;
  }

  private invalidAt(offset: number): Token {
    this.offset = this.text.length;
    return { kind: "<Invalid>", value: "", position: this.positionAt(offset) };
  }

  private readNumber(position: Position): Token {
    const whole = this.take(integer);
    if (whole === undefined) return this.invalidAt(this.offset + 1);
    if (/^-?0$/.test(whole) && /[0-9]/.test(this.text.charAt(this.offset))) return this.invalidAt(this.offset);
    const rest = this.take(fraction) ?? "";
    const following = /^(?:\.|[eE][+-]?)/.exec(this.text.slice(this.offset, this.offset + 2))?.[0];
    // What began as a fraction or an exponent had no digits.
    if (following !== undefined && !/[eE]/.test(rest)) return this.invalidAt(this.offset + following.length);
    return { kind: rest === "" ? "Int" : "Float", value: whole + rest, position };
  }

  private readString(start: Position): Token {
    const parts: string[] = [];
    let at = this.offset + 1;
    for (;;) {
      const character = this.text.charAt(at);
      if (character === "" || character < " " || character === "\u007f") {
        if (character !== "\t") return this.invalidAt(at);
      }
      if (character === '"') break;
      if (character !== "\\") {
        parts.push(character);
        at++;
        continue;
      }
      const escaped = readEscape(this.text, at + 1);
      if (escaped === undefined) return this.invalidAt(at + 1);
      parts.push(escaped.text);
      at = escaped.end;
    }
    this.offset = at + 1;
    // gqlparser's token begins after the quote.
    return { kind: "String", value: parts.join(""), position: { line: start.line, column: start.column + 1 } };
  }

  private readBlockString(start: Position): Token {
    const parts: string[] = [];
    const begin = this.offset + 3;
    let at = begin;
    for (;;) {
      const character = this.text.charAt(at);
      if (character === "" || (character < " " && !/[\t\n\r]/.test(character))) {
        this.countLines(begin, at);
        return this.invalidAt(at);
      }
      if (this.text.startsWith('"""', at)) break;
      const escaped = this.text.startsWith('\\"""', at);
      parts.push(escaped ? '"""' : character);
      at += escaped ? 4 : 1;
    }
    this.countLines(begin, at);
    this.offset = at + 3;
    const value = blockStringValue(parts.join("").replace(/\r\n|\r/g, "\n"));
    return { kind: "BlockString", value, position: { line: start.line, column: start.column + 3 } };
  }
}

/** An escape after its backslash. Halves of surrogate pairs are no characters. */
function readEscape(text: string, at: number): { readonly text: string; readonly end: number } | undefined {
  const character = text.charAt(at);
  const simple = simpleEscapes[character];
  if (simple !== undefined) return { text: simple, end: at + 1 };
  const digits = character === "u" ? /^[0-9a-fA-F]{4}/.exec(text.slice(at + 1, at + 5))?.[0] : undefined;
  if (digits === undefined) return undefined;
  const code = Number.parseInt(digits, 16);
  return { text: code >= 0xd800 && code <= 0xdfff ? "\ufffd" : String.fromCharCode(code), end: at + 5 };
}
