import { isArray, isNumber } from "./kind.ts";
import { spendWork } from "./meter.ts";
import { numberToText } from "./number.ts";
import { someEntry } from "./object.ts";
import type { Value } from "./value.ts";
import { RegoMap, RegoSet } from "./value.ts";

/** What an answer may be at most. */
export interface AnswerBounds {
  /** Bytes of UTF-8 of its JSON text. */
  readonly bytes: number;
  /** Levels of arrays, objects and sets. */
  readonly depth: number;
  readonly tooLarge: () => Error;
  readonly tooDeep: () => Error;
}

/**
 * Measures the JSON text that `JSON.stringify` would make of values, without making it, and stops where it is too long: `[x, x]` forty times is no
 * larger here than what may be looked at.
 *
 * @throws what the bounds have for it
 */
export class AnswerMeasure {
  private readonly bounds: AnswerBounds;
  private bytes = 0;

  constructor(bounds: AnswerBounds) {
    this.bounds = bounds;
  }

  /** Adds a value, `depth` levels down. */
  add(value: unknown, depth = 0): void {
    if (typeof value === "string") this.take(lengthOfText(value, this.bounds.bytes - this.bytes));
    else if (typeof value === "number" || typeof value === "bigint") this.take(String(value).length);
    else if (typeof value !== "object" || value === null) this.take(value === false ? 5 : 4);
    else this.addObject(value as Value, depth);
  }

  private addObject(value: Value, depth: number): void {
    if (isNumber(value)) {
      this.take(numberToText(value).length);
      return;
    }
    if (depth >= this.bounds.depth) throw this.bounds.tooDeep();
    if (isArray(value)) this.addItems(value, value.length, depth);
    else if (value instanceof RegoSet) this.addItems(value.elements(), value.size, depth);
    else this.addEntries(value as Parameters<typeof someEntry>[0], depth);
  }

  private addItems(items: readonly Value[], count: number, depth: number): void {
    spendWork(count);
    this.take(2 + Math.max(0, count - 1));
    for (let at = 0; at < items.length; at++) this.add(items[at], depth + 1);
  }

  private addEntries(object: Parameters<typeof someEntry>[0], depth: number): void {
    let count = 0;
    this.take(2);
    someEntry(object, (key, value) => {
      spendWork(1);
      this.take(count++ === 0 ? 1 : 2);
      this.addKey(key, object instanceof RegoMap);
      this.add(value, depth + 1);
      return false;
    });
  }

  /** Keys that are no texts are written as the JSON text that they have, quoted once more: about. */
  private addKey(key: Value, isMap: boolean): void {
    if (isMap && typeof key !== "string") this.take(2);
    this.add(key, 0);
  }

  private take(bytes: number): void {
    this.bytes += bytes;
    if (this.bytes > this.bounds.bytes) throw this.bounds.tooLarge();
  }
}

/** The bytes of a text in quotes, as `JSON.stringify` writes it. Does not look further than `enough`. */
function lengthOfText(text: string, enough: number): number {
  if (text.length > enough) return text.length + 2;
  spendWork(text.length);
  let bytes = 2;
  for (let at = 0; at < text.length; at++) {
    const unit = text.charCodeAt(at);
    if (unit === 0x22 || unit === 0x5c) bytes += 2;
    else if (unit < 0x20) bytes += shortEscapes.has(unit) ? 2 : 6;
    else if (unit < 0x80) bytes += 1;
    else if (unit < 0x800) bytes += 2;
    else if (unit < 0xd800 || unit > 0xdfff) bytes += 3;
    else if (unit < 0xdc00 && isLowSurrogate(text.charCodeAt(at + 1))) {
      bytes += 4;
      at++;
    } else bytes += 6;
  }
  return bytes;
}

/** `\b`, `\t`, `\n`, `\f`, `\r`. */
const shortEscapes: ReadonlySet<number> = new Set([8, 9, 10, 12, 13]);

function isLowSurrogate(unit: number): boolean {
  return unit >= 0xdc00 && unit <= 0xdfff;
}
