import { stringifyJson } from "../values/json.ts";
import { toWellFormed } from "../values/json-reader.ts";
import { isArray, isSet } from "../values/kind.ts";
import { sortedEntries } from "../values/object.ts";
import { makeObject } from "../values/object-builder.ts";
import { compareStrings } from "../values/string-order.ts";
import type { RegoObject, Value } from "../values/value.ts";
import { decodeText } from "./bytes.ts";
import { BuiltinFailure, type BuiltinResult } from "./context.ts";
import { fail, failOperand } from "./failure.ts";
import { quoteBrokenEscape } from "./url/escape.ts";

/** Escapes a text for a query, a blank as `+`. */
export function escapeQuery(text: string): string {
  return encodeURIComponent(toWellFormed(text))
    .replaceAll("%20", "+")
    .replace(/[!'()*]/g, (character) => `%${character.charCodeAt(0).toString(16).toUpperCase()}`);
}

/** Undoes {@link escapeQuery}; broken UTF-8 becomes U+FFFD. */
export function unescapeQuery(text: string): string | BuiltinFailure {
  const broken = quoteBrokenEscape(text);
  if (broken !== undefined) return fail(`invalid URL escape ${broken}`);
  return text
    .replaceAll("+", " ")
    .replace(/(?:%[\da-fA-F]{2})+/g, (escapes) =>
      decodeText(Uint8Array.from(escapes.slice(1).split("%"), (byte) => Number.parseInt(byte, 16))),
    );
}

/** A query from an object of texts, or of arrays or sets of texts; sorted by key. */
export function encodeQueryObject(object: RegoObject): BuiltinResult {
  const parameters: [string, readonly string[]][] = [];
  for (const [key, value] of sortedEntries(object)) {
    const texts = listTexts(value);
    if (texts === undefined) return failOperand(1, "values must be string, array[string], or set[string]");
    parameters.push([typeof key === "string" ? key : stringifyJson(key), texts]);
  }
  parameters.sort(([left], [right]) => compareStrings(left, right));
  return parameters.flatMap(([key, texts]) => texts.map((text) => `${escapeQuery(key)}=${escapeQuery(text)}`)).join("&");
}

/** An object of arrays of texts from a query. */
export function decodeQueryObject(text: string): BuiltinResult {
  const parameters = new Map<string, string[]>();
  let failure: BuiltinFailure | undefined;
  for (const part of text.split("&")) {
    if (part === "") continue;
    const decoded = decodeParameter(part);
    if (decoded instanceof BuiltinFailure) failure ??= decoded;
    else {
      const [key, value] = decoded;
      const known = parameters.get(key);
      if (known === undefined) parameters.set(key, [value]);
      else known.push(value);
    }
  }
  return failure ?? makeObject(parameters);
}

function decodeParameter(part: string): readonly [string, string] | BuiltinFailure {
  if (part.includes(";")) return fail("invalid semicolon separator in query");
  const equals = part.indexOf("=");
  const key = unescapeQuery(equals < 0 ? part : part.slice(0, equals));
  if (key instanceof BuiltinFailure) return key;
  const value = unescapeQuery(equals < 0 ? "" : part.slice(equals + 1));
  return value instanceof BuiltinFailure ? value : [key, value];
}

function listTexts(value: Value): readonly string[] | undefined {
  if (typeof value === "string") return [value];
  const elements = isArray(value) ? value : isSet(value) ? value.sorted() : undefined;
  const texts = elements?.filter((element) => typeof element === "string");
  return texts?.length === elements?.length ? texts : undefined;
}
