import type { TokenBuffer } from "./token-buffer.ts";
import { Code } from "./tokens.ts";

/** Scans the literals of a text: strings, raw strings, numbers and the literal parts of template strings. */
export class LiteralScanner {
  private readonly text: string;
  private readonly buffer: TokenBuffer;

  constructor(text: string, buffer: TokenBuffer) {
    this.text = text;
    this.buffer = buffer;
  }

  /** `"…"`, with JSON's escapes. */
  scanString(start: number): number {
    const end = this.scanQuoted(start + 1, start, false);
    if (this.text.charCodeAt(end) !== QUOTE) return this.failAt("non-terminated string", start, end);
    if (this.failedAt === start) return this.failAt(undefined, start, end + 1);
    this.buffer.push(Code.string, start, end + 1);
    return end + 1;
  }

  /** `` `…` ``, over lines, without escapes. */
  scanRawString(start: number): number {
    const end = this.text.indexOf("`", start + 1);
    if (end < 0) return this.failAt("non-terminated string", start, this.text.length);
    this.buffer.push(Code.string, start, end + 1);
    return end + 1;
  }

  /**
   * A literal part of a template string; its errors are placed at an offset, that of the token before it. Pushes its token when it is not empty, and the closing quote when it is reached. Returns the
   * offset of the `{` or of the closing quote (or of the last character of an unterminated one).
   */
  scanTemplateText(start: number, raw: boolean, at: number): number {
    const end = raw ? this.scanRawPart(start) : this.scanQuoted(start, at, true);
    if (this.failedAt === at && !raw) return this.failAt(undefined, at, end) - 1;
    if (end > start) this.buffer.push(Code.templateText, start, end);
    if (end >= this.text.length || this.text.charCodeAt(end) === NEWLINE) return this.failAt("non-terminated string", at, end) - 1;
    if (this.text.charCodeAt(end) !== BRACE) this.buffer.push(Code.templateClose, end, end + 1);
    return end;
  }

  /** A number as JSON has them, and `.5`, which OPA accepts. */
  scanNumber(start: number): number {
    NUMBER.lastIndex = start;
    const match = NUMBER.exec(this.text);
    const end = match === null ? start + 1 : NUMBER.lastIndex;
    const [, fraction, exponent] = match ?? [];
    if (fraction === ".") this.buffer.fail("expected fraction", this.buffer.count);
    if (exponent !== undefined && !/\d$/.test(exponent)) this.buffer.fail("expected exponent", this.buffer.count);
    if (isWordCharacter(this.text.charCodeAt(end))) return this.failAt("illegal number format", start, end + 1);
    if (fraction === "." || (exponent !== undefined && !/\d$/.test(exponent))) return this.failAt(undefined, start, end);
    this.buffer.push(Code.number, start, end);
    return end;
  }

  /** A character that no token begins with. */
  scanIllegal(start: number): number {
    const unit = this.text.charCodeAt(start);
    const end = unit >= 0xd800 && unit < 0xdc00 ? start + 2 : start + 1;
    if (unit === EXCLAMATION) return this.failAt("illegal ! character", start, end);
    if (unit === DOLLAR) return this.failAt("illegal $ character", start, end);
    return this.failAt(undefined, start, end);
  }

  private failedAt = -1;

  /** Scans up to the closing quote, the end of the line, or with `holes` an unescaped `{`; checks escapes. */
  private scanQuoted(start: number, token: number, holes: boolean): number {
    const { text } = this;
    let at = start;
    for (; at < text.length; at++) {
      const unit = text.charCodeAt(at);
      if (unit === QUOTE || unit === NEWLINE || (holes && unit === BRACE)) break;
      if (unit !== BACKSLASH) continue;
      at++;
      const escaped = text.charCodeAt(at);
      if (escaped === LOWER_U) at = this.skipHexDigits(at);
      if (isEscape(escaped) || (holes && escaped === BRACE)) continue;
      const isFirst = this.failedAt !== token;
      this.failedAt = token;
      if (isFirst) this.buffer.fail("illegal escape sequence", this.buffer.count);
      if (escaped === NEWLINE) break;
    }
    return Math.min(at, text.length);
  }

  /** `\u` takes the four characters behind it whatever they are, as in OPA; a string that they do not fit is refused later. */
  private skipHexDigits(at: number): number {
    let end = at;
    while (end < at + 4 && end + 1 < this.text.length && this.text.charCodeAt(end + 1) !== NEWLINE) end++;
    return end;
  }

  private scanRawPart(start: number): number {
    const { text } = this;
    let at = start;
    for (; at < text.length; at++) {
      const unit = text.charCodeAt(at);
      if (unit === BACKQUOTE || unit === BRACE) break;
      if (unit === BACKSLASH && text.charCodeAt(at + 1) === BRACE) at++;
    }
    return Math.min(at, text.length);
  }

  private failAt(message: string | undefined, start: number, end: number): number {
    if (message !== undefined) this.buffer.fail(message, this.buffer.count);
    this.buffer.push(Code.illegal, start, end);
    return end;
  }
}

const NUMBER = /(?:\d+(\.\d*)?|\.\d+)([eE][+-]?\d*)?/y;
const QUOTE = 0x22;
const DOLLAR = 0x24;
const BACKQUOTE = 0x60;
const BACKSLASH = 0x5c;
const NEWLINE = 0x0a;
const BRACE = 0x7b;
const LOWER_U = 0x75;
const EXCLAMATION = 0x21;

function isEscape(unit: number): boolean {
  // " \ / b f n r t u
  return (
    unit === 0x22 ||
    unit === 0x5c ||
    unit === 0x2f ||
    unit === 0x62 ||
    unit === 0x66 ||
    unit === 0x6e ||
    unit === 0x72 ||
    unit === 0x74 ||
    unit === 0x75
  );
}

function isWordCharacter(unit: number): boolean {
  return (unit >= 0x61 && unit <= 0x7a) || (unit >= 0x41 && unit <= 0x5a) || (unit >= 0x30 && unit <= 0x39) || unit === 0x5f;
}
