import { plainDirective } from "../go-format/directive.ts";
import { formatInteger } from "../go-format/format-integer.ts";
import { quote } from "../go-format/quote.ts";
import type { Token, TokenKind } from "./tokens.ts";
import { keywords } from "./tokens.ts";

const alphaNumeric = /[_\p{L}\p{Nd}]+/uy;
const spaces = /[ \t\r\n]+/y;
const quoted = /"(?:[^"\\\n]|\\[^\n])*"/y;
const character = /'(?:[^'\\\n]|\\[^\n])*'/y;
const number =
  /[+-]?(?:0[xX][\da-fA-F_]*(?:\.[\da-fA-F_]*)?(?:[pP][+-]?[\d_]*)?|0[oO][0-7_]*(?:\.[0-7_]*)?|0[bB][01_]*(?:\.[01_]*)?|[\d_]*(?:\.[\d_]*)?(?:[eE][+-]?[\d_]*)?)i?/y;

/** Cuts a template into tokens, as the package text/template/parse of Go does. The last one is the end of file or an error. */
export class Lexer {
  private readonly text: string;
  private readonly tokens: Token[] = [];
  private at = 0;
  private line = 1;
  /** Up to where lines have been counted. */
  private counted = 0;
  private depth = 0;

  constructor(text: string) {
    this.text = text;
  }

  read(): readonly Token[] {
    while (this.readText() && this.readAction());
    return this.tokens;
  }

  /** Reads up to the next action that is not a comment; false at the end. */
  private readText(): boolean {
    for (;;) {
      const start = this.at;
      const open = this.text.indexOf("{{", start);
      if (open < 0) {
        this.addText(start, this.text.length);
        this.add("end of file", this.text.length, this.text.length);
        return false;
      }
      const trims = this.text[open + 2] === "-" && isSpace(this.text[open + 3]);
      this.addText(start, trims ? trimEnd(this.text, start, open) : open);
      const inside = open + (trims ? 4 : 2);
      if (!this.text.startsWith("/*", inside)) {
        this.add("leftDelimiter", open, inside);
        return true;
      }
      if (!this.skipComment(open, inside)) return false;
    }
  }

  private skipComment(open: number, start: number): boolean {
    const close = this.text.indexOf("*/", start + 2);
    if (close < 0) return this.fail(open, "unclosed comment");
    this.at = close + 2;
    const right = this.rightDelimiter();
    if (right === undefined) return this.fail(open, "comment ends before closing delimiter");
    this.at = right.end;
    if (right.trims) this.at = skipSpaces(this.text, this.at);
    return true;
  }

  /** Reads the tokens of an action and its closing braces; false after an error. */
  private readAction(): boolean {
    this.depth = 0;
    for (;;) {
      const right = this.rightDelimiter();
      if (right !== undefined) {
        if (this.depth > 0) return this.fail(this.at, "unclosed left paren");
        this.add("rightDelimiter", right.end - 2, right.end);
        this.at = right.trims ? skipSpaces(this.text, right.end) : right.end;
        return true;
      }
      if (!this.readToken()) return false;
    }
  }

  /** The closing braces, should they come next, also after ` -`. */
  private rightDelimiter(): { readonly end: number; readonly trims: boolean } | undefined {
    if (this.text.startsWith("}}", this.at)) return { end: this.at + 2, trims: false };
    return isSpace(this.text[this.at]) && this.text.startsWith("-}}", this.at + 1) ? { end: this.at + 4, trims: true } : undefined;
  }

  private readToken(): boolean {
    const start = this.at;
    const code = this.text.codePointAt(start);
    if (code === undefined) return this.fail(start, "unclosed action");
    const next = String.fromCodePoint(code);
    switch (next) {
      case " ":
      case "\t":
      case "\r":
      case "\n":
        return this.readSpaces();
      case "=":
        return this.add("assign", start, start + 1);
      case ":":
        return this.text[start + 1] === "=" ? this.add("declare", start, start + 2) : this.fail(start, "expected :=");
      case "|":
        return this.add("pipe", start, start + 1);
      case '"':
        return this.readMatch(quoted, "string") || this.fail(start, "unterminated quoted string");
      case "`": {
        const close = this.text.indexOf("`", start + 1);
        return close < 0 ? this.fail(start, "unterminated raw quoted string") : this.add("rawString", start, close + 1);
      }
      case "'":
        return this.readMatch(character, "charConstant") || this.fail(start, "unterminated character constant");
      case "$":
        return this.readName("variable", start + 1);
      case "(":
        this.depth++;
        return this.add("leftParenthesis", start, start + 1);
      case ")":
        return --this.depth < 0 ? this.fail(start, "unexpected right paren") : this.add("rightParenthesis", start, start + 1);
    }
    if (next === "." && !isDigit(this.text[start + 1])) return this.readName("field", start + 1);
    if (next === "." || next === "+" || next === "-" || isDigit(next)) return this.readNumber();
    if (this.matchEnd(alphaNumeric, start) > start) return this.readName("identifier", start);
    if (code > 0x20 && code < 0x7f) return this.add("char", start, start + 1);
    return this.fail(start, `unrecognized character in action: ${describeCharacter(code)}`);
  }

