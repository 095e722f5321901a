import { BuiltinFailure } from "../context.ts";
import { fail } from "../failure.ts";

/** A part of a glob. `open`, `next` and `close` are the braces and commas around alternatives. */
export type GlobToken =
  | { readonly kind: "text"; readonly text: string }
  | { readonly kind: "single" | "star" | "doubleStar" | "open" | "next" | "close" }
  | { readonly kind: "list"; readonly negated: boolean; readonly characters: string }
  | { readonly kind: "range"; readonly negated: boolean; readonly low: number; readonly high: number };

/** Reads a glob. Only brackets can be wrong; a brace need not be closed, and a backslash at the end is dropped. */
export function readGlob(pattern: string): readonly GlobToken[] | BuiltinFailure {
  return new GlobReader(pattern).read();
}

class GlobReader {
  private readonly characters: readonly string[];
  private at = 0;
  private depth = 0;

  constructor(pattern: string) {
    this.characters = Array.from(pattern);
  }

  read(): readonly GlobToken[] | BuiltinFailure {
    const tokens: GlobToken[] = [];
    while (this.at < this.characters.length) {
      const token = this.readToken();
      if (token instanceof BuiltinFailure) return token;
      tokens.push(token);
    }
    return tokens;
  }

  private readToken(): GlobToken | BuiltinFailure {
    const start = this.at++;
    switch (this.characters[start]) {
      case "?":
        return { kind: "single" };
      case "*":
        if (this.characters[this.at] !== "*") return { kind: "star" };
        this.at++;
        return { kind: "doubleStar" };
      case "[":
        return this.readBrackets();
      case "{":
        this.depth++;
        return { kind: "open" };
      case ",":
        if (this.depth > 0) return { kind: "next" };
        break;
      case "}":
        if (this.depth === 0) break;
        this.depth--;
        return { kind: "close" };
    }
    this.at = start;
    return { kind: "text", text: this.readText(this.depth > 0 ? "?*[{}," : "?*[{") };
  }

  /** A range is `[a-c]` and nothing else; all other brackets are lists of characters. Only in lists does a backslash escape. */
  private readBrackets(): GlobToken | BuiltinFailure {
    const negated = this.characters[this.at] === "!";
    if (negated) this.at++;
    const low = this.characters[this.at];
    if (low !== undefined && this.characters[this.at + 1] === "-") return this.readRange(negated, low);
    const characters = low === undefined ? "" : this.readText("]");
    const problem = this.closeBracket();
    if (problem !== undefined) return problem;
    return characters === "" ? fail("could not parse range") : { kind: "list", negated, characters };
  }

  private readRange(negated: boolean, low: string): GlobToken | BuiltinFailure {
    const high = this.characters[this.at + 2];
    this.at += 3;
    const lowCode = codeOf(low);
    const highCode = codeOf(high);
    const problem = this.closeBracket();
    if (problem !== undefined) return problem;
    if (highCode < lowCode) return fail(`hi character '${high}' should be greater than lo '${low}'`);
    return lowCode === 0 || highCode === 0 ? fail("could not parse range") : { kind: "range", negated, low: lowCode, high: highCode };
  }

  private closeBracket(): BuiltinFailure | undefined {
    if (this.at >= this.characters.length) return fail("unexpected end of input");
    return this.characters[this.at++] === "]" ? undefined : fail("expected close range character");
  }

  private readText(breakers: string): string {
    const parts: string[] = [];
    while (this.at < this.characters.length) {
      const character = this.characters[this.at] ?? "";
      if (breakers.includes(character)) break;
      this.at++;
      // A backslash at the end escapes nothing.
      parts.push(character === "\\" ? (this.characters[this.at++] ?? "") : character);
    }
    return parts.join("");
  }
}

function codeOf(character: string | undefined): number {
  return character?.codePointAt(0) ?? 0;
}
