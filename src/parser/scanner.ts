import { Keywords } from "./keywords.ts";
import { LiteralScanner } from "./literal-scanner.ts";
import { TokenBuffer } from "./token-buffer.ts";
import { Code, Flag, type Tokens } from "./tokens.ts";

/** An open bracket, or the expression part of a template string. */
interface OpenBracket {
  readonly token: number;
  readonly code: string;
  /** For the expression part of a template string: whether the template is a raw one. */
  readonly rawTemplate: boolean;
}

/**
 * Scans a text into tokens in one pass, without recursion. Lexical errors do not stop it: they become tokens that no rule of the
 * grammar accepts. Keywords follow the imports read so far, as in OPA, and those given.
 */
export function scan(text: string, regoVersion: 0 | 1, imports: readonly string[] = []): Tokens {
  return new Scanner(text, regoVersion, imports).scan();
}

/** After these tokens a `[` or `(` without a blank is an index or a call. */
const ENDS_OPERAND: ReadonlySet<string> = new Set([
  Code.identifier,
  Code.wildcard,
  Code.string,
  Code.number,
  Code.templateClose,
  ")",
  "]",
  "}",
]);

/** What a character and a `=` behind it are. */
const OPERATORS: ReadonlyMap<number, string> = new Map([
  [0x3a, Code.assign],
  [0x3d, Code.equal],
  [0x21, Code.notEqual],
  [0x3c, Code.lessOrEqual],
  [0x3e, Code.greaterOrEqual],
]);

const SINGLES: ReadonlySet<string> = new Set("{}[](),;:.|&+-*/%=<>");

class Scanner {
  private readonly text: string;
  private readonly buffer: TokenBuffer;
  private readonly literals: LiteralScanner;
  private readonly keywords: Keywords;
  private readonly brackets: OpenBracket[] = [];
  /** The dotted path of the import statement being read, or undefined outside of one. */
  private importPath: string[] | undefined;

  constructor(text: string, regoVersion: 0 | 1, imports: readonly string[]) {
    this.text = text;
    this.buffer = new TokenBuffer(text);
    this.literals = new LiteralScanner(text, this.buffer);
    this.keywords = new Keywords(regoVersion);
    for (const path of imports) this.keywords.enableImport(path.split("."));
  }

  scan(): Tokens {
    const { text } = this;
    let at = this.buffer.skipBlanks(0);
    while (at < text.length) at = this.buffer.skipBlanks(this.scanToken(at));
    this.finishImport();
    return this.buffer.finish();
  }

  /** Scans the token at an offset and returns the offset after it. */
  private scanToken(at: number): number {
    const unit = this.text.charCodeAt(at);
    if (isWordStart(unit)) return this.scanWord(at);
    if (this.importPath !== undefined && unit !== DOT) this.finishImport();
    if (unit === QUOTE) return this.literals.scanString(at);
    if (unit === BACKQUOTE) return this.literals.scanRawString(at);
    if (isDigit(unit) || (unit === DOT && this.startsFraction(at))) return this.literals.scanNumber(at);
    if (unit === DOLLAR) return this.scanTemplateStart(at);
    return this.scanPunctuation(at);
  }

  private scanWord(start: number): number {
    let end = start + 1;
    while (isWordPart(this.text.charCodeAt(end))) end++;
    const word = this.text.slice(start, end);
    const afterDot = this.buffer.lastCode() === ".";
    if (this.importPath !== undefined) {
      if (afterDot) this.importPath.push(word);
      else if (this.importPath.length === 0) this.importPath.push(word);
      else this.finishImport();
    }
    const code = afterDot ? Code.identifier : this.codeOf(word, end);
    if (code === Code.import && this.buffer.lastCode() !== Code.package && this.brackets.length === 0) this.importPath = [];
    this.buffer.push(code, start, end);
    if (code === Code.not && this.keywords.logical) this.buffer.mark(Flag.logical);
    return end;
  }

  private codeOf(word: string, end: number): string {
    if (word === "_") return Code.wildcard;
    const code = this.keywords.codeOf(word);
    // The builtin `contains` keeps its name.
    return code === Code.contains && this.text.charAt(end) === "(" ? Code.identifier : code;
  }

