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
    const table = this.tableOf(path, place);
    const key = path[path.length - 1] as Value;
    const earlier = table.get(key);
    if (earlier === undefined) table.set(key, { kind: "value", value });
    else if (earlier.kind !== "value" || !equalsValues(earlier.value, value)) throw objectConflict(place);
  }

  /** Adds an element to the set at a path. */
  add(path: readonly Value[], element: Value, place: Place): void {
    const table = this.tableOf(path, place);
    const key = path[path.length - 1] as Value;
    const earlier = table.get(key);
    if (earlier !== undefined && earlier.kind !== "set") throw objectConflict(place);
    const entry = earlier ?? { kind: "set", builder: new RegoSetBuilder() };
    if (earlier === undefined) table.set(key, entry);
    entry.builder.add(element);
  }

  finish(): Value {
    return this.entries.finish(finishEntry);
  }

  /** The value at one first key. */
  finishAt(key: Value): Value | undefined {
    const entry = this.entries.get(key);
    return entry && finishEntry(entry);
  }

  /** The table that the last key of a path belongs to. */
  private tableOf(path: readonly Value[], place: Place): EntryTable {
    if (path.length === 0) throw new TypeError("a path in an extent has a key");
    let table = this.entries;
    for (let at = 0; at < path.length - 1; at++) {
      const key = path[at] as Value;
      let inner = table.get(key);
      if (inner === undefined) {
        inner = new ExtentTree();
        table.set(key, inner);
      }
      if (inner.kind !== "tree") throw objectConflict(place);
      table = inner.entries;
    }
    return table;
  }
}

function finishEntry(entry: Entry): Value {
  if (entry.kind === "value") return entry.value;
  return entry.kind === "set" ? entry.builder.finish() : entry.finish();
}

/** Entries by any value: texts in a JS Map, which are nearly all (bench: document-tree), the numbers of the others by value. */
class EntryTable {
  private readonly texts = new Map<string, Entry>();
  private numbers: RegoMapBuilder | undefined;
  private readonly others: (readonly [Value, Entry])[] = [];

  get(key: Value): Entry | undefined {
    if (typeof key === "string") return this.texts.get(key);
    const number = this.numbers?.get(key);
    return typeof number === "number" ? this.others[number]?.[1] : undefined;
  }

  set(key: Value, entry: Entry): void {
    if (typeof key === "string") {
      this.texts.set(key, entry);
      return;
    }
    this.numbers ??= new RegoMapBuilder();
    this.numbers.set(key, this.others.length);
    this.others.push([key, entry]);
  }

  finish(finishOne: (entry: Entry) => Value): Value {
    const builder = new ObjectBuilder();
    for (const [key, entry] of this.texts) builder.set(key, finishOne(entry));
    for (const [key, entry] of this.others) builder.set(key, finishOne(entry));
    return builder.finish();
  }
}
