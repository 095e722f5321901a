import { compareValues } from "./compare.ts";
import { CompositeTable } from "./composite-table.ts";
import { hashEntry } from "./hash.ts";
import { spendWork } from "./meter.ts";
import type { Scalar, Spellings } from "./rego-set.ts";
import { isSpelled, spell, toScalar } from "./rego-set.ts";
import type { Value } from "./value.ts";
import { RegoMap } from "./value.ts";

/** An object with any keys: scalar keys in a JS Map, composite ones in a table beside their values. */
class HashMap extends RegoMap {
  private readonly scalars: ReadonlyMap<Scalar, Value>;
  private readonly spellings: Spellings | undefined;
  private readonly composites: CompositeTable;
  private readonly compositeValues: readonly Value[];
  private order: readonly Value[] | undefined;
  private hashCode: number | undefined;

  constructor(
    scalars: ReadonlyMap<Scalar, Value>,
    spellings: Spellings | undefined,
    composites: CompositeTable,
    compositeValues: readonly Value[],
  ) {
    super();
    this.scalars = scalars;
    this.spellings = spellings;
    this.composites = composites;
    this.compositeValues = compositeValues;
  }

  override get size(): number {
    return this.scalars.size + this.compositeValues.length;
  }

  override has(key: Value): boolean {
    return this.get(key) !== undefined;
  }

  override get(key: Value): Value | undefined {
    const scalar = toScalar(key);
    return scalar === undefined ? this.compositeValues[this.composites.find(key)] : this.scalars.get(scalar);
  }

  override *[Symbol.iterator](): Iterator<readonly [Value, Value]> {
    if (this.spellings === undefined) yield* this.scalars;
    else for (const [scalar, value] of this.scalars) yield [spell(this.spellings, scalar), value];
    for (const [at, key] of this.composites.values.entries()) yield [key, this.compositeValues[at] as Value];
  }

  override some(accept: (key: Value, value: Value) => boolean): boolean {
    const { spellings } = this;
    for (const [scalar, value] of this.scalars) {
      if (accept(spellings === undefined ? scalar : spell(spellings, scalar), value)) return true;
    }
    return this.composites.values.some((key, at) => accept(key, this.compositeValues[at] as Value));
  }

  override sortedKeys(): readonly Value[] {
    this.order ??= Array.from(this, ([key]) => key).sort(compareValues);
    return this.order;
  }

  override hash(): number {
    this.hashCode ??= this.computeHash();
    return this.hashCode;
  }

  private computeHash(): number {
    spendWork(this.size);
    let hash = 0x165667b1;
    for (const [key, value] of this) hash = (hash + hashEntry(key, value)) | 0;
    return hash;
  }
}

/** Builds a map. Do not set after {@link finish}. `ObjectBuilder` is for objects in general. */
export class RegoMapBuilder {
  private readonly scalars = new Map<Scalar, Value>();
  private spellings: Spellings | undefined;
  private readonly composites = new CompositeTable();
  private readonly compositeValues: Value[] = [];

  get(key: Value): Value | undefined {
    const scalar = toScalar(key);
    return scalar === undefined ? this.compositeValues[this.composites.find(key)] : this.scalars.get(scalar);
  }

  /** Sets the value of a key, in place of an earlier one. A number that is a key already stays as it was first written. */
  set(key: Value, value: Value): void {
    const scalar = toScalar(key);
    if (scalar !== undefined) {
      if (isSpelled(key) && !this.scalars.has(scalar)) this.spellings = (this.spellings ?? new Map()).set(scalar, key);
      this.scalars.set(scalar, value);
      return;
    }
    const found = this.composites.find(key);
    this.compositeValues[found >= 0 ? found : this.composites.append(key)] = value;
  }

  finish(): RegoMap {
    return new HashMap(this.scalars, this.spellings, this.composites, this.compositeValues);
  }
}
