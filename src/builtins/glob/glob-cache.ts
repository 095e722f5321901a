import type { BuiltinFailure } from "../context.ts";
import type { GlobMatcher } from "./glob-matcher.ts";

type Compiled = GlobMatcher | BuiltinFailure;

/** As many globs are kept, and as many characters of their patterns in all; then the cache begins anew. */
const maximalGlobs = 2_000;
const maximalLength = 200_000;

/** Compiled globs of an engine, by delimiters and pattern. The delimiters are compared, not joined to a key: that is most calls' only work (bench: filters-glob). */
export class GlobCache {
  private readonly groups = new Map<string, Map<string, Compiled>>();
  private count = 0;
  private length = 0;
  private lastDelimiters: readonly string[] = [];
  private lastGroup: Map<string, Compiled> | undefined;

  /** The one of an engine. */
  static of(engineCache: Map<string, unknown>): GlobCache {
    const known = engineCache.get("glob");
    if (known instanceof GlobCache) return known;
    const made = new GlobCache();
    engineCache.set("glob", made);
    return made;
  }

  /** Whether the delimiters are those of the last call, so that they need not be looked at again. */
  isLast(delimiters: readonly unknown[]): boolean {
    return this.lastGroup !== undefined && areSame(delimiters, this.lastDelimiters);
  }

  /** What was made of a pattern before, or what is made of it now. */
  find(pattern: string, delimiters: readonly string[], make: (pattern: string, delimiters: readonly string[]) => Compiled): Compiled {
    const length = pattern.length + delimiters.length;
    if (length > maximalLength / 10) return make(pattern, delimiters);
    const known = this.groupOf(delimiters).get(pattern);
    if (known !== undefined) return known;
    const made = make(pattern, delimiters);
    if (this.count === maximalGlobs || this.length + length > maximalLength) this.clear();
    this.groupOf(delimiters).set(pattern, made);
    this.count++;
    this.length += length;
    return made;
  }

  private groupOf(delimiters: readonly string[]): Map<string, Compiled> {
    if (this.lastGroup !== undefined && areSame(delimiters, this.lastDelimiters)) return this.lastGroup;
    const key = JSON.stringify(delimiters);
    const group = this.groups.get(key) ?? new Map<string, Compiled>();
    this.groups.set(key, group);
    // A copy: the caller may change what he gave as input.
    this.lastDelimiters = [...delimiters];
    this.lastGroup = group;
    return group;
  }

  private clear(): void {
    this.groups.clear();
    this.lastGroup = undefined;
    this.count = 0;
    this.length = 0;
  }
}

function areSame(left: readonly unknown[], right: readonly string[]): boolean {
  if (left.length !== right.length) return false;
  for (let at = 0; at < left.length; at++) {
    if (left[at] !== right[at]) return false;
  }
  return true;
}
