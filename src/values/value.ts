import type { BigDecimal } from "./big-decimal.ts";

/**
 * A Rego value. JSON is used as it is: `null`, booleans, strings, JS arrays and plain objects are Rego values, and are never copied.
 *
 * - Numbers are a JS number where that holds the value exactly, `bigint` for integers beyond 2^53, {@link BigDecimal} for the rest.
 *   That is the normal form of their value (`values/number.ts`); a bigint is never in the safe-integer range. OPA shows a number as it is
 *   written: one that its normal form prints otherwise (`1.0`, `1e3`) is a {@link BigDecimal} too, with its text. So the JS numbers and
 *   bigints of two equal values are the same, but either may also be a BigDecimal: compare with `equalsValues`, and key a JS Map or Set
 *   by `toScalar`. Only the caller's JSON may hold other numbers: a double beyond 2^53 stands for the decimal that it prints as.
 * - Objects whose keys are all strings are plain objects; any other key makes a {@link RegoMap}. Building goes through
 *   `values/object-builder.ts`, which keeps that normal form and stores `__proto__` as data.
 * - Undefined is JS `undefined` and is not a value.
 */
export type Value = null | boolean | string | RegoNumber | readonly Value[] | RegoObject | RegoSet;

/** A number: a JavaScript one where that is exact, otherwise a `bigint` or a big decimal. */
export type RegoNumber = number | bigint | BigDecimal;

/** An object with string keys only. Read it with own-property checks (`values/object.ts`): `constructor` and the like are data. */
export interface PlainObject {
  readonly [key: string]: Value;
}

/** An object: a plain one, or a map where keys are no texts. */
export type RegoObject = PlainObject | RegoMap;

/**
 * A set. This is what one may ask of it; `values/rego-set.ts` has the one implementation and the ways to make a set. (Equality, hash and
 * order need to know sets, and sets need those three: this class stands between them.)
 */
export abstract class RegoSet implements Iterable<Value> {
  abstract readonly size: number;
  /** Is a value an element? */
  abstract has(value: Value): boolean;
  /** Elements in no particular order, for where the order cannot be observed. */
  abstract [Symbol.iterator](): Iterator<Value>;
  /** Visits elements in no particular order until one is accepted; whether one was. */
  abstract some(accept: (value: Value) => boolean): boolean;
  /** Elements in no particular order. Listed once; do not change the array. */
  abstract elements(): readonly Value[];
  /** Elements in Rego's order. Sorted once; do not change the array. */
  abstract sorted(): readonly Value[];
  /** The same for equal sets. */
  abstract hash(): number;

  /** For `JSON.stringify`: the sorted elements. */
  toJSON(): readonly Value[] {
    return this.sorted();
  }
}

/** An object of which at least one key is not a string. Implemented in `values/rego-map.ts`. */
export abstract class RegoMap implements Iterable<readonly [Value, Value]> {
  abstract readonly size: number;
  /** Is there such a key? */
  abstract has(key: Value): boolean;
  /** The value of a key; undefined where there is none. */
  abstract get(key: Value): Value | undefined;
  /** Entries in no particular order. */
  abstract [Symbol.iterator](): Iterator<readonly [Value, Value]>;
  /** Visits entries in no particular order until one is accepted; whether one was. */
  abstract some(accept: (key: Value, value: Value) => boolean): boolean;
  /** Keys in Rego's order. Sorted once; do not change the array. */
  abstract sortedKeys(): readonly Value[];
  /** The same for equal maps. */
  abstract hash(): number;
}
