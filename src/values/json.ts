import { JsonReader, maximalDepth } from "./json-reader.ts";
import { quoteJson } from "./json-text.ts";
import { isArray, isNumber } from "./kind.ts";
import { spendWork } from "./meter.ts";
import { numberToText } from "./number.ts";
import { getProperty, someEntry, sortedKeys } from "./object.ts";
import { setOwn } from "./object-builder.ts";
import { checkParts } from "./text-parts.ts";
import type { PlainObject, RegoObject, Value } from "./value.ts";
import { RegoMap, RegoSet } from "./value.ts";

/**
 * Reads a JSON text. Integers of any size and long fractions are kept exactly; `__proto__` is a key like any other; half surrogate pairs
 * become U+FFFD.
 *
 * @throws JsonError with Go's text when it is not JSON, or nested deeper than 10,000 levels.
 */
export function parseJson(text: string): Value {
  spendWork(text.length);
  if (needsOwnReader(text)) return new JsonReader(text).readDocument();
  try {
    return JSON.parse(text) as Value;
  } catch {
    // For the text of the error.
    return new JsonReader(text).readDocument();
  }
}

/** {@link parseJson} of a text that goes on after its first value, which Go's stream decoder does not mind. @throws JsonError */
export function parseFirstJson(text: string): Value {
  spendWork(text.length);
  if (!needsOwnReader(text)) {
    try {
      return JSON.parse(text) as Value;
    } catch {
      // There may be a value at the start nevertheless.
    }
  }
  return new JsonReader(text).readFirst();
}

/** An escaped half of a surrogate pair. */
const escapedSurrogate = /\\u[dD][89a-fA-F]/;
/** Numbers with so many digits (and a point), or with an exponent, are read exactly. */
const riskyLength = 16;
/** From so many zeros after the point on JS prints an exponent. */
const smallFraction = "0.000000";

/** Whether `JSON.parse` would lose something: digits and spelling of numbers, lone surrogates, the limit on nesting. Skips strings. */
function needsOwnReader(text: string): boolean {
  if (text.includes("\\u") && escapedSurrogate.test(text)) return true;
  let depth = 0;
  for (let at = 0; at < text.length; at++) {
    const unit = text.charCodeAt(at);
    if (unit === 0x22) at = endOfString(text, at);
    else if (isDigitOrPoint(unit)) {
      const start = at;
      while (isDigitOrPoint(text.charCodeAt(at + 1))) at++;
      // Lower case: e or E.
      if (at - start + 1 >= riskyLength || (text.charCodeAt(at + 1) | 0x20) === 0x65) return true;
      if (unit === 0x30 && text.startsWith(smallFraction, start)) return true;
      if (text.charCodeAt(at) === 0x30 && (isMinusZero(text, start, at) || hasPoint(text, start, at))) return true;
    } else if (unit === 0x5b || unit === 0x7b) {
      if (++depth > maximalDepth) return true;
    } else if (unit === 0x5d || unit === 0x7d) depth--;
  }
  return false;
}

/** Of digits that end with zero. */
function isMinusZero(text: string, start: number, end: number): boolean {
  return start === end && text.charCodeAt(start - 1) === 0x2d;
}

function hasPoint(text: string, start: number, end: number): boolean {
  for (let at = end; at > start; at--) if (text.charCodeAt(at) === 0x2e) return true;
  return false;
}

function isDigitOrPoint(unit: number): boolean {
  return (unit >= 0x30 && unit <= 0x39) || unit === 0x2e;
}

/** The offset of the quote that ends a string; the search for it is native. */
function endOfString(text: string, start: number): number {
  for (let at = text.indexOf('"', start + 1); at >= 0; at = text.indexOf('"', at + 1)) {
    let backslashes = 0;
    while (text.charCodeAt(at - 1 - backslashes) === 0x5c) backslashes++;
    if (backslashes % 2 === 0) return at;
  }
  return text.length;
}

/**
 * The value as plain JSON for a program: what `JSON.parse` would make of {@link stringifyJson}. Sets are sorted arrays, keys are strings,
 * numbers are the nearest doubles. Parts that are plain JSON already are not copied.
 */
