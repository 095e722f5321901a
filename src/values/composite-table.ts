import { equalsValues } from "./equals.ts";
import { hashValue } from "./hash.ts";
import type { Value } from "./value.ts";

/** Below this many values they are compared one by one: hashing costs more than it saves. */
const linearLimit = 8;

/** Numbers distinct composite values in the order in which they came. Hashes nothing until there are several. */
export class CompositeTable {
  readonly values: Value[] = [];
  private buckets: Map<number, number | number[]> | undefined;

  /** The number of an equal value, or -1. */
  find(value: Value): number {
    if (this.buckets === undefined) {
      if (this.values.length < linearLimit) return this.values.findIndex((each) => equalsValues(each, value));
      this.buckets = this.buildBuckets();
    }
    const bucket = this.buckets.get(hashValue(value));
    if (bucket === undefined) return -1;
    if (typeof bucket === "number") return this.isAt(bucket, value) ? bucket : -1;
    return bucket.find((at) => this.isAt(at, value)) ?? -1;
  }

  /** Appends a value that {@link find} did not find, and answers its number. */
  append(value: Value): number {
    const at = this.values.push(value) - 1;
    if (this.buckets !== undefined) insertInBucket(this.buckets, hashValue(value), at);
    return at;
  }

  private isAt(at: number, value: Value): boolean {
    return equalsValues(this.values[at] as Value, value);
  }

  private buildBuckets(): Map<number, number | number[]> {
    const buckets = new Map<number, number | number[]>();
    for (const [at, value] of this.values.entries()) insertInBucket(buckets, hashValue(value), at);
    return buckets;
  }
}

function insertInBucket(buckets: Map<number, number | number[]>, hash: number, at: number): void {
  const bucket = buckets.get(hash);
  if (bucket === undefined) buckets.set(hash, at);
  else if (typeof bucket === "number") buckets.set(hash, [bucket, at]);
  else bucket.push(at);
}
