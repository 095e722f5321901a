/** A set of code points as bits: 128 for ASCII, and one for all others, which plain patterns do not tell apart. */
export type CodeSet = bigint;

/** What is known of each part of a pattern. */
interface PlainFacts {
  /** What it can begin with. */
  readonly first: CodeSet;
  /** Whether it can match nothing. */
  readonly nullable: boolean;
  /** How often its parts are repeated by counts, nested ones multiplied, one after the other added up. */
  readonly counted: number;
}

/** A part of a pattern in which all engines agree. */
export type PlainNode = PlainFacts &
  (
    | { readonly kind: "set"; readonly codes: CodeSet }
    | { readonly kind: "start" | "end" | "boundary" }
    | { readonly kind: "sequence" | "choice"; readonly parts: readonly PlainNode[] }
    | { readonly kind: "group"; readonly body: PlainNode }
    | { readonly kind: "repeat"; readonly body: PlainNode; readonly min: number; readonly max: number; readonly lazy: boolean }
  );

const others: CodeSet = 1n << 128n;
const allCodes: CodeSet = (1n << 129n) - 1n;
const digits = rangeOf(48, 57);
const wordCodes = digits | rangeOf(65, 90) | rangeOf(97, 122) | codeOf("_");
const blanks = codeOf("\t") | codeOf("\n") | codeOf("\f") | codeOf("\r") | codeOf(" ");

/** Escapes that are sets, in and outside of brackets. */
const setEscapes: ReadonlyMap<string, CodeSet> = new Map([
  ["d", digits],
  ["D", allCodes & ~digits],
  ["w", wordCodes],
  ["W", allCodes & ~wordCodes],
  ["s", blanks],
  ["S", allCodes & ~blanks],
  ["t", codeOf("\t")],
  ["n", codeOf("\n")],
  ["f", codeOf("\f")],
  ["r", codeOf("\r")],
  ["v", codeOf("\v")],
]);

/** Longer patterns, and such with groups in groups in groups, are no plain ones. */
const maximalLength = 1_000;
const maximalDepth = 20;
/** Go's bound on repetitions, also of nested ones together. */
const maximalRepeat = 1_000;

const nothing: PlainNode = { kind: "sequence", parts: [], first: 0n, nullable: true, counted: 1 };

/**
 * Reads a pattern that has only what all engines agree on, in one way or another: ASCII literals and classes, `.`, anchors, `\b`, groups,
 * alternatives and repetitions of what is not empty. Undefined for all others: flags, Unicode classes, POSIX classes, `\B`, `\Q`, codes, and
 * whatever is no pattern at all.
 */
export function readPlainPattern(pattern: string): PlainNode | undefined {
  if (pattern.length > maximalLength || !/^[\x20-\x7e]*$/.test(pattern)) return undefined;
  return new PlainReader(pattern).read();
}

class PlainReader {
  private readonly pattern: string;
  private at = 0;
  private depth = 0;

  constructor(pattern: string) {
    this.pattern = pattern;
  }

  read(): PlainNode | undefined {
    const node = this.readChoice();
    return this.at === this.pattern.length ? node : undefined;
  }

  private take(text: string): boolean {
    if (!this.pattern.startsWith(text, this.at)) return false;
    this.at += text.length;
    return true;
  }

  private readChoice(): PlainNode | undefined {
    const parts: PlainNode[] = [];
    do {
      const option = this.readSequence();
      if (option === undefined) return undefined;
      parts.push(option);
    } while (this.take("|"));
    const [only] = parts;
    if (parts.length === 1 && only !== undefined) return only;
    const first = parts.reduce((codes, part) => codes | part.first, 0n);
    return { kind: "choice", parts, first, nullable: parts.some(({ nullable }) => nullable), counted: countedOf(parts) };
  }

  private readSequence(): PlainNode | undefined {
    const parts: PlainNode[] = [];
    while (this.at < this.pattern.length && this.pattern[this.at] !== "|" && this.pattern[this.at] !== ")") {
      const part = this.readRepeat();
      if (part === undefined) return undefined;
      parts.push(part);
    }
    if (parts.length === 0) return nothing;
    return { kind: "sequence", parts, first: firstOf(parts), nullable: parts.every(({ nullable }) => nullable), counted: countedOf(parts) };
  }

