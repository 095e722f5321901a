import { RE2JS, RE2JSSyntaxException } from "re2js";
import { remember } from "../bounded-cache.ts";
import type { BuiltinContext, BuiltinFailure } from "../context.ts";
import { fail } from "../failure.ts";
import type { ReplacementPart } from "./replacement-template.ts";
import { parseReplacement } from "./replacement-template.ts";
import type { TranslatedPattern } from "./translate-pattern.ts";
import { translatePattern } from "./translate-pattern.ts";

/** Offsets of a match and of its groups: start and end of each, -1 where a group took no part. */
type Match = readonly number[];

/** A compiled expression with the methods of Go's `regexp.Regexp`: RE2 syntax, time linear in the text. */
export class GoRegex {
  private readonly engine: ReturnType<RE2JS["re2"]>;
  /** Names and numbers of the named groups, in the order of the groups. */
  private readonly groups: readonly (readonly [name: string, index: number])[];
  private readonly isEmpty: boolean;

  constructor(pattern: TranslatedPattern) {
    this.engine = RE2JS.compile(pattern.text).re2();
    this.isEmpty = pattern.text === "";
    this.groups = Object.entries(this.engine.namedGroups)
      .map(([name, index]) => [pattern.renamedGroups.get(name) ?? name, index] as const)
      .sort(([, left], [, right]) => left - right);
  }

  /** Whether the expression matches anywhere in the text. */
  matches(text: string): boolean {
    return this.engine.match(text);
  }

  /** Go's `FindAllString`: at most `limit` matches, all when it is negative. */
  findAll(text: string, limit: number): readonly string[] {
    const found: readonly string[] | null = this.engine.findAll(text, limit);
    return found ?? [];
  }

  /** Go's `FindAllStringSubmatch`: each match with the texts of its groups, empty where a group took no part. */
  findAllSubmatch(text: string, limit: number): readonly (readonly string[])[] {
    return this.findMatches(text, limit).map((match) =>
      Array.from({ length: match.length / 2 }, (_, group) => groupText(text, match, group)),
    );
  }

  /** Go's `Split` without a limit: an empty match at the start does not split. */
  split(text: string): readonly string[] {
    if (text === "" && !this.isEmpty) return [""];
    const parts: string[] = [];
    let partStart = 0;
    let lastMatchStart = 0;
    for (const [start = 0, end = 0] of this.findMatches(text, -1)) {
      lastMatchStart = start;
      if (end !== 0) parts.push(text.slice(partStart, start));
      partStart = end;
    }
    if (lastMatchStart !== text.length) parts.push(text.slice(partStart));
    return parts;
  }

  /** Go's `ReplaceAllString`: `$1`, `$name` and `${name}` in the replacement stand for groups. */
  replaceAll(text: string, replacement: string): string {
    const matches = this.findMatches(text, -1);
    if (matches.length === 0) return text;
    const template = parseReplacement(replacement);
    const parts: string[] = [];
    let copied = 0;
    for (const match of matches) {
      parts.push(text.slice(copied, match[0]));
      for (const part of template) parts.push(this.expand(part, text, match));
      copied = match[1] ?? copied;
    }
    parts.push(text.slice(copied));
    return parts.join("");
  }

  private findMatches(text: string, limit: number): readonly Match[] {
    const found: readonly Match[] | null = this.engine.findAllSubmatchIndex(text, limit);
    return found ?? [];
  }

  private expand(part: ReplacementPart, text: string, match: Match): string {
    if (typeof part === "string") return part;
    if (part.index !== undefined) return groupText(text, match, part.index);
    // Of several groups with the name the first that took part counts.
    const group = this.groups.find(([name, index]) => name === part.name && (match[2 * index] ?? -1) >= 0);
    return group === undefined ? "" : groupText(text, match, group[1]);
  }
}

/** Compiles a pattern, or takes the compiled one from the engine's cache. Fails with the text of Go's syntax error. */
export function compileRegex(pattern: string, context: Pick<BuiltinContext, "engineCache">): GoRegex | BuiltinFailure {
  return remember(context.engineCache, "regex", pattern, compile);
}

function compile(pattern: string): GoRegex | BuiltinFailure {
  const translated = translatePattern(pattern);
  try {
    return new GoRegex(translated);
  } catch (error) {
    if (!(error instanceof RE2JSSyntaxException)) throw error;
    return failSyntax(error, pattern, translated);
  }
}

/** Limits are exceeded by the whole pattern; a backslash at the end leaves nothing to quote. */
function failSyntax(error: RE2JSSyntaxException, pattern: string, translated: TranslatedPattern): BuiltinFailure {
  const problem = error.getDescription();
  const part = error.getPattern();
  const quoted = part === null ? (problem.startsWith("trailing backslash") ? "" : pattern) : translated.toWritten(part);
  return fail(`error parsing regexp: ${problem}: \`${quoted}\``);
}

function groupText(text: string, match: Match, group: number): string {
  const start = match[2 * group] ?? -1;
  return start < 0 ? "" : text.slice(start, match[2 * group + 1]);
}
