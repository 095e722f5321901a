import type { BuiltinContext } from "../context.ts";
import type { GlobToken } from "./glob-tokens.ts";
import { LazyAutomaton } from "./lazy-automaton.ts";

/** Whether a state takes a code point. */
type Test = (code: number) => boolean;

/**
 * A glob as states that are followed all at once, so that the time is linear in the text whatever the pattern. State 0 is the end. A state
 * without a test is passed at once. What is literal at the two ends is compared as a text, and the states between become a
 * {@link LazyAutomaton} unless they are too many (bench: filters-glob).
 */
export class GlobMatcher {
  private readonly tests: (Test | undefined)[] = [undefined];
  private readonly targets: number[][] = [[]];
  private readonly start: number;
  private readonly ends: TextEnds | undefined;
  private readonly prefix: string;
  private readonly suffix: string;
  private automaton: LazyAutomaton | undefined;
  private readonly takesEmptyText: boolean;

  constructor(tokens: readonly GlobToken[], delimiters: readonly string[]) {
    const codes = new Set(delimiters.map((delimiter) => delimiter.codePointAt(0) ?? 0));
    const isPlain: Test = (code) => !codes.has(code);
    this.start = this.addState(undefined);
    const [head, middle, tail] = splitLiterals(tokens);
    this.prefix = head;
    this.suffix = tail;
    /** Alternatives that are open: where they fork and where they join. */
    const open: { readonly fork: number; readonly join: number }[] = [];
    let last = this.start;
    for (const token of middle) {
      const around = open.at(-1);
      switch (token.kind) {
        case "text":
          for (const character of token.text) last = this.addAfter(last, isCode(character.codePointAt(0) ?? 0));
          break;
        case "single":
          last = this.addAfter(last, isPlain);
          break;
        case "star":
          last = this.addLoop(last, isPlain);
          break;
        case "doubleStar":
          last = this.addLoop(last, () => true);
          break;
        case "list":
        case "range":
          last = this.addAfter(last, testOf(token));
          break;
        case "open": {
          const fork = last;
          open.push({ fork, join: this.addState(undefined) });
          last = this.addAfter(fork, undefined);
          break;
        }
        case "next":
          if (around === undefined) break;
          this.link(last, around.join);
          last = this.addAfter(around.fork, undefined);
          break;
        case "close":
          if (around === undefined) break;
          this.link(last, around.join);
          last = around.join;
          open.pop();
          break;
        default:
          token satisfies never;
      }
    }
    for (const { join } of open.toReversed()) {
      this.link(last, join);
      last = join;
    }
    this.link(last, 0);
    this.ends = findTextEnds(tokens, delimiters);
    // gobwas/glob takes the end of the text for U+FFFD where the whole glob is one character.
    this.takesEmptyText = tokens.length === 1 && isCharacterToken(tokens[0]) && this.tests.some((test) => test?.(0xfffd) === true);
  }

  /** Whether the glob matches the whole text. */
  matches(text: string, context: Pick<BuiltinContext, "tick">): boolean {
    const { prefix, suffix } = this;
    if (!text.startsWith(prefix) || !text.endsWith(suffix)) return false;
    if (this.ends !== undefined) return text.startsWith(this.ends.prefix) && text.endsWith(this.ends.suffix);
    if (text === "" && this.takesEmptyText) return true;
    const to = text.length - suffix.length;
    if (to < prefix.length) return false;
    context.tick(to - prefix.length);
    if (this.automaton === undefined && this.tests.length <= maximalAutomatonStates) this.automaton = this.makeAutomaton();
    return this.automaton?.takes(text, prefix.length, to) ?? this.run(text.slice(prefix.length, to), context);
  }

  private makeAutomaton(): LazyAutomaton {
    const classify = (code: number): string => this.tests.map((test) => (test?.(code) === true ? "1" : "0")).join("");
    return new LazyAutomaton({ start: this.startStates(), step: (states, code) => this.step(states, code), classify, isEnd });
  }