  /** Enables the keywords of an import statement once its path is complete. */
  private finishImport(): void {
    const path = this.importPath;
    this.importPath = undefined;
    if (path !== undefined) this.keywords.enableImport(path);
  }

  /** Whether a `.` begins a number such as `.5`: not after an operand that it could select from. */
  private startsFraction(at: number): boolean {
    return isDigit(this.text.charCodeAt(at + 1)) && !this.gluedToOperand(at);
  }

  private gluedToOperand(at: number): boolean {
    return this.buffer.isGlued(at) && ENDS_OPERAND.has(this.buffer.lastCode());
  }

  private scanPunctuation(start: number): number {
    const pair = this.text.charCodeAt(start + 1) === EQUALS ? OPERATORS.get(this.text.charCodeAt(start)) : undefined;
    if (pair !== undefined) {
      this.buffer.push(pair, start, start + 2);
      return start + 2;
    }
    const character = this.text.charAt(start);
    if (!SINGLES.has(character)) return this.literals.scanIllegal(start);
    return this.scanSingle(character, start);
  }

  private scanSingle(character: string, start: number): number {
    switch (character) {
      case "[":
        return this.open(this.gluedToOperand(start) ? Code.index : "[", start);
      case "(":
        return this.open(this.gluedToOperand(start) ? Code.call : "(", start);
      case "{":
        return this.open("{", start);
      case "]":
      case ")":
      case "}":
        return this.close(character, start);
      case ".":
        this.buffer.push(this.isTight(start) ? "." : Code.looseDot, start, start + 1);
        return start + 1;
      default:
        this.buffer.push(character, start, start + 1);
        return start + 1;
    }
  }

  /** Whether there is no blank on either side of a `.`. */
  private isTight(start: number): boolean {
    return this.buffer.isGlued(start) && !/^[\s#]/.test(this.text.charAt(start + 1));
  }

  private open(code: string, start: number, rawTemplate = false): number {
    this.brackets.push({ token: this.buffer.count, code, rawTemplate });
    this.buffer.pushOpening(code, start, start + 1, this.brackets.length);
    return start + 1;
  }

  private close(character: string, start: number): number {
    const opening = this.brackets.pop();
    if (opening === undefined) {
      this.buffer.push(character, start, start + 1);
      return start + 1;
    }
    if (opening.code !== Code.holeOpen || character !== "}") {
      this.buffer.pushClosing(character, start, opening.token);
      return start + 1;
    }
    this.buffer.pushClosing(Code.holeClose, start, opening.token);
    return this.scanTemplateRest(start + 1, opening.rawTemplate, start);
  }

  private scanTemplateStart(start: number): number {
    const quote = this.text.charCodeAt(start + 1);
    if (quote !== QUOTE && quote !== BACKQUOTE) return this.literals.scanIllegal(start);
    const errors = this.buffer.errorCount;
    this.buffer.push(Code.templateOpen, start, start + 2);
    const end = this.scanTemplateRest(start + 2, quote === BACKQUOTE, start);
    if (this.buffer.errorCount > errors) this.buffer.mergeLast(start);
    return end;
  }

  /** Scans a literal part of a template string up to its closing quote or the next expression part. */
  private scanTemplateRest(at: number, raw: boolean, before: number): number {
    const end = this.literals.scanTemplateText(at, raw, before);
    return this.text.charCodeAt(end) === BRACE ? this.open(Code.holeOpen, end, raw) : end + 1;
  }
}

const QUOTE = 0x22;
const BACKQUOTE = 0x60;
const DOLLAR = 0x24;
const DOT = 0x2e;
const EQUALS = 0x3d;
const BRACE = 0x7b;

function isWordStart(unit: number): boolean {
  return (unit >= 0x61 && unit <= 0x7a) || (unit >= 0x41 && unit <= 0x5a) || unit === 0x5f;
}

function isDigit(unit: number): boolean {
  return unit >= 0x30 && unit <= 0x39;
}

function isWordPart(unit: number): boolean {
  return isWordStart(unit) || isDigit(unit);
}
