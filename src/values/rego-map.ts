import { compareValues } from "./compare.ts";
import { CompositeTable } from "./composite-table.ts";
import { hashEntry } from "./hash.ts";
import type { Scalar } from "./rego-set.ts";
import { toScalar } from "./rego-set.ts";
import type { Value } from "./value.ts";
import { RegoMap } from "./value.ts";

/** An object with any keys: scalar keys in a JS Map, composite ones in a table beside their values. */
class HashMap extends RegoMap {
  private readonly scalars: ReadonlyMap<Scalar, Value>;
  private readonly composites: CompositeTable;
  private readonly compositeValues: readonly Value[];
  private order: readonly Value[] | undefined;
  private hashCode: number | undefined;

  constructor(scalars: ReadonlyMap<Scalar, Value>, composites: CompositeTable, compositeValues: readonly Value[]) {
    super();
    this.scalars = scalars;
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
    yield* this.scalars;
    for (const [at, key] of this.composites.values.entries()) yield [key, this.compositeValues[at] as Value];
  }

  override some(accept: (key: Value, value: Value) => boolean): boolean {
    for (const [key, value] of this.scalars) {
      if (accept(key, value)) return true;
    }
    return this.composites.values.some((key, at) => accept(key, this.compositeValues[at] as Value));
  }

  override sortedKeys(): readonly Value[] {
    this.order ??= [...this.scalars.keys(), ...this.composites.values].sort(compareValues);
    return this.order;
  }

  override hash(): number {
    this.hashCode ??= this.computeHash();
    return this.hashCode;
  }

  private computeHash(): number {
    let hash = 0x165667b1;
    for (const [key, value] of this) hash = (hash + hashEntry(key, value)) | 0;
    return hash;
  }
}

/** Builds a map. Do not set after {@link finish}. `ObjectBuilder` is for objects in general. */
export class RegoMapBuilder {
  private readonly scalars = new Map<Scalar, Value>();
  private readonly composites = new CompositeTable();
  private readonly compositeValues: Value[] = [];

  get(key: Value): Value | undefined {
    const scalar = toScalar(key);
    return scalar === undefined ? this.compositeValues[this.composites.find(key)] : this.scalars.get(scalar);
  }

  /** Sets the value of a key, in place of an earlier one. */
  set(key: Value, value: Value): void {
    const scalar = toScalar(key);
    if (scalar !== undefined) {
      this.scalars.set(scalar, value);
      return;
    }
    const found = this.composites.find(key);
    this.compositeValues[found >= 0 ? found : this.composites.append(key)] = value;
  }

  finish(): RegoMap {
    return new HashMap(this.scalars, this.composites, this.compositeValues);
  }
}
