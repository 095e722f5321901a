import { BuiltinFailure } from "../context.ts";
import { fail } from "../failure.ts";

/** One or more adjoining ranges of code points, both ends included. */
export type CharacterRanges = readonly (readonly [low: number, high: number])[];

/** One step of a glob-like expression: which characters, and whether once, at least once (`+`) or any number of times (`*`). */
export interface GlobToken {
  /** `undefined` for `.`, which is any character. */
  readonly ranges: CharacterRanges | undefined;
  readonly repeat: "once" | "plus" | "star";
  /** A set is never taken for the single character in it. */
  readonly isSet: boolean;
}

/** Reads an expression in which only `.`, `*`, `+`, `[`, `-`, `]` and `\` have a meaning. Fails with the texts of `regex.globs_match`. */
export function readGlobTokens(expression: string): readonly GlobToken[] | BuiltinFailure {
  return new GlobTokenReader(expression).read();
}

/** A character with what it means: `escaped` ones only stand for themselves. */
interface Symbol {
  readonly character: string;
  readonly special: boolean;
}

class GlobTokenReader {
  private readonly expression: string;
  private readonly characters: readonly string[];
  /** Of the next character, in code points. */
  private at = 0;

  constructor(expression: string) {
    this.expression = expression;
    this.characters = Array.from(expression);
  }

  read(): readonly GlobToken[] | BuiltinFailure {
    const tokens: GlobToken[] = [];
    while (this.at < this.characters.length) {
      const isSet = this.characters[this.at] === "[";
      const ranges = this.readCharacters();
      if (ranges instanceof BuiltinFailure) return ranges;
      appendToken(tokens, { ranges, isSet, repeat: this.readRepeat() });
    }
    return tokens;
  }

  private readCharacters(): CharacterRanges | undefined | BuiltinFailure {
    const symbol = this.readSymbol();
    if (symbol instanceof BuiltinFailure) return symbol;
    const { character, special } = symbol;
    if (special) {
      switch (character) {
        case ".":
          return undefined;
        case "*":
        case "+":
          return this.fail(this.at, `flag '${character}' must be preceded by a non-flag`);
        case "]":
          return this.fail(this.at, "set-close ']' with no preceding '['");
        case "[":
          return this.readSet();
      }
    }
    return [rangeOf(character, character)];
  }

  private readSet(): CharacterRanges | BuiltinFailure {
    const ranges: (readonly [number, number])[] = [];
    /** The character that a `-` may follow. */
    let low: string | undefined;
    while (this.at < this.characters.length) {
      const symbol = this.readSymbol();
      if (symbol instanceof BuiltinFailure) return symbol;
      const { character, special } = symbol;
      if (special && character === "]") return mergeRanges(ranges);
      if (!special || character !== "-") {
        ranges.push(rangeOf(character, character));
        low = character;
        continue;
      }
      if (low === undefined) return this.fail(this.at, "range character '-' must be preceded by a Unicode character");
      const high = this.readRangeEnd(low);
      if (high instanceof BuiltinFailure) return high;
      ranges.push(rangeOf(low, high));
      low = undefined;
    }
    return this.fail(this.at, "found [ without matching ]");
  }

  private readRangeEnd(low: string): string | BuiltinFailure {
    const dash = this.at;
    if (dash + 1 >= this.characters.length) return this.fail(dash, "range character '-' must be followed by a Unicode character");
    const symbol = this.readSymbol();
    if (symbol instanceof BuiltinFailure) return symbol;
    if (symbol.special && "]-".includes(symbol.character))
      return this.fail(this.at, "range character '-' cannot be followed by a special symbol");
    if (codeOf(symbol.character) < codeOf(low))
      return this.fail(this.at, `range is out of order: '${symbol.character}' comes before '${low}' in Unicode`);
    return symbol.character;
  }

  private readRepeat(): GlobToken["repeat"] {
    const next = this.characters[this.at];
    if (next !== "*" && next !== "+") return "once";
    this.at++;
    return next === "*" ? "star" : "plus";
  }

  private readSymbol(): Symbol | BuiltinFailure {
    const character = this.characters[this.at] ?? "";
    if (character !== "\\") {
      this.at++;
      return { character, special: ".*+[]-".includes(character) };
    }
    const escaped = this.characters[this.at + 1];
    if (escaped === undefined) return this.fail(this.at, "input ends with a \\ (escape) character");
    this.at += 2;
    return { character: escaped, special: false };
  }

  private fail(position: number, problem: string): BuiltinFailure {
    return fail(`input:${this.expression}, pos:${position}, ${problem}: the input provided is invalid`);
  }
}

/** Two repetitions of the same characters in a row are taken for one, although `a+a+` does not match `a`. */
function appendToken(tokens: GlobToken[], token: GlobToken): void {
  const last = tokens.at(-1);
  if (last === undefined || last.repeat === "once" || token.repeat === "once" || !haveSameCharacters(last, token)) tokens.push(token);
  else if (last.repeat === "star") tokens[tokens.length - 1] = token;
}

function haveSameCharacters(left: GlobToken, right: GlobToken): boolean {
  if (left.ranges === undefined || right.ranges === undefined) return left.ranges === right.ranges;
  const others = right.ranges;
  const sameRanges = left.ranges.every(([low, high], index) => low === others[index]?.[0] && high === others[index]?.[1]);
  return left.isSet === right.isSet && left.ranges.length === others.length && sameRanges;
}

/** Sorts ranges and joins those that touch, so that equal sets have equal ranges. */
function mergeRanges(ranges: readonly (readonly [number, number])[]): CharacterRanges {
  const merged: [number, number][] = [];
  for (const [low, high] of ranges.toSorted(([left], [right]) => left - right)) {
    const last = merged.at(-1);
    if (last === undefined || low > last[1] + 1) merged.push([low, high]);
    else last[1] = Math.max(last[1], high);
  }
  return merged;
}

function rangeOf(low: string, high: string): readonly [number, number] {
  return [codeOf(low), codeOf(high)];
}

function codeOf(character: string): number {
  return character.codePointAt(0) ?? 0;
}
