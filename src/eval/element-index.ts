import { isArray, isSet } from "../values/kind.ts";
import { getValue } from "../values/object.ts";
import { type Scalar, toScalar } from "../values/rego-set.ts";
import type { Value } from "../values/value.ts";
import { type Collection, isCollection, itemsOf, keysOf } from "./collections.ts";
import type { Layer } from "./layer.ts";

/** Smaller collections are looked through. */
const worthwhile = 16;

/** The elements of one collection, by what they have at a path. */
export class ElementIndex {
  readonly items: readonly Value[];
  /** Undefined for an array. */
  readonly keys: readonly Value[] | undefined;
  /** Most values are those of one element. */
  private readonly positions = new Map<Scalar, number | number[]>();

  constructor(collection: Collection, path: readonly (string | number)[], ordered: boolean) {
    this.keys = keysOf(collection, ordered);
    this.items = isArray(collection) ? collection : (itemsOf(collection, this.keys) ?? []);
    for (const [position, item] of this.items.entries()) {
      let value: Value | undefined = item;
      for (const key of path) value = value === undefined ? undefined : getValue(value, key);
      const scalar = value === undefined ? undefined : toScalar(value);
      if (scalar === undefined) continue;
      const known = this.positions.get(scalar);
      if (known === undefined) this.positions.set(scalar, position);
      else if (typeof known === "number") this.positions.set(scalar, [known, position]);
      else known.push(position);
    }
  }

  /** Where elements stand that have a value, in their order; undefined: all have to be looked at. */
  find(value: Value): readonly number[] | undefined {
    const scalar = toScalar(value);
    if (scalar === undefined) return undefined;
    const found = this.positions.get(scalar) ?? none;
    return typeof found === "number" ? [found] : found;
  }
}

const none: readonly number[] = [];

/** What an enumeration looks for, and where it keeps its index. */
export interface LinkedLookup {
  readonly path: readonly (string | number)[];
  readonly ordered: boolean;
  /** The place of an {@link IndexMemory} in the layer's cache. */
  readonly slot: number;
  /** For collections of base documents, which stay from one evaluation to the next. */
  readonly memory: IndexMemory | undefined;
}

/** Remembers the last collection that was enumerated; the second time it gets an index. */
export class IndexMemory {
  private collection: Collection | undefined;
  private index: ElementIndex | undefined;

  knows(collection: Collection): boolean {
    return this.collection === collection;
  }

  remember(collection: Collection): void {
    this.collection = collection;
    this.index = undefined;
  }

  indexOf(collection: Collection, { path, ordered }: LinkedLookup): ElementIndex {
    this.index ??= new ElementIndex(collection, path, ordered);
    return this.index;
  }
}

/** The index of a collection, if it is worth having one by now. */
export function elementIndex(layer: Layer, collection: Value, lookup: LinkedLookup): ElementIndex | undefined {
  if (!isCollection(collection)) return undefined;
  // What earlier evaluations did must not change how many steps this one takes.
  const stored = layer.query.countsSteps ? undefined : lookup.memory;
  const memory = stored ?? (layer.cache[lookup.slot] as IndexMemory | undefined);
  if (memory?.knows(collection)) return memory.indexOf(collection, lookup);
  if (!isLarge(collection)) return undefined;
  const remembering = memory ?? new IndexMemory();
  remembering.remember(collection);
  if (memory === undefined) layer.cache[lookup.slot] = remembering;
  return undefined;
}

function isLarge(collection: Collection): boolean {
  if (isArray(collection)) return collection.length >= worthwhile;
  if (isSet(collection)) return collection.size >= worthwhile;
  // Objects with other keys than texts are looked through: they have fewer fields of their own than that.
  let count = 0;
  for (const _key in collection) if (++count >= worthwhile) return true;
  return false;
}
