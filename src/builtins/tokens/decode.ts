import { getProperty } from "../../values/object.ts";
import type { Value } from "../../values/value.ts";
import { encodeHex } from "../bytes.ts";
import { readHeader, readJsonObject, readPayload, readSignature, splitToken } from "./compact-token.ts";

/**
 * Reads a token, or the innermost one of nested tokens, without verifying it: `[header, payload, signature in hexadecimal]`.
 * Throws OPA's words about what is no token.
 */
export function decodeToken(text: string): Value {
  let current = text;
  for (;;) {
    const token = splitToken(current);
    const header = readHeader(token);
    const payload = readPayload(token);
    if (getProperty(header, "cty") !== "JWT") {
      const claims = readJsonObject(payload);
      return [header, claims, encodeHex(readSignature(token))];
    }
    // Some write a token in a token as a JSON string.
    current = trimQuotes(payload);
  }
}

function trimQuotes(text: string): string {
  let start = 0;
  let end = text.length;
  while (start < end && isQuote(text[start])) start++;
  while (end > start && isQuote(text[end - 1])) end--;
  return text.slice(start, end);
}

function isQuote(character: string | undefined): boolean {
  return character === '"' || character === "'";
}
