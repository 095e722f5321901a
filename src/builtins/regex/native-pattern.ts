import type { CodeSet, PlainNode } from "./plain-pattern.ts";
import { readPlainPattern } from "./plain-pattern.ts";

/** A pattern that JavaScript's own engine may run: it finds the same matches. */
export interface NativePattern {
  /** In JavaScript's syntax, for the flag `u`. */
  readonly source: string;
  /** Whether the groups, too, match the same: JavaScript forgets in each repetition what groups within matched in the one before. */
  readonly hasSameGroups: boolean;
  /** Longer texts might take too long. */
  readonly maximalLength: number;
}

/** So many repetitions by counts are written out by V8 when it first uses the pattern; more would take it long. */
const maximalCount = 1000;
/** As many steps back and forth a search may take in the worst case: a millisecond or two. */
const maximalSteps = 250_000;
const maximalWays = 64;

/**
 * A pattern for JavaScript's engine, which goes back when it is wrong. It is wrong at most once for each character where at each choice the
 * next character decides. Where a choice is not decided so, all of its ways may have to be followed to the end: a repetition makes the
 * power of the text's length grow by one, an alternative multiplies. Such choices within repetitions are exponential, and never taken.
 */
export function makeNativePattern(pattern: string): NativePattern | undefined {
  const node = readPlainPattern(pattern);
  if (node === undefined || node.counted > maximalCount) return undefined;
  const choices = new ChoiceCounter();
  choices.look(node, 0n, false);
  if (choices.isExponential || choices.ways > maximalWays) return undefined;
  // A search begins anew at each character.
  const power = 1 + choices.repeats + (startsAtStart(node) ? 0 : 1);
  const maximalLength = Math.floor((maximalSteps / choices.ways) ** (1 / power)) - 1;
  return { source: printNode(node), hasSameGroups: !choices.hasInnerGroups, maximalLength };
}

/** How many steps back and forth a search in a text may take, at most; that it grows with a power of the length makes it less for short ones. */
export function measureWorst({ maximalLength }: NativePattern, length: number): number {
  return Math.ceil((maximalSteps * (length + 1)) / (maximalLength + 1));
}

/** Counts the choices that the next character does not decide. */
class ChoiceCounter {
  isExponential = false;
  repeats = 0;
  ways = 1;
  hasInnerGroups = false;

  /** @param follow what can come after the node */
  look(node: PlainNode, follow: CodeSet, inRepeat: boolean): void {
    switch (node.kind) {
      case "sequence":
        this.lookAtSequence(node.parts, follow, inRepeat);
        break;
      case "choice": {
        for (const option of node.parts) this.look(option, follow, inRepeat);
        if (isDecided(node.parts, follow)) break;
        this.ways *= node.parts.length;
        if (inRepeat) this.isExponential = true;
        break;
      }
      case "group":
        if (inRepeat) this.hasInnerGroups = true;
        this.look(node.body, follow, inRepeat);
        break;
      case "repeat": {
        const { body, min, max } = node;
        const isLoop = max > 1;
        // A group that is itself what is repeated matches anew in each repetition.
        const inner = body.kind === "group" ? body.body : body;
        this.look(inner, isLoop ? body.first | follow : follow, inRepeat || isLoop);
        if (inRepeat && body.kind === "group") this.hasInnerGroups = true;
        if (min === max || (body.first & follow) === 0n) break;
        if (inRepeat) this.isExponential = true;
        else if (isLoop) this.repeats++;
        else this.ways *= 2;
        break;
      }
      case "set":
      case "start":
      case "end":
      case "boundary":
        break;
      default:
        node satisfies never;
    }
  }

  private lookAtSequence(parts: readonly PlainNode[], end: CodeSet, inRepeat: boolean): void {
    let follow = end;
    for (const part of parts.toReversed()) {
      this.look(part, follow, inRepeat);
      follow = entryOf(part, follow);
    }
  }
}

/** Whether the next character decides between alternatives. */
function isDecided(options: readonly PlainNode[], follow: CodeSet): boolean {
  let seen = 0n;
  let canBeEmpty = false;
  for (const option of options) {
    const entry = entryOf(option, follow);
    if ((seen & entry) !== 0n || (canBeEmpty && option.nullable)) return false;
    seen |= entry;
    canBeEmpty ||= option.nullable;
  }
  return true;
}

/** What comes next where a part begins, before what follows it. */
function entryOf({ first, nullable }: PlainNode, follow: CodeSet): CodeSet {
  return nullable ? first | follow : first;
}

/** Whether there can only be a match at the start of the text. */
function startsAtStart(node: PlainNode): boolean {
  if (node.kind === "start") return true;
  const [first] = node.kind === "sequence" ? node.parts : [];
  return first !== undefined && startsAtStart(first);
}

function printNode(node: PlainNode): string {
  switch (node.kind) {
    case "set":
      return printSet(node.codes);
    case "start":
      return "^";
    case "end":
      return "$";
    case "boundary":
      return "\\b";
    case "sequence":
      return node.parts.map((part) => (part.kind === "choice" ? `(?:${printNode(part)})` : printNode(part))).join("");
    case "choice":
      return node.parts.map(printNode).join("|");
    case "group":
      return `(${printNode(node.body)})`;
    case "repeat":
      return `${printBody(node.body)}${printBounds(node.min, node.max)}${node.lazy ? "?" : ""}`;
    default:
      return node satisfies never;
  }
}

function printBody(node: PlainNode): string {
  return node.kind === "set" || node.kind === "group" ? printNode(node) : `(?:${printNode(node)})`;
}

function printBounds(min: number, max: number): string {
  if (max === 1 && min === 0) return "?";
  if (max === Number.POSITIVE_INFINITY) return min === 0 ? "*" : min === 1 ? "+" : `{${min},}`;
  return min === max ? `{${min}}` : `{${min},${max}}`;
}

/** All but letters and digits as codes. A set that has more than ASCII is written as what it has not. */
function printSet(codes: CodeSet): string {
  const isNegated = codes >> 128n === 1n;
  const ranges: string[] = [];
  let count = 0;
  for (let code = 0; code < 128; code++) {
    if (hasCode(codes, code) === isNegated) continue;
    let last = code;
    while (last < 127 && hasCode(codes, last + 1) !== isNegated) last++;
    ranges.push(code === last ? printCode(code) : `${printCode(code)}-${printCode(last)}`);
    count += last - code + 1;
    code = last;
  }
  return count === 1 && !isNegated ? ranges.join("") : `[${isNegated ? "^" : ""}${ranges.join("")}]`;
}

function hasCode(codes: CodeSet, code: number): boolean {
  return ((codes >> BigInt(code)) & 1n) === 1n;
}

function printCode(code: number): string {
  const character = String.fromCharCode(code);
  return /[0-9A-Za-z]/.test(character) ? character : `\\x${code.toString(16).padStart(2, "0")}`;
}