  /** Spaces before ` -}}` belong to the braces but for the last of them. */
  private readSpaces(): boolean {
    const start = this.at;
    const end = this.matchEnd(spaces, start);
    if (!this.text.startsWith("-}}", end)) return this.add("space", start, end);
    this.at = end - 1;
    return end - 1 === start || this.add("space", start, end - 1);
  }

  private readName(kind: "field" | "identifier" | "variable", from: number): boolean {
    const start = this.at;
    const end = this.matchEnd(alphaNumeric, from);
    if (!this.isTerminator(end)) return this.fail(start, `bad character ${describeCharacter(this.text.codePointAt(end) ?? 0)}`);
    const word = this.text.slice(start, end);
    if (kind === "field") return this.add(word === "." ? "dot" : "field", start, end);
    if (kind === "variable") return this.add("variable", start, end);
    if (keywords.has(word)) return this.add("keyword", start, end);
    if (word === "nil") return this.add("nil", start, end);
    return this.add(word === "true" || word === "false" ? "bool" : "identifier", start, end);
  }

  private isTerminator(at: number): boolean {
    const next = this.text[at];
    return next === undefined || isSpace(next) || ".,|:)(".includes(next) || this.text.startsWith("}}", at);
  }

  private readNumber(): boolean {
    const start = this.at;
    let end = this.matchEnd(number, start);
    if (this.matchEnd(alphaNumeric, end) > end) {
      end += (this.text.codePointAt(end) ?? 0) > 0xffff ? 2 : 1;
      return this.fail(start, `bad number syntax: ${quote(this.text.slice(start, end), false)}`);
    }
    const sign = this.text[end];
    if (sign === "+" || sign === "-") {
      end = this.matchEnd(number, end);
      return this.fail(start, `bad number syntax: ${quote(this.text.slice(start, end), false)}`);
    }
    return this.add("number", start, end);
  }

  private readMatch(pattern: RegExp, kind: TokenKind): boolean {
    const end = this.matchEnd(pattern, this.at);
    return end > this.at && this.add(kind, this.at, end);
  }

  private matchEnd(pattern: RegExp, start: number): number {
    pattern.lastIndex = start;
    return pattern.test(this.text) ? pattern.lastIndex : start;
  }

  private addText(start: number, end: number): void {
    if (end > start) this.add("text", start, end);
  }

  private add(kind: TokenKind, start: number, end: number): true {
    this.tokens.push({ kind, value: this.text.slice(start, end), position: start, line: this.lineAt(start) });
    this.at = end;
    return true;
  }

  private fail(start: number, problem: string): false {
    // An action that is never closed ends where the text does.
    const position = problem === "unclosed action" ? this.text.length : start;
    this.tokens.push({ kind: "error", value: problem, position, line: this.lineAt(position) });
    return false;
  }

  private lineAt(position: number): number {
    for (; this.counted < position; this.counted++) {
      if (this.text.charCodeAt(this.counted) === 0x0a) this.line++;
    }
    return this.line;
  }
}

/** Go's `%#U`. */
function describeCharacter(code: number): string {
  return formatInteger(BigInt(code), "U", { ...plainDirective, sharp: true }) ?? "";
}

function isSpace(text: string | undefined): boolean {
  return text === " " || text === "\t" || text === "\r" || text === "\n";
}

function isDigit(text: string | undefined): boolean {
  return text !== undefined && text >= "0" && text <= "9";
}

function skipSpaces(text: string, from: number): number {
  let at = from;
  while (isSpace(text[at])) at++;
  return at;
}

function trimEnd(text: string, start: number, end: number): number {
  let at = end;
  while (at > start && isSpace(text[at - 1])) at--;
  return at;
}