export function toJson(value: Value): unknown {
  if (typeof value === "bigint") return Number(value);
  if (typeof value !== "object" || value === null) return refuseForeign(value);
  if (isArray(value)) return mapArray(value);
  if (value instanceof RegoSet) return value.sorted().map(toJson);
  if (isNumber(value)) return value.toJSON();
  if (value instanceof RegoMap) return toPlainObject(value, toJson);
  return mapPlainObject(value);
}

/** A caller's document may hold what is no JSON; it is noticed at the latest where a result holds it. */
function refuseForeign(value: null | boolean | string | number): unknown {
  if (typeof value === "function" || typeof value === "symbol" || (typeof value === "number" && !Number.isFinite(value))) {
    throw new TypeError(`${String(value)} is not JSON`);
  }
  return value;
}

/** Copies from the first element on that changes. */
function mapArray(values: readonly Value[]): readonly unknown[] {
  spendWork(values.length);
  let copy: unknown[] | undefined;
  for (let at = 0; at < values.length; at++) {
    const converted = toJson(values[at] as Value);
    if (copy === undefined && converted !== values[at]) copy = values.slice(0, at);
    copy?.push(converted);
  }
  return copy ?? values;
}

function mapPlainObject(object: PlainObject): unknown {
  let copy: { [key: string]: Value } | undefined;
  let size = 0;
  someEntry(object, (key, value) => {
    size++;
    const converted = toJson(value);
    if (converted !== value) {
      copy ??= { ...object };
      setOwn(copy, key as string, converted as Value);
    }
    return false;
  });
  spendWork(size);
  return copy ?? object;
}

/** Keys that are not strings become their JSON text; where that gives a key twice the one that is last in Rego's order counts. */
function toPlainObject(object: RegoObject, convert: (value: Value) => unknown): { [key: string]: Value } {
  const result: { [key: string]: Value } = {};
  for (const key of sortedKeys(object)) {
    setOwn(result, typeof key === "string" ? key : stringifyJson(key), convert(getProperty(object, key) as Value) as Value);
  }
  return result;
}

/** How {@link stringifyJson} lays out its text: as Go's `json.MarshalIndent`. */
export interface JsonLayout {
  readonly indent?: string;
  /** Starts each line but the first. */
  readonly prefix?: string;
}

/** The JSON text of a value, byte for byte as OPA writes it: keys sorted, `<`, `>` and `&` escaped, numbers as they are written. */
export function stringifyJson(value: Value, layout?: JsonLayout | string): string {
  const lines = typeof layout === "string" ? { indent: layout } : layout;
  const parts: string[] = [];
  writeJson(value, lines === undefined ? undefined : { start: `\n${lines.prefix ?? ""}`, step: lines.indent ?? "" }, parts);
  return parts.join("");
}

interface Indentation {
  /** What starts a line at the present depth, line break included. */
  readonly start: string;
  readonly step: string;
}

function writeJson(value: Value, lines: Indentation | undefined, parts: string[]): void {
  if (typeof value === "string") parts.push(quoteJson(value));
  else if (value === null || typeof value === "boolean") parts.push(String(value));
  else if (isArray(value)) writeElements(value, lines, parts);
  else if (value instanceof RegoSet) writeElements(value.sorted(), lines, parts);
  else if (isNumber(value)) parts.push(numberToText(value));
  else writeMembers(value, lines, parts);
}

function writeElements(values: readonly Value[], lines: Indentation | undefined, parts: string[]): void {
  if (values.length === 0) {
    parts.push("[]");
    return;
  }
  const inner = lines && { start: lines.start + lines.step, step: lines.step };
  for (let at = 0; at < values.length; at++) {
    parts.push(at === 0 ? "[" : ",", inner?.start ?? "");
    checkParts(parts);
    writeJson(values[at] as Value, inner, parts);
  }
  parts.push(lines?.start ?? "", "]");
}

function writeMembers(object: RegoObject, lines: Indentation | undefined, parts: string[]): void {
  // Other keys sort by their texts.
  const plain = object instanceof RegoMap ? toPlainObject(object, (value) => value) : object;
  const inner = lines && { start: lines.start + lines.step, step: lines.step };
  let first = true;
  for (const key of sortedKeys(plain)) {
    checkParts(parts);
    parts.push(first ? "{" : ",", inner?.start ?? "", quoteJson(String(key)), inner === undefined ? ":" : ": ");
    writeJson(getProperty(plain, key) as Value, inner, parts);
    first = false;
  }
  parts.push(first ? "{}" : `${lines?.start ?? ""}}`);
}
