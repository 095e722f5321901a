import { lookUpClass } from "./unicode-class-names.ts";

/** A pattern as the matching engine reads it, which knows fewer names of Unicode classes than Go and refuses a group name twice. */
export interface TranslatedPattern {
  readonly text: string;
  /** Names of groups that had to be changed, with those that were written. */
  readonly renamedGroups: ReadonlyMap<string, string>;
  /** The part of the pattern as written that a part of the translation stands for. */
  readonly toWritten: (part: string) => string;
}

/** Where a part of the translated text differs from the written one. */
interface Replacement {
  readonly start: number;
  readonly end: number;
  readonly writtenStart: number;
  readonly writtenEnd: number;
}

const needsTranslation = /\\[pP]|\(\?P?<.*\(\?P?</s;
/** In the order of a Go pattern: literal section, class name, escape, named group, start of a class. */
const outside = /\\Q.*?(?:\\E|$)|\\([pP])(?:\{(\^?)([^}]{0,64})\}|([^{]))|\\.|\(\?P?<(\w+)>|\[\^?\]?/gsu;
const inside = /\\([pP])(?:\{(\^?)([^}]{0,64})\}|([^{]))|\\.|\[:[a-z^]*:\]|\]/gsu;

/** Translates a pattern; most come back as they are. */
export function translatePattern(pattern: string): TranslatedPattern {
  if (!needsTranslation.test(pattern)) return { text: pattern, renamedGroups: new Map(), toWritten: (part) => part };
  return new PatternTranslator(pattern).translate();
}

class PatternTranslator {
  private readonly pattern: string;
  private readonly replacements: Replacement[] = [];
  private readonly renamedGroups = new Map<string, string>();
  private readonly groupNames = new Set<string>();
  private freeName: string | undefined;
  private text = "";
  private copied = 0;

  constructor(pattern: string) {
    this.pattern = pattern;
  }

  translate(): TranslatedPattern {
    let syntax = outside;
    let at = 0;
    for (;;) {
      syntax.lastIndex = at;
      const match = syntax.exec(this.pattern);
      if (match === null) break;
      const [token, letter, caret = "", braced, single, groupName] = match;
      at = match.index + token.length;
      if (letter !== undefined) this.replace(match.index, token, writeClass(letter, caret, braced ?? single ?? "", syntax === inside));
      else if (groupName !== undefined) this.replace(match.index, token, this.writeGroup(token, groupName));
      else if (syntax === inside && token === "]") syntax = outside;
      else if (syntax === outside && token.startsWith("[")) syntax = inside;
    }
    this.text += this.pattern.slice(this.copied);
    return { text: this.text, renamedGroups: this.renamedGroups, toWritten: (part) => this.toWritten(part) };
  }

  private replace(start: number, token: string, by: string): void {
    if (token === by) return;
    this.text += this.pattern.slice(this.copied, start);
    const end = start + token.length;
    this.replacements.push({ start: this.text.length, end: this.text.length + by.length, writtenStart: start, writtenEnd: end });
    this.text += by;
    this.copied = end;
  }

  /** The first group of a name keeps it. */
  private writeGroup(token: string, name: string): string {
    if (!this.groupNames.has(name)) {
      this.groupNames.add(name);
      return token;
    }
    this.freeName ??= findFreeName(this.pattern);
    const renamed = `${this.freeName}${this.renamedGroups.size}`;
    this.renamedGroups.set(renamed, name);
    return `(?P<${renamed}>`;
  }

  private toWritten(part: string): string {
    const start = this.findPart(part);
    if (start < 0) return part;
    return this.pattern.slice(this.writtenOffset(start), this.writtenOffset(start + part.length));
  }

  /** What is not closed reaches to the end; no part begins inside of a replacement. */
  private findPart(part: string): number {
    if (this.text.endsWith(part)) return this.text.length - part.length;
    let at = this.text.indexOf(part);
    while (at >= 0 && this.replacements.some(({ start, end }) => start < at && at < end)) at = this.text.indexOf(part, at + 1);
    return at;
  }

  private writtenOffset(offset: number): number {
    let moved = 0;
    for (const { start, end, writtenStart, writtenEnd } of this.replacements) {
      if (offset <= start) break;
      if (offset < end) return writtenStart + offset - start;
      moved = writtenEnd - end;
    }
    return offset + moved;
  }
}

function writeClass(letter: string, caret: string, name: string, inBrackets: boolean): string {
  const found = lookUpClass(name);
  const negated = (letter === "P") !== (caret === "^");
  switch (found.kind) {
    case "named":
      return `\\${letter}{${caret}${found.name}}`;
    case "assigned":
      return negated ? "\\p{Cn}" : "\\P{Cn}";
    case "ascii": {
      const group = negated ? "[:^ascii:]" : "[:ascii:]";
      return inBrackets ? group : `[${group}]`;
    }
    default:
      return found satisfies never;
  }
}

/** A start of names that no group has: more underscores than anywhere in the pattern. */
function findFreeName(pattern: string): string {
  let longest = 0;
  for (const [run] of pattern.matchAll(/_+/g)) longest = Math.max(longest, run.length);
  return `g${"_".repeat(longest + 1)}`;
}