  private readRepeat(): PlainNode | undefined {
    const body = this.readPart();
    if (body === undefined) return undefined;
    const bounds = this.readBounds();
    if (bounds === undefined) return body;
    const [min, max] = bounds;
    const lazy = this.take("?");
    const counted = body.counted * Math.max(1, Number.isFinite(max) ? max : min);
    if (body.nullable || counted > maximalRepeat || min > max || /[*+?{]/.test(this.pattern[this.at] ?? "")) return undefined;
    return { kind: "repeat", body, min, max, lazy, first: body.first, nullable: min === 0, counted };
  }

  private readBounds(): readonly [min: number, max: number] | undefined {
    if (this.take("*")) return [0, Number.POSITIVE_INFINITY];
    if (this.take("+")) return [1, Number.POSITIVE_INFINITY];
    if (this.take("?")) return [0, 1];
    const [text, min = "", comma, max = ""] = /^\{(\d{1,4})(,?)(\d{0,4})\}/.exec(this.pattern.slice(this.at)) ?? [];
    if (text === undefined || (comma === "" && max !== "")) return undefined;
    this.at += text.length;
    return [Number(min), comma === "" ? Number(min) : max === "" ? Number.POSITIVE_INFINITY : Number(max)];
  }

  private readPart(): PlainNode | undefined {
    const character = this.pattern[this.at++] ?? "";
    switch (character) {
      case "(":
        return this.readGroup();
      case "[":
        return this.readBrackets();
      case "^":
        return assertion("start");
      case "$":
        return assertion("end");
      case ".":
        return setNode(allCodes & ~codeOf("\n"));
      case "\\":
        return this.readEscape();
      default:
        return /[*+?{}|)\]]/.test(character) ? undefined : setNode(codeOf(character));
    }
  }

  private readGroup(): PlainNode | undefined {
    const captures = !this.take("?:");
    if (captures && this.pattern[this.at] === "?") return undefined;
    if (++this.depth > maximalDepth) return undefined;
    const body = this.readChoice();
    this.depth--;
    if (body === undefined || !this.take(")")) return undefined;
    return captures ? { kind: "group", body, first: body.first, nullable: body.nullable, counted: body.counted } : body;
  }

  private readEscape(): PlainNode | undefined {
    const character = this.pattern[this.at++];
    if (character === "b") return assertion("boundary");
    const codes = escapedCodes(character);
    return codes === undefined ? undefined : setNode(codes);
  }

  private readBrackets(): PlainNode | undefined {
    const negated = this.take("^");
    let codes = 0n;
    for (let isFirst = true; isFirst || this.pattern[this.at] !== "]"; isFirst = false) {
      const low = this.readBracketPart(isFirst);
      if (low === undefined) return undefined;
      if (this.pattern[this.at] === "-" && this.pattern[this.at + 1] !== "]") {
        this.at++;
        const high = this.readBracketPart(false);
        const from = singleCode(low);
        const to = high === undefined ? undefined : singleCode(high);
        if (from === undefined || to === undefined || from > to) return undefined;
        codes |= rangeOf(from, to);
      } else codes |= low;
    }
    this.at++;
    return setNode(negated ? allCodes & ~codes : codes);
  }

  private readBracketPart(isFirst: boolean): CodeSet | undefined {
    const character = this.pattern[this.at++];
    if (character === "\\") return escapedCodes(this.pattern[this.at++]);
    // Brackets in brackets may be POSIX classes; a hyphen is only plain at an end.
    if (character === undefined || character === "[" || character === "]") return undefined;
    if (character === "-" && !isFirst && this.pattern[this.at] !== "]") return undefined;
    return codeOf(character);
  }
}

function firstOf(parts: readonly PlainNode[]): CodeSet {
  let codes = 0n;
  for (const { first, nullable } of parts) {
    codes |= first;
    if (!nullable) break;
  }
  return codes;
}

function countedOf(parts: readonly PlainNode[]): number {
  return parts.reduce((sum, { counted }) => sum + (counted > 1 ? counted : 0), 0) || 1;
}

function setNode(codes: CodeSet): PlainNode {
  return { kind: "set", codes, first: codes, nullable: false, counted: 1 };
}

function assertion(kind: "start" | "end" | "boundary"): PlainNode {
  return { kind, first: 0n, nullable: true, counted: 1 };
}

function escapedCodes(character: string | undefined): CodeSet | undefined {
  if (character === undefined) return undefined;
  return setEscapes.get(character) ?? (/[0-9A-Za-z_ ]/.test(character) ? undefined : codeOf(character));
}

function codeOf(character: string): CodeSet {
  return 1n << BigInt(character.charCodeAt(0));
}

function rangeOf(from: number, to: number): CodeSet {
  return ((1n << BigInt(to - from + 1)) - 1n) << BigInt(from);
}

/** The code of a set that has only one. */
function singleCode(codes: CodeSet): number | undefined {
  const code = codes.toString(2).length - 1;
  return codes === 1n << BigInt(code) && codes !== others ? code : undefined;
}
