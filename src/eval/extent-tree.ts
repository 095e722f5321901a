import { equalsValues } from "../values/equals.ts";
import { ObjectBuilder } from "../values/object-builder.ts";
import { RegoMapBuilder } from "../values/rego-map.ts";
import { RegoSetBuilder } from "../values/rego-set.ts";
import type { Value } from "../values/value.ts";
import { objectConflict, type Place } from "./errors.ts";

/** Something at a path of an extent: a value, a set that grows, or more paths. */
type Entry = { readonly kind: "value"; readonly value: Value } | { readonly kind: "set"; readonly builder: RegoSetBuilder } | ExtentTree;

/** The object that rules with dynamic heads make together: values and set elements are put in at paths. */
export class ExtentTree {
  readonly kind = "tree";
  private readonly entries = new EntryTable();

  /** Puts a value at a path of at least one key. Two different values for one path, or one below another, are a conflict. */
  put(path: readonly Value[], value: Value, place: Place): void {
    const { table, key } = this.descend(path, place);
    const earlier = table.get(key);
    if (earlier === undefined) table.set(key, { kind: "value", value });
    else if (earlier.kind !== "value" || !equalsValues(earlier.value, value)) throw objectConflict(place);
  }

  /** Adds an element to the set at a path. */
  add(path: readonly Value[], element: Value, place: Place): void {
    const { table, key } = this.descend(path, place);
    const earlier = table.get(key);
    if (earlier !== undefined && earlier.kind !== "set") throw objectConflict(place);
    const entry = earlier ?? { kind: "set", builder: new RegoSetBuilder() };
    if (earlier === undefined) table.set(key, entry);
    entry.builder.add(element);
  }

  finish(): Value {
    const builder = new ObjectBuilder();
    for (const [key, entry] of this.entries) builder.set(key, finishEntry(entry));
    return builder.finish();
  }

  /** The value at one first key. */
  finishAt(key: Value): Value | undefined {
    const entry = this.entries.get(key);
    return entry && finishEntry(entry);
  }

  private descend(path: readonly Value[], place: Place): { table: EntryTable; key: Value } {
    let table = this.entries;
    for (const key of path.slice(0, -1)) {
      let inner = table.get(key);
      if (inner === undefined) {
        inner = new ExtentTree();
        table.set(key, inner);
      }
      if (inner.kind !== "tree") throw objectConflict(place);
      table = inner.entries;
    }
    const key = path.at(-1);
    if (key === undefined) throw new TypeError("a path in an extent has a key");
    return { table, key };
  }
}

function finishEntry(entry: Entry): Value {
  if (entry.kind === "value") return entry.value;
  return entry.kind === "set" ? entry.builder.finish() : entry.finish();
}

/** Entries by any value: their numbers are kept by value, the entries in a list. */
class EntryTable {
  private readonly numbers = new RegoMapBuilder();
  private readonly list: (readonly [Value, Entry])[] = [];

  get(key: Value): Entry | undefined {
    const number = this.numbers.get(key);
    return typeof number === "number" ? this.list[number]?.[1] : undefined;
  }

  set(key: Value, entry: Entry): void {
    this.numbers.set(key, this.list.length);
    this.list.push([key, entry]);
  }

  [Symbol.iterator](): Iterator<readonly [Value, Entry]> {
    return this.list.values();
  }
}
