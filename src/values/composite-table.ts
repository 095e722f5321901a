import { equalsValues } from "./equals.ts";
import { hashValue } from "./hash.ts";
import { sketchValue } from "./sketch.ts";
import type { Value } from "./value.ts";

/** Below this many values they are compared one by one: hashing costs more than it saves. */
const linearLimit = 8;
/** With more values of one sketch than this, values are told apart by their whole hash (bench: partial sets of objects). */
const crowdLimit = 16;

/** Numbers distinct composite values in the order in which they came. Hashes nothing until there are several. */
export class CompositeTable {
  readonly values: Value[] = [];
  private buckets: Map<number, number | number[]> | undefined;
  private hash: (value: Value) => number = sketchValue;

  /** The number of an equal value, or -1. */
  find(value: Value): number {
    if (this.buckets === undefined) {
      if (this.values.length < linearLimit) return this.values.findIndex((each) => equalsValues(each, value));
      this.buckets = this.buildBuckets();
    }
    const bucket = this.buckets.get(this.hash(value));
    if (bucket === undefined) return -1;
    if (typeof bucket === "number") return this.isAt(bucket, value) ? bucket : -1;
    return bucket.find((at) => this.isAt(at, value)) ?? -1;
  }

  /** Appends a value that {@link find} did not find, and answers its number. */
  append(value: Value): number {
    const at = this.values.push(value) - 1;
    if (this.buckets !== undefined && insertInBucket(this.buckets, this.hash(value), at) > crowdLimit) this.hashWholly();
    return at;
  }

  private isAt(at: number, value: Value): boolean {
    return equalsValues(this.values[at] as Value, value);
  }

  private hashWholly(): void {
    if (this.hash === hashValue) return;
    this.hash = hashValue;
    this.buckets = this.buildBuckets();
  }

  private buildBuckets(): Map<number, number | number[]> {
    const buckets = new Map<number, number | number[]>();
    for (const [at, value] of this.values.entries()) insertInBucket(buckets, this.hash(value), at);
    return buckets;
  }
}

/** Answers how many the bucket holds then. */
function insertInBucket(buckets: Map<number, number | number[]>, hash: number, at: number): number {
  const bucket = buckets.get(hash);
  if (bucket === undefined) {
    buckets.set(hash, at);
    return 1;
  }
  if (typeof bucket === "number") {
    buckets.set(hash, [bucket, at]);
    return 2;
  }
  return bucket.push(at);
}
