import { compareValues } from "./compare.ts";
import { CompositeTable } from "./composite-table.ts";
import { hashValue } from "./hash.ts";
import { normalizeNumber } from "./number.ts";
import type { Value } from "./value.ts";
import { RegoSet } from "./value.ts";

/** Values that a JS Set tells apart as Rego does, once numbers are in normal form. */
export type Scalar = null | boolean | string | number | bigint;

/** Scalars in a JS Set, composites (and big decimals) in a table that hashes only when there are several. */
class HashSet extends RegoSet {
  private readonly scalars: ReadonlySet<Scalar>;
  private readonly composites: CompositeTable | undefined;
  private order: readonly Value[] | undefined;
  private hashCode: number | undefined;

  constructor(scalars: ReadonlySet<Scalar>, composites: CompositeTable | undefined) {
    super();
    this.scalars = scalars;
    this.composites = composites;
  }

  override get size(): number {
    return this.scalars.size + (this.composites?.values.length ?? 0);
  }

  override has(value: Value): boolean {
    if (typeof value === "string") return this.scalars.has(value);
    const scalar = toScalar(value);
    return scalar === undefined ? this.composites !== undefined && this.composites.find(value) >= 0 : this.scalars.has(scalar);
  }

  override get(value: Value): Value | undefined {
    const scalar = toScalar(value);
    if (scalar !== undefined) return this.scalars.has(scalar) ? scalar : undefined;
    const at = this.composites === undefined ? -1 : this.composites.find(value);
    return at < 0 ? undefined : this.composites?.values[at];
  }

  override *[Symbol.iterator](): Iterator<Value> {
    yield* this.scalars;
    if (this.composites !== undefined) yield* this.composites.values;
  }

  override some(accept: (value: Value) => boolean): boolean {
    for (const value of this.scalars) {
      if (accept(value)) return true;
    }
    return this.composites?.values.some((value) => accept(value)) ?? false;
  }

  override sorted(): readonly Value[] {
    this.order ??= [...this.scalars, ...(this.composites?.values ?? [])].sort(compareValues);
    return this.order;
  }

  override hash(): number {
    this.hashCode ??= this.computeHash();
    return this.hashCode;
  }

  private computeHash(): number {
    let hash = 0x68e31da4;
    for (const value of this) hash = (hash + hashValue(value)) | 0;
    return hash;
  }
}

/** Builds a set. Do not add after {@link finish}. */
export class RegoSetBuilder {
  private readonly scalars = new Set<Scalar>();
  private composites: CompositeTable | undefined;

  get size(): number {
    return this.scalars.size + (this.composites?.values.length ?? 0);
  }

  /** Adds a value; whether it was not there before. */
  add(value: Value): boolean {
    const scalar = toScalar(value);
    if (scalar !== undefined) {
      const before = this.scalars.size;
      this.scalars.add(scalar);
      return this.scalars.size > before;
    }
    this.composites ??= new CompositeTable();
    if (this.composites.find(value) >= 0) return false;
    this.composites.append(value);
    return true;
  }

  finish(): RegoSet {
    return this.size === 0 ? emptySet : new HashSet(this.scalars, this.composites);
  }
}

/** The set without elements. */
export const emptySet: RegoSet = new HashSet(new Set(), undefined);

/** The set of the given values. */
export function makeSet(values: Iterable<Value>): RegoSet {
  const builder = new RegoSetBuilder();
  for (const value of values) builder.add(value);
  return builder.finish();
}

export function unionSets(left: RegoSet, right: RegoSet): RegoSet {
  if (right.size === 0) return left;
  if (left.size === 0) return right;
  return makeSet(concatenate(left, right));
}

export function intersectSets(left: RegoSet, right: RegoSet): RegoSet {
  const [small, large] = left.size <= right.size ? [left, right] : [right, left];
  return filterSet(small, (value) => large.has(value));
}

/** The elements of the left set that the right one does not have. */
export function subtractSets(left: RegoSet, right: RegoSet): RegoSet {
  return filterSet(left, (value) => !right.has(value));
}

/**
 * A scalar as a JS Set can key it; `undefined` for composites and big decimals. Doubles beyond 2^53 (the caller's JSON) and `-0` come
 * out in normal form.
 */
export function toScalar(value: Value): Scalar | undefined {
  if (typeof value === "number") {
    if (value <= Number.MAX_SAFE_INTEGER && value >= Number.MIN_SAFE_INTEGER) return value + 0;
    const normal = normalizeNumber(value);
    return typeof normal === "object" ? undefined : normal;
  }
  return typeof value === "object" && value !== null ? undefined : value;
}

function filterSet(set: RegoSet, keep: (value: Value) => boolean): RegoSet {
  const builder = new RegoSetBuilder();
  for (const value of set) {
    if (keep(value)) builder.add(value);
  }
  return builder.finish();
}

function* concatenate(left: Iterable<Value>, right: Iterable<Value>): Generator<Value> {
  yield* left;
  yield* right;
}