  private run(text: string, context: Pick<BuiltinContext, "tick">): boolean {
    let active = this.startStates();
    for (const character of text) {
      context.tick(active.length);
      active = this.step(active, character.codePointAt(0) ?? 0);
      if (active.length === 0) return false;
    }
    return isEnd(active);
  }

  private startStates(): readonly number[] {
    const active: number[] = [];
    this.activate(this.start, active, new Set());
    return active;
  }

  private step(states: readonly number[], code: number): readonly number[] {
    const following: number[] = [];
    const seen = new Set<number>();
    for (const state of states) {
      if (this.tests[state]?.(code) !== true) continue;
      for (const target of this.targets[state] ?? []) this.activate(target, following, seen);
    }
    return following;
  }

  /** Adds a state, or what is reached by passing it, to the active ones of a step. */
  private activate(state: number, active: number[], seen: Set<number>): void {
    const waiting = [state];
    for (let each = waiting.pop(); each !== undefined; each = waiting.pop()) {
      if (seen.has(each)) continue;
      seen.add(each);
      if (each === 0 || this.tests[each] !== undefined) active.push(each);
      else waiting.push(...(this.targets[each] ?? []));
    }
  }

  private addState(test: Test | undefined): number {
    this.targets.push([]);
    return this.tests.push(test) - 1;
  }

  private addAfter(last: number, test: Test | undefined): number {
    const state = this.addState(test);
    this.link(last, state);
    return state;
  }

  private addLoop(last: number, test: Test): number {
    const loop = this.addAfter(last, undefined);
    this.link(this.addAfter(loop, test), loop);
    return this.addAfter(loop, undefined);
  }

  private link(from: number, to: number): void {
    this.targets[from]?.push(to);
  }
}

/** Globs with more states are followed state by state. */
const maximalAutomatonStates = 200;

function isEnd(states: readonly number[]): boolean {
  return states.includes(0);
}

/** The literal texts at the ends, outside of alternatives, and what is between them. No text that one is part of a pair of surrogates. */
function splitLiterals(tokens: readonly GlobToken[]): readonly [head: string, middle: readonly GlobToken[], tail: string] {
  const first = tokens[0];
  const last = tokens.length > 1 ? tokens.at(-1) : undefined;
  const head = first?.kind === "text" && !/[\ud800-\udbff]$/.test(first.text) ? first.text : "";
  const opened = tokens.filter(({ kind }) => kind === "open").length - tokens.filter(({ kind }) => kind === "close").length;
  const tail = last?.kind === "text" && opened === 0 && !/^[\udc00-\udfff]/.test(last.text) ? last.text : "";
  return [head, tokens.slice(head === "" ? 0 : 1, tail === "" ? tokens.length : -1), tail];
}

/** A glob that only says how the text begins and ends. In gobwas/glob the two may overlap: `a.**.b` matches `a.b`. */
interface TextEnds {
  readonly prefix: string;
  readonly suffix: string;
}

function findTextEnds(tokens: readonly GlobToken[], delimiters: readonly string[]): TextEnds | undefined {
  const first = tokens[0];
  const last = tokens.at(-1);
  if (tokens.length < 3 || first?.kind !== "text" || last?.kind !== "text") return undefined;
  const takesAll = (token: GlobToken): boolean => token.kind === "doubleStar" || (token.kind === "star" && delimiters.length === 0);
  return tokens.slice(1, -1).every(takesAll) ? { prefix: first.text, suffix: last.text } : undefined;
}

function isCharacterToken(token: GlobToken | undefined): boolean {
  return token?.kind === "single" || token?.kind === "list" || token?.kind === "range";
}

function isCode(expected: number): Test {
  return (code) => code === expected;
}

function testOf(token: GlobToken & { readonly kind: "list" | "range" }): Test {
  const { negated } = token;
  if (token.kind === "range") return (code) => (code >= token.low && code <= token.high) !== negated;
  const codes = new Set(Array.from(token.characters, (character) => character.codePointAt(0)));
  return (code) => codes.has(code) !== negated;
}
