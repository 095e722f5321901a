import { Code, Flag, type LexicalError, type Tokens } from "./tokens.ts";

/** Collects the tokens of a text in growing typed arrays, and the blanks and comments between them. */
export class TokenBuffer {
  count = 0;
  private readonly text: string;
  private codes = new Uint8Array(1024);
  private starts = new Int32Array(1024);
  private ends = new Int32Array(1024);
  private flags = new Uint8Array(1024);
  private closers = new Int32Array(1024);
  private readonly comments: number[] = [];
  private readonly errors: LexicalError[] = [];
  private depth = 0;
  private deepest = -1;
  /** Flags of the next token, gathered from the blanks before it. */
  private pending: number = Flag.newline | Flag.blank;
  /** Opening brackets that are not closed yet, for the flags of what is directly inside. */
  private readonly open: number[] = [];

  constructor(text: string) {
    this.text = text;
  }

  /** The code of the last token, or "" at the start. */
  lastCode(): string {
    return this.count === 0 ? "" : String.fromCharCode(this.codes[this.count - 1] ?? 0);
  }

  /** Whether the last token ends right at an offset. */
  isGlued(at: number): boolean {
    return this.count > 0 && this.ends[this.count - 1] === at;
  }

  /** The offset at which a token starts. */
  startOf(token: number): number {
    return this.starts[token] ?? 0;
  }

  push(code: string, start: number, end: number): void {
    const index = this.count;
    if (index === this.codes.length) this.grow();
    this.codes[index] = code.charCodeAt(0);
    this.starts[index] = start;
    this.ends[index] = end;
    this.flags[index] = this.pending;
    this.closers[index] = -1;
    this.pending = 0;
    this.count = index + 1;
    this.markEnclosing(code);
  }

  pushOpening(code: string, start: number, end: number, depth: number): void {
    if (depth > this.depth) {
      this.depth = depth;
      this.deepest = this.count;
    }
    this.push(code, start, end);
    this.open.push(this.count - 1);
  }

  pushClosing(code: string, start: number, opening: number): void {
    const closed = this.open.pop();
    if (closed !== undefined) this.markOuterGroup(closed);
    this.closers[opening] = this.count;
    this.push(code, start, start + 1);
  }

  get errorCount(): number {
    return this.errors.length;
  }

  /** Takes back the tokens from an offset on, but for the last one, which takes their place with its errors. */
  mergeLast(offset: number): void {
    const last = this.count - 1;
    let first = last;
    while (first > 0 && (this.starts[first - 1] ?? 0) >= offset) first--;
    const flags = this.flags[first] ?? 0;
    const end = this.ends[last] ?? offset;
    this.count = first;
    this.pending = flags;
    this.push(Code.illegal, offset, end);
    for (const [index, error] of this.errors.entries()) {
      if (error.token > first) this.errors[index] = { ...error, token: first };
    }
  }

  fail(message: string, token: number): void {
    this.errors.push({ message, token });
  }

  /** Skips blanks and comments from an offset, and returns the offset of the next token. */
  skipBlanks(start: number): number {
    const { text } = this;
    let at = start;
    for (;;) {
      const unit = text.charCodeAt(at);
      if (unit === NEWLINE) this.pending |= Flag.newline;
      else if (unit === HASH) {
        const end = endOfLine(text, at);
        this.comments.push(at, end);
        at = end - 1;
      } else if (unit !== SPACE && unit !== TAB && unit !== RETURN) break;
      at++;
    }
    if (at > start) this.pending |= Flag.blank;
    return at;
  }

  finish(): Tokens {
    return {
      codes: this.codeString(),
      count: this.count,
      starts: this.starts.subarray(0, this.count),
      ends: this.ends.subarray(0, this.count),
      flags: this.flags.subarray(0, this.count),
      closers: this.closers.subarray(0, this.count),
      comments: this.comments,
      errors: this.errors,
      depth: this.depth,
      deepest: this.deepest,
    };
  }

  /** Notes on the enclosing bracket what stands directly inside it; the grammar decides by it without trying. */
  private markEnclosing(code: string): void {
    const flag = MARKS[code.charCodeAt(0)] ?? 0;
    if (flag !== 0) this.mark(flag);
  }

  /** Sets a flag on the enclosing bracket. */
  mark(flag: number): void {
    const enclosing = this.open[this.open.length - 1];
    if (enclosing !== undefined) this.flags[enclosing] = (this.flags[enclosing] ?? 0) | flag;
  }

  /** A group around nothing but a logical group is one itself. */
  private markOuterGroup(closed: number): void {
    const outer = this.open[this.open.length - 1];
    if (outer === undefined || outer !== closed - 1 || ((this.flags[closed] ?? 0) & Flag.logical) === 0) return;
    if (this.codes[outer] === GROUP && this.codes[closed] === GROUP) this.flags[outer] = (this.flags[outer] ?? 0) | Flag.logical;
  }

  private codeString(): string {
    // Codes are ASCII.
    return new TextDecoder().decode(this.codes.subarray(0, this.count));
  }

  private grow(): void {
    const size = this.codes.length * 2;
    this.codes = copied(new Uint8Array(size), this.codes);
    this.starts = copied(new Int32Array(size), this.starts);
    this.ends = copied(new Int32Array(size), this.ends);
    this.flags = copied(new Uint8Array(size), this.flags);
    this.closers = copied(new Int32Array(size), this.closers);
  }
}

const NEWLINE = 0x0a;
const RETURN = 0x0d;
const TAB = 0x09;
const SPACE = 0x20;
const HASH = 0x23;
const GROUP = 0x28;

/** What each code says of the bracket around it: a table, since every token is looked up. */
const MARKS = new Uint8Array(128);
MARKS[":".charCodeAt(0)] = Flag.colon;
MARKS["|".charCodeAt(0)] = Flag.bar;
for (const code of [Code.and, Code.or, Code.bodyNot]) MARKS[code.charCodeAt(0)] = Flag.logical;
MARKS[Code.with.charCodeAt(0)] = Flag.with;

function endOfLine(text: string, at: number): number {
  const end = text.indexOf("\n", at);
  return end < 0 ? text.length : end;
}

function copied<T extends Uint8Array | Int32Array>(target: T, source: T): T {
  target.set(source);
  return target;
}
