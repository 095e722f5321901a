import { quoteByte } from "./go-quote.ts";
import { parseNumber } from "./number.ts";
import { setOwn } from "./object-builder.ts";
import type { Value } from "./value.ts";

/** A text that is not JSON, in the words of Go's `encoding/json`. */
export class JsonError extends Error {
  override readonly name = "JsonError";
  /** The UTF-16 offset in the text at which reading ended. */
  readonly offset: number;

  constructor(message: string, offset: number) {
    super(message);
    this.offset = offset;
  }
}

/** Go's limit on nested arrays and objects. */
export const maximalDepth = 10_000;

/** An array or object that is being read. */
type Frame = { readonly array: Value[] } | { readonly object: { [key: string]: Value }; key: string };

const space = /[ \t\r\n]*/y;
/** Neither a control character nor a quote nor a backslash. */
const plainCharacters = /[ !#-[\]-\uffff]*/y;

/**
 * A JSON reader that keeps numbers exactly and says what Go says about broken texts. `JSON.parse` is faster and reads whatever holds no
 * such number (`json.ts` decides). Keeps its own stack, so that nesting does not use up the caller's.
 */
export class JsonReader {
  private readonly text: string;
  private position = 0;

  constructor(text: string) {
    this.text = text;
  }

  /** Reads the value that the text starts with; what follows does not matter. */
  readFirst(): Value {
    this.skipSpace();
    if (this.position >= this.text.length) throw new JsonError("EOF", this.position);
    return this.readValue();
  }

  /** Reads the whole text as one value. */
  readDocument(): Value {
    const value = this.readFirst();
    this.skipSpace();
    const end = this.position;
    if (end < this.text.length) throw new JsonError(`error: invalid character '${this.describeTrailing()}' after top-level value`, end);
    return value;
  }

  private readValue(): Value {
    const frames: Frame[] = [];
    for (;;) {
      let value = this.readScalarOrOpen(frames);
      if (value === undefined) continue;
      // A value is complete: put it in its place, and close what ends after it.
      for (;;) {
        const frame = frames.at(-1);
        if (frame === undefined) return value;
        const closed = this.addToFrame(frame, value);
        if (closed === undefined) break;
        frames.pop();
        value = closed;
      }
    }
  }

  /** Reads a scalar, or an empty array or object; `undefined` when a filled one was opened. */
  private readScalarOrOpen(frames: Frame[]): Value | undefined {
    this.skipSpace();
    const character = this.peek();
    if (character === '"') return this.readString();
    if (character !== "[" && character !== "{") return this.readWord();
    this.position++;
    this.skipSpace();
    const closing = character === "[" ? "]" : "}";
    if (this.text[this.position] === closing) {
      this.position++;
      return character === "[" ? [] : {};
    }
    if (frames.length >= maximalDepth) throw new JsonError("exceeded max depth", this.position);
    frames.push(character === "[" ? { array: [] } : { object: {}, key: this.readKey() });
    return undefined;
  }

  /** Adds a value to an array or object; answers that one when it ends here. */
  private addToFrame(frame: Frame, value: Value): Value | undefined {
    this.skipSpace();
    const character = this.peek();
    if ("array" in frame) {
      frame.array.push(value);
      if (character !== "," && character !== "]") throw this.invalid("after array element");
      this.position++;
      return character === "]" ? frame.array : undefined;
    }
    setOwn(frame.object, frame.key, value);
    if (character !== "," && character !== "}") throw this.invalid("after object key:value pair");
    this.position++;
    if (character === "}") return frame.object;
    this.skipSpace();
    frame.key = this.readKey();
    return undefined;
  }

  private readKey(): string {
    if (this.peek() !== '"') throw this.invalid("looking for beginning of object key string");
    const key = this.readString();
    this.skipSpace();
    if (this.peek() !== ":") throw this.invalid("after object key");
    this.position++;
    return key;
  }

  private readString(): string {
    this.position++;
    let result = "";
    for (;;) {
      plainCharacters.lastIndex = this.position;
      const plain = plainCharacters.exec(this.text)?.[0] ?? "";
      this.position += plain.length;
      result += plain;
      const character = this.peek();
      if (character === '"') {
        this.position++;
        return toWellFormed(result);
      }
      if (character !== "\\") throw this.invalid("in string literal");
      this.position++;
      result += this.readEscape();
    }
  }

  private readEscape(): string {
    const character = this.peek();
    if (character === "u") {
      this.position++;
      const start = this.position;
      for (; this.position < start + 4; this.position++) {
        if (!/[0-9a-fA-F]/.test(this.peek())) throw this.invalid("in \\u hexadecimal character escape");
      }
      return String.fromCharCode(Number.parseInt(this.text.slice(start, this.position), 16));
    }
    const escaped = escapes.get(character);
    if (escaped === undefined) throw this.invalid("in string escape code");
    this.position++;
    return escaped;
  }

  /** Reads a number, `true`, `false` or `null`. */
  private readWord(): Value {
    const character = this.peek();
    if (character === "-" || isDigit(character)) return this.readNumber();
    const word = words.get(character);
    if (word === undefined) throw this.invalid("looking for beginning of value");
    for (const expected of word.text) {
      if (this.peek() !== expected) throw this.invalid(`in literal ${word.text} (expecting '${expected}')`);
      this.position++;
    }
    return word.value;
  }

  private readNumber(): Value {
    const start = this.position;
    if (this.peek() === "-") this.position++;
    if (this.peek() === "0") this.position++;
    else this.skipDigits("in numeric literal");
    if (this.text[this.position] === ".") {
      this.position++;
      this.skipDigits("after decimal point in numeric literal");
    }
    if (this.text[this.position] === "e" || this.text[this.position] === "E") {
      this.position++;
      if (this.peek() === "+" || this.peek() === "-") this.position++;
      this.skipDigits("in exponent of numeric literal");
    }
    return parseNumber(this.text.slice(start, this.position)) ?? 0;
  }

  private skipDigits(place: string): void {
    if (!isDigit(this.peek())) throw this.invalid(place);
    while (isDigit(this.text[this.position])) this.position++;
  }

  private skipSpace(): void {
    space.lastIndex = this.position;
    this.position += space.exec(this.text)?.[0].length ?? 0;
  }

  private peek(): string {
    const character = this.text[this.position];
    if (character === undefined) throw new JsonError("unexpected EOF", this.position);
    return character;
  }

  private invalid(place: string): JsonError {
    return new JsonError(`invalid character ${quoteByte(this.text, this.position)} ${place}`, this.position);
  }

  /** OPA prints the token that follows the value with Go's `%s`. */
  private describeTrailing(): string {
    const character = this.peek();
    if (character === "[" || character === "{") return character;
    const start = this.position;
    const value = character === '"' ? this.readString() : this.readWord();
    if (typeof value === "string") return value;
    if (value === null) return "%!s(<nil>)";
    return typeof value === "boolean" ? `%!s(bool=${value})` : this.text.slice(start, this.position);
  }
}

const escapes = new Map([
  ['"', '"'],
  ["\\", "\\"],
  ["/", "/"],
  ["b", "\b"],
  ["f", "\f"],
  ["n", "\n"],
  ["r", "\r"],
  ["t", "\t"],
]);

const words: ReadonlyMap<string, { readonly text: string; readonly value: null | boolean }> = new Map([
  ["t", { text: "true", value: true }],
  ["f", { text: "false", value: false }],
  ["n", { text: "null", value: null }],
]);

function isDigit(character: string | undefined): boolean {
  return character !== undefined && character >= "0" && character <= "9";
}

/** Go replaces each half of a surrogate pair that stands alone. */
export function toWellFormed(text: string): string {
  return /[\ud800-\udfff]/.test(text) ? text.replace(/\p{Surrogate}/gu, "\ufffd") : text;
}
