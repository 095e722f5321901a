import { BigDecimal } from "./big-decimal.ts";
import { sortValues } from "./compare.ts";
import { CompositeTable } from "./composite-table.ts";
import { hashValue } from "./hash.ts";
import { spendWork } from "./meter.ts";
import { normalizeNumber } from "./number.ts";
import type { Value } from "./value.ts";
import { RegoSet } from "./value.ts";

/** Values that a JS Set tells apart as Rego does, once numbers are in normal form. */
export type Scalar = null | boolean | string | number | bigint;

/** How those numbers among scalars are written whose normal form prints otherwise. Usually there are none. */
export type Spellings = Map<Scalar, BigDecimal>;

/** A scalar as it is written. */
export function spell(spellings: Spellings, scalar: Scalar): Value {
  return spellings.get(scalar) ?? scalar;
}

/** Scalars in a JS Set, composites (and decimals that are no scalars) in a table that hashes only when there are several. */
class HashSet extends RegoSet {
  private readonly scalars: ReadonlySet<Scalar>;
  private readonly spellings: Spellings | undefined;
  private readonly composites: CompositeTable | undefined;
  private order: readonly Value[] | undefined;
  private list: readonly Value[] | undefined;
  private hashCode: number | undefined;

  constructor(scalars: ReadonlySet<Scalar>, spellings: Spellings | undefined, composites: CompositeTable | undefined) {
    super();
    this.scalars = scalars;
    this.spellings = spellings;
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

  override *[Symbol.iterator](): Iterator<Value> {
    if (this.spellings === undefined) yield* this.scalars;
    else for (const scalar of this.scalars) yield spell(this.spellings, scalar);
    if (this.composites !== undefined) yield* this.composites.values;
  }

  override some(accept: (value: Value) => boolean): boolean {
    const { spellings } = this;
    for (const scalar of this.scalars) {
      if (accept(spellings === undefined ? scalar : spell(spellings, scalar))) return true;
    }
    return this.composites?.values.some((value) => accept(value)) ?? false;
  }

  override elements(): readonly Value[] {
    // A JS Set is read several times faster than a generator.
    this.list ??= this.order ?? Array.from(this.spellings === undefined && this.composites === undefined ? this.scalars : this);
    return this.list;
  }

  override sorted(): readonly Value[] {
    this.order ??= sortValues(this.elements());
    this.list = this.order;
    return this.order;
  }

  override hash(): number {
    this.hashCode ??= this.computeHash();
    return this.hashCode;
  }

  private computeHash(): number {
    spendWork(this.size);
    let hash = 0x68e31da4;
    for (const value of this) hash = (hash + hashValue(value)) | 0;
    return hash;
  }
}

/** Builds a set. Do not add after {@link finish}. */
export class RegoSetBuilder {
  private readonly scalars = new Set<Scalar>();
  private spellings: Spellings | undefined;
  private composites: CompositeTable | undefined;

  get size(): number {
    return this.scalars.size + (this.composites?.values.length ?? 0);
  }

  /** Adds a value; whether it was not there before. An equal number that is written in another way stays as it is. */
  add(value: Value): boolean {
    const scalar = toScalar(value);
    if (scalar !== undefined) {
      const before = this.scalars.size;
      this.scalars.add(scalar);
      if (this.scalars.size === before) return false;
      if (isSpelled(value)) this.spellings = (this.spellings ?? new Map()).set(scalar, value);
      return true;
    }
    this.composites ??= new CompositeTable();
    if (this.composites.find(value) >= 0) return false;
    this.composites.append(value);
    return true;
  }

  finish(): RegoSet {
    return this.size === 0 ? emptySet : new HashSet(this.scalars, this.spellings, this.composites);
  }
}

/** The set without elements. */
export const emptySet: RegoSet = new HashSet(new Set(), undefined, undefined);

/** The set of the given values. */
export function makeSet(values: Iterable<Value>): RegoSet {
  const builder = new RegoSetBuilder();
  for (const value of values) builder.add(value);
  return builder.finish();
}

export function unionSets(left: RegoSet, right: RegoSet): RegoSet {
  if (right.size === 0) return left;
  if (left.size === 0) return right;
  spendWork(left.size + right.size);
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
 * A scalar as a JS Set can key it; `undefined` for composites and for decimals that neither a JS number nor a bigint holds. Numbers come
 * out in normal form, however they are written.
 */
export function toScalar(value: Value): Scalar | undefined {
  if (typeof value === "number") {
    if (value <= Number.MAX_SAFE_INTEGER && value >= Number.MIN_SAFE_INTEGER) return value + 0;
    const normal = normalizeNumber(value);
    return typeof normal === "object" ? undefined : normal;
  }
  if (typeof value !== "object" || value === null) return value;
  return value instanceof BigDecimal ? value.normal : undefined;
}

/** Whether a value that is a scalar is a number with a spelling of its own. */
export function isSpelled(value: Value): value is BigDecimal {
  return typeof value === "object" && value !== null;
}

function filterSet(set: RegoSet, keep: (value: Value) => boolean): RegoSet {
  spendWork(set.size);
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
