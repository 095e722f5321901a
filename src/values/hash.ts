import { BigDecimal } from "./big-decimal.ts";
import { spendWork } from "./meter.ts";
import { normalizeNumber } from "./number.ts";
import type { PlainObject, RegoNumber, Value } from "./value.ts";
import { RegoMap, RegoSet } from "./value.ts";

/** A structural hash, equal for equal values, in 32 bits. Does not build strings and does not sort. */
export function hashValue(value: Value): number {
  switch (typeof value) {
    case "string":
      return hashString(value);
    case "boolean":
      return value ? 0x2545f491 : 0x61c88647;
    case "number":
    case "bigint":
      return hashNumber(value);
    default:
      if (value === null) return 0x1b873593;
      if (Array.isArray(value)) return hashArray(value);
      if (value instanceof RegoSet) return value.hash();
      if (value instanceof BigDecimal) return hashNumber(value);
      return value instanceof RegoMap ? value.hash() : hashPlainObject(value as PlainObject);
  }
}

/** Mixes a hash into another one, order-sensitive. */
export function mixHash(hash: number, next: number): number {
  const mixed = Math.imul(hash ^ next, 0x9e3779b1);
  return mixed ^ (mixed >>> 15);
}

/** The hash of one object entry; those of an object are summed up, so that their order does not count. */
export function hashEntry(key: Value, value: Value): number {
  return mixHash(mixHash(0x7feb352d, hashValue(key)), hashValue(value));
}

function hashString(text: string): number {
  let hash = 0x811c9dc5 ^ text.length;
  for (let at = 0; at < text.length; at++) hash = Math.imul(hash ^ text.charCodeAt(at), 0x01000193);
  return hash;
}

function hashArray(values: readonly Value[]): number {
  spendWork(values.length);
  let hash = 0x3c6ef372 ^ values.length;
  for (const value of values) hash = mixHash(hash, hashValue(value));
  return hash;
}

function hashPlainObject(object: PlainObject): number {
  let hash = 0x165667b1;
  let size = 0;
  for (const key in object) {
    size++;
    if (Object.hasOwn(object, key)) hash = (hash + hashEntry(key, object[key] as Value)) | 0;
  }
  spendWork(size);
  return hash;
}

const doubleView = new Float64Array(1);
const wordView = new Int32Array(doubleView.buffer);

function hashNumber(value: RegoNumber): number {
  const normal = typeof value === "number" && (value | 0) === value ? value : normalizeNumber(value);
  if (typeof normal === "number") {
    if ((normal | 0) === normal) return mixHash(0x5bd1e995, normal);
    doubleView[0] = normal;
    return mixHash(mixHash(0x5bd1e995, wordView[0] ?? 0), wordView[1] ?? 0);
  }
  return typeof normal === "bigint" ? hashBigInt(normal) : mixHash(hashBigInt(normal.unscaled), normal.exponent | 0);
}

function hashBigInt(value: bigint): number {
  const low = Number(BigInt.asIntN(32, value));
  const high = Number(BigInt.asIntN(32, value >> 32n));
  return mixHash(mixHash(0x27d4eb2f, low), high);
}
