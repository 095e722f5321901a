import type { BuiltinContext, BuiltinResult } from "../context.ts";
import { BuiltinFailure } from "../context.ts";
import type { GlobToken } from "./glob-tokens.ts";
import { readGlobTokens } from "./glob-tokens.ts";

/** Whether two glob-like expressions have a text in common, as `regex.globs_match` sees it (it does not see all). */
export function haveCommonText(left: string, right: string, context: BuiltinContext): BuiltinResult {
  const leftTokens = readGlobTokens(left);
  if (leftTokens instanceof BuiltinFailure) return leftTokens;
  const rightTokens = readGlobTokens(right);
  if (rightTokens instanceof BuiltinFailure) return rightTokens;
  const trimmed = trimEnds(leftTokens, rightTokens);
  return trimmed !== undefined && intersect(trimmed[0], trimmed[1], context);
}

type TokenPair = readonly [left: readonly GlobToken[], right: readonly GlobToken[]];

/** Cuts off tokens without repetition at both ends, as long as they match; `undefined` once two do not. One of them is kept. */
function trimEnds(left: readonly GlobToken[], right: readonly GlobToken[]): TokenPair | undefined {
  let start = 0;
  while (isOnce(left[start]) && isOnce(right[start])) {
    if (!overlap(left[start], right[start])) return undefined;
    start++;
  }
  if (start > 0) start--;
  let end = 0;
  while (end < Math.min(left.length, right.length) - start && isOnce(left.at(-1 - end)) && isOnce(right.at(-1 - end))) {
    if (!overlap(left.at(-1 - end), right.at(-1 - end))) return undefined;
    end++;
  }
  if (end > 0) end--;
  return [left.slice(start, left.length - end), right.slice(start, right.length - end)];
}

/**
 * What is known of the rests of both expressions, from a left position and each right position on. `*Star`: whether they have a text in
 * common once the token there has begun to repeat. `common` and `flipped` differ in which of two repeating tokens is looked at.
 */
interface Row {
  readonly common: Uint8Array;
  readonly flipped: Uint8Array;
  readonly leftStar: Uint8Array;
  readonly rightStar: Uint8Array;
}

/**
 * Works from the ends to the starts, one row of right positions for each left one. A repetition takes over tokens of the other expression
 * one by one, and lets go at the first that its successor matches and from which the rests have a text in common.
 */
function intersect(left: readonly GlobToken[], right: readonly GlobToken[], context: BuiltinContext): boolean {
  let below = newRow(right.length);
  for (let i = left.length; i >= 0; i--) {
    context.tick(right.length + 1);
    const row = newRow(right.length);
    for (let j = right.length; j >= 0; j--) fillCell(left, right, i, j, row, below);
    below = row;
  }
  return below.common[0] === 1;
}

function fillCell(left: readonly GlobToken[], right: readonly GlobToken[], i: number, j: number, row: Row, below: Row): void {
  const leftToken = left[i];
  const rightToken = right[j];
  if (leftToken === undefined || rightToken === undefined) {
    const bothEnd = toBit(leftToken === rightToken);
    row.common[j] = bothEnd;
    row.flipped[j] = bothEnd;
    row.leftStar[j] = toBit(i + 1 === left.length);
    row.rightStar[j] = toBit(j + 1 === right.length);
    return;
  }
  const match = overlap(leftToken, rightToken);
  row.leftStar[j] = (toBit(overlap(left[i + 1], rightToken)) & (below.common[j] ?? 0)) | (toBit(match) & (row.leftStar[j + 1] ?? 0));
  row.rightStar[j] = (toBit(overlap(leftToken, right[j + 1])) & (row.flipped[j + 1] ?? 0)) | (toBit(match) & (below.rightStar[j] ?? 0));
  const leftFirst = repeat(leftToken, rightToken, match, row.leftStar[j], row.leftStar[j + 1], below.common[j]);
  const rightFirst = repeat(rightToken, leftToken, match, row.rightStar[j], below.rightStar[j], row.flipped[j + 1]);
  row.common[j] = leftFirst ?? rightFirst ?? toBit(match) & (below.common[j + 1] ?? 0);
  row.flipped[j] = rightFirst ?? leftFirst ?? toBit(match) & (below.flipped[j + 1] ?? 0);
}

/**
 * The answer when a token repeats, otherwise `undefined`. `+` must take the other token at once; only where that one repeats as well may it
 * leave it to its successor.
 */
function repeat(token: GlobToken, other: GlobToken, match: boolean, star = 0, starAfterOther = 0, afterToken = 0): number | undefined {
  if (token.repeat === "once") return undefined;
  if (token.repeat === "star") return star;
  return toBit(match) & (starAfterOther | (other.repeat === "once" ? 0 : afterToken));
}

function newRow(length: number): Row {
  const make = (): Uint8Array => new Uint8Array(length + 2);
  return { common: make(), flipped: make(), leftStar: make(), rightStar: make() };
}

function toBit(truth: boolean): number {
  return truth ? 1 : 0;
}

function isOnce(token: GlobToken | undefined): boolean {
  return token?.repeat === "once";
}

/** Whether two tokens have a character in common. */
function overlap(left: GlobToken | undefined, right: GlobToken | undefined): boolean {
  if (left === undefined || right === undefined) return false;
  const { ranges } = right;
  if (left.ranges === undefined || ranges === undefined) return true;
  return left.ranges.some(([low, high]) => ranges.some(([otherLow, otherHigh]) => low <= otherHigh && otherLow <= high));
}
