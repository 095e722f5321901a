import { RE2JS, RE2JSSyntaxException } from "re2js";
import { hastenLook, spendWork } from "../../values/meter.ts";
import { remember } from "../bounded-cache.ts";
import type { BuiltinContext, BuiltinFailure } from "../context.ts";
import { fail } from "../failure.ts";
import { countScanned, type Re2 } from "./count-scanned.ts";
import { makeNativePattern, measureWorst, type NativePattern } from "./native-pattern.ts";
import { findNativeMatches, matchOfOffsets, type RegexMatch } from "./regex-match.ts";
import type { ReplacementPart } from "./replacement-template.ts";
import { parseReplacement } from "./replacement-template.ts";
import type { TranslatedPattern } from "./translate-pattern.ts";
import { translatePattern } from "./translate-pattern.ts";

/**
 * A compiled expression with the methods of Go's `regexp.Regexp`: RE2 syntax, time linear in the text. The patterns of most policies run in
 * JavaScript's own engine where it finds the same and cannot take long (bench: filters-regex); all others in one that is made for it.
 */
export class GoRegex {
  private readonly pattern: string;
  private readonly native: NativePattern | undefined;
  private readonly tester: RegExp | undefined;
  private readonly finder: RegExp | undefined;
  private compiled: Compiled | undefined;

  /** @throws RE2JSSyntaxException */
  constructor(pattern: string) {
    this.pattern = pattern;
    this.native = makeNativePattern(pattern);
    if (this.native === undefined) this.compiled = compilePattern(pattern);
    else {
      this.tester = new RegExp(this.native.source, "u");
      this.finder = new RegExp(this.native.source, "gu");
    }
  }

  /** Whether the expression matches anywhere in the text. */
  matches(text: string): boolean {
    if (this.tester !== undefined && this.native !== undefined && text.length <= this.native.maximalLength) {
      countNative(this.native, text);
      return this.tester.test(text);
    }
    return this.compile().engine.match(text);
  }

  /** Go's `FindAllString`: at most `limit` matches, all when it is negative. */
  findAll(text: string, limit: number): readonly string[] {
    return this.findMatches(text, limit, false).map(({ start, end }) => text.slice(start, end));
  }

  /** Go's `FindAllStringSubmatch`: each match with the texts of its groups, empty where a group took no part. */
  findAllSubmatch(text: string, limit: number): readonly (readonly string[])[] {
    return this.findMatches(text, limit, true).map(({ groups }) => Array.from(groups, (group) => group ?? ""));
  }

  /** Go's `Split` without a limit: an empty match at the start does not split. */
  split(text: string): readonly string[] {
    if (text === "" && this.pattern !== "") return [""];
    const parts: string[] = [];
    let partStart = 0;
    let lastMatchStart = 0;
    for (const { start, end } of this.findMatches(text, -1, false)) {
      lastMatchStart = start;
      if (end !== 0) parts.push(text.slice(partStart, start));
      partStart = end;
    }
    if (lastMatchStart !== text.length) parts.push(text.slice(partStart));
    return parts;
  }

  /** Go's `ReplaceAllString`: `$1`, `$name` and `${name}` in the replacement stand for groups. */
  replaceAll(text: string, replacement: string): string {
    const matches = this.findMatches(text, -1, true);
    if (matches.length === 0) return text;
    const template = parseReplacement(replacement);
    const parts: string[] = [];
    let copied = 0;
    for (const match of matches) {
      parts.push(text.slice(copied, match.start));
      for (const part of template) parts.push(this.expand(part, match));
      copied = match.end;
    }
    parts.push(text.slice(copied));
    return parts.join("");
  }

  private findMatches(text: string, limit: number, withGroups: boolean): readonly RegexMatch[] {
    const { native, finder } = this;
    if (native !== undefined && finder !== undefined && text.length <= native.maximalLength && (native.hasSameGroups || !withGroups)) {
      countNative(native, text);
      return findNativeMatches(finder, text, limit);
    }
    const found: readonly (readonly number[])[] | null = this.compile().engine.findAllSubmatchIndex(text, limit);
    return (found ?? []).map((offsets) => matchOfOffsets(text, offsets));
  }

  private expand(part: ReplacementPart, { groups }: RegexMatch): string {
    if (typeof part === "string") return part;
    if (part.index !== undefined) return groups[part.index] ?? "";
    // Of several groups with the name the first that took part counts.
    const named = this.compile().groups.find(([name, index]) => name === part.name && groups[index] !== undefined);
    return named === undefined ? "" : (groups[named[1]] ?? "");
  }

  private compile(): Compiled {
    this.compiled ??= compilePattern(this.pattern);
    return this.compiled;
  }
}

/** JavaScript's engine tells nothing of what it does: a text counts once, and the evaluation's limits are looked at in time for the worst. */
function countNative(native: NativePattern, text: string): void {
  spendWork(text.length);
  hastenLook(measureWorst(native, text.length));
}

interface Compiled {
  readonly engine: Re2;
  /** Names and numbers of the named groups, in the order of the groups. */
  readonly groups: readonly (readonly [name: string, index: number])[];
}

function compilePattern(pattern: string): Compiled {
  const translated = translatePattern(pattern);
  const engine = countScanned(RE2JS.compile(translated.text).re2());
  const groups = Object.entries(engine.namedGroups)
    .map(([name, index]) => [translated.renamedGroups.get(name) ?? name, index] as const)
    .sort(([, left], [, right]) => left - right);
  return { engine, groups };
}

/** Compiles a pattern, or takes the compiled one from the engine's cache. Fails with the text of Go's syntax error. */
export function compileRegex(pattern: string, context: Pick<BuiltinContext, "engineCache">): GoRegex | BuiltinFailure {
  return remember(context.engineCache, "regex", pattern, compile);
}

function compile(pattern: string): GoRegex | BuiltinFailure {
  try {
    return new GoRegex(pattern);
  } catch (error) {
    if (!(error instanceof RE2JSSyntaxException)) throw error;
    return failSyntax(error, pattern, translatePattern(pattern));
  }
}

/** Limits are exceeded by the whole pattern; a backslash at the end leaves nothing to quote. */
function failSyntax(error: RE2JSSyntaxException, pattern: string, translated: TranslatedPattern): BuiltinFailure {
  const problem = error.getDescription();
  const part = error.getPattern();
  const quoted = part === null ? (problem.startsWith("trailing backslash") ? "" : pattern) : translated.toWritten(part);
  return fail(`error parsing regexp: ${problem}: \`${quoted}\``);
}
