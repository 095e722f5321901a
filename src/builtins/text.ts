import type { BuiltinContext, BuiltinFailure } from "./context.ts";
import { fail } from "./failure.ts";

/** The number of code points; UTF-16 units of a pair count once. */
export function countCodePoints(text: string): number {
  let count = text.length;
  for (let at = 1; at < text.length; at++) {
    if (isLowSurrogate(text, at) && isHighSurrogate(text, at - 1)) {
      count--;
      at++;
    }
  }
  return count;
}

/** Whether a UTF-16 offset is also an offset of a code point, for texts without pairs of surrogates. */
export function hasPairs(text: string): boolean {
  return /[\ud800-\udbff]/.test(text);
}

/** The code points of a text, each as a string. */
export function listCodePoints(text: string): readonly string[] {
  return hasPairs(text) ? Array.from(text) : text.split("");
}

function isLowSurrogate(text: string, at: number): boolean {
  const unit = text.charCodeAt(at);
  return unit >= 0xdc00 && unit <= 0xdfff;
}

function isHighSurrogate(text: string, at: number): boolean {
  const unit = text.charCodeAt(at);
  return unit >= 0xd800 && unit <= 0xdbff;
}

/**
 * Texts that are put together from values are refused when they have more UTF-16 units: widths multiply, and each level of quotation marks
 * doubles a text. V8 ends the process when a regular expression finds some 100 million matches, as in quoting such a text.
 */
export const maximalTextLength = 1 << 25;

/** Counts a text before it is made; a failure where it would be too long. */
export function claimText(length: number, context: BuiltinContext): BuiltinFailure | undefined {
  if (length > maximalTextLength) return fail(`the text has more than ${maximalTextLength} characters`);
  // What is answered is counted as that; only what the limits refuse should not be made first.
  if (length > longText) context.claim?.(length);
  return undefined;
}

const longText = 1_024;
