import { quoteString } from "../../values/go-quote.ts";
import { CryptoError } from "../crypto/crypto-error.ts";

/** A value as the lenient reader sees it: what a text says, or the name of another type. */
export type LenientValue = { readonly text: string } | { readonly type: "object" | "array" | "number" | "true" | "false" | "null" };

/**
 * Reads the members of a JSON object as the reference reads the header of a token that it is to sign. That reader is lenient: of equal
 * keys the first counts, numbers may be anything that looks like one, and a wrong escape stands for itself. What is not an object has
 * no members. Throws the reader's words, which show the text that it could not read.
 */
export function readLenientObject(text: string): ReadonlyMap<string, LenientValue> {
  return new LenientReader(text).readDocument();
}

/** Deeper values are refused. */
const maximalDepth = 300;
/** Longer texts are shown without their middle. */
const maximalShown = 80;

const literals = ["true", "false", "null"] as const;
const numberCharacters = /[-\d.eE+]*/y;
const notFinite = /nan|inf/iy;
const space = /[ \t\r\n]*/y;

class LenientReader {
  private readonly text: string;
  private position = 0;

  constructor(text: string) {
    this.text = text;
  }

  readDocument(): ReadonlyMap<string, LenientValue> {
    this.skipSpace();
    const members = new Map<string, LenientValue>();
    try {
      if (this.isAtEnd) throw new LenientError("cannot parse empty string");
      if (this.text[this.position] === "{") this.readObject(1, members);
      else this.readValue(1);
    } catch (error) {
      if (!(error instanceof LenientError)) throw error;
      throw new CryptoError(`cannot parse JSON: ${error.message}; unparsed tail: ${this.showRest()}`, { cause: error });
    }
    this.skipSpace();
    if (!this.isAtEnd) throw new CryptoError(`unexpected tail: ${this.showRest()}`);
    return members;
  }

  private readValue(depth: number): LenientValue {
    if (depth > maximalDepth) throw new LenientError(`too big depth for the nested JSON; it exceeds ${maximalDepth}`);
    switch (this.text[this.position]) {
      case "{":
        this.readObject(depth);
        return { type: "object" };
      case "[":
        this.readArray(depth);
        return { type: "array" };
      case '"':
        return { text: within("cannot parse string", () => this.readString()) };
      default:
        return this.readWord();
    }
  }

  /** Reads an object, and keeps its members where they are asked for. */
  private readObject(depth: number, members?: Map<string, LenientValue>): void {
    within("cannot parse object", () => {
      this.position++;
      this.skipSpace();
      if (this.isAtEnd) throw new LenientError("missing '}'");
      if (this.take("}")) return;
      do {
        this.skipSpace();
        if (this.text[this.position] !== '"') throw new LenientError(`cannot find opening '"" for object key`);
        const key = within("cannot parse object key", () => this.readString());
        this.skipSpace();
        if (!this.take(":")) throw new LenientError("missing ':' after object key");
        this.skipSpace();
        const value = within("cannot parse object value", () => this.readValue(depth + 1));
        if (members?.has(key) === false) members.set(key, value);
        this.skipSpace();
        if (this.isAtEnd) throw new LenientError("unexpected end of object");
      } while (this.take(","));
      if (!this.take("}")) throw new LenientError("missing ',' after object value");
    });
  }

  private readArray(depth: number): void {
    within("cannot parse array", () => {
      this.position++;
      this.skipSpace();
      if (this.isAtEnd) throw new LenientError("missing ']'");
      if (this.take("]")) return;
      do {
        this.skipSpace();
        within("cannot parse array value", () => this.readValue(depth + 1));
        this.skipSpace();
        if (this.isAtEnd) throw new LenientError("unexpected end of array");
      } while (this.take(","));
      if (!this.take("]")) throw new LenientError("missing ',' after array value");
    });
  }

  private readString(): string {
    const start = this.position + 1;
    let end = start;
    while (end < this.text.length && this.text[end] !== '"') end += this.text[end] === "\\" ? 2 : 1;
    if (end >= this.text.length) {
      this.position = this.text.length;
      throw new LenientError(`missing closing '"'`);
    }
    this.position = end + 1;
    return unescapeLeniently(this.text.slice(start, end));
  }

  private readWord(): LenientValue {
    if (this.isAtEnd) throw new LenientError("cannot parse empty string");
    const literal = literals.find((word) => this.text.startsWith(word, this.position));
    if (literal !== undefined) {
      this.position += literal.length;
      return { type: literal };
    }
    const start = this.position;
    this.position += this.match(numberCharacters).length;
    const sign = this.text.slice(start, this.position);
    if (sign === "" || sign === "-" || sign === "+") this.position += this.match(notFinite).length;
    if (this.position > start) return { type: "number" };
    if (/[tfn]/.test(this.text[start] ?? "")) throw new LenientError(`unexpected value found: ${this.showRest()}`);
    throw new LenientError(`cannot parse number: unexpected char: ${showFirstByte(this.text, start)}`);
  }

  private get isAtEnd(): boolean {
    return this.position >= this.text.length;
  }

  private take(character: string): boolean {
    if (this.text[this.position] !== character) return false;
    this.position++;
    return true;
  }

  private skipSpace(): void {
    this.position += this.match(space).length;
  }

  private match(pattern: RegExp): string {
    pattern.lastIndex = this.position;
    return pattern.exec(this.text)?.[0] ?? "";
  }

  private showRest(): string {
    const rest = this.text.slice(this.position);
    return quoteString(rest.length <= maximalShown ? rest : `${rest.slice(0, maximalShown / 2)}...${rest.slice(-maximalShown / 2)}`);
  }
}

/** Where the reader gave up; becomes a CryptoError with the rest of the text. */
class LenientError extends Error {
  override readonly name = "LenientError";
}

function within<T>(words: string, read: () => T): T {
  try {
    return read();
  } catch (error) {
    if (error instanceof LenientError) throw new LenientError(`${words}: ${error.message}`, { cause: error });
    throw error;
  }
}

/** The first byte of a character, as Go quotes it. */
function showFirstByte(text: string, position: number): string {
  const [first = 0, second] = new TextEncoder().encode(String.fromCodePoint(text.codePointAt(position) ?? 0));
  return second === undefined ? quoteString(String.fromCharCode(first)) : `"\\x${first.toString(16)}"`;
}

const escapes: Readonly<Record<string, string>> = { '"': '"', "\\": "\\", "/": "/", b: "\b", f: "\f", n: "\n", r: "\r", t: "\t" };

/** Wrong escapes and halves of surrogate pairs stay as they are. */
function unescapeLeniently(text: string): string {
  return text.replace(
    /\\u([dD][89abAB][\da-fA-F]{2})\\u([dD][c-fC-F][\da-fA-F]{2})|\\u([\da-fA-F]{4})|\\(.)/gs,
    (whole, high, low, unit, short) => {
      if (high !== undefined) return String.fromCharCode(Number.parseInt(high, 16), Number.parseInt(low, 16));
      if (unit === undefined) return escapes[short] ?? whole;
      const code = Number.parseInt(unit, 16);
      return code >= 0xd800 && code <= 0xdfff ? whole : String.fromCharCode(code);
    },
  );
}
