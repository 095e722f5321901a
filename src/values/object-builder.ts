import { someEntry } from "./object.ts";
import { RegoMapBuilder } from "./rego-map.ts";
import type { PlainObject, RegoObject, Value } from "./value.ts";

/** Builds an object: a plain one as long as all keys are strings, a `RegoMap` from the first other key on. Do not set after {@link finish}. */
export class ObjectBuilder {
  private readonly plain: { [key: string]: Value } = {};
  private map: RegoMapBuilder | undefined;

  get(key: Value): Value | undefined {
    if (this.map !== undefined) return this.map.get(key);
    return typeof key === "string" && Object.hasOwn(this.plain, key) ? this.plain[key] : undefined;
  }

  /** Sets the value of a key, in place of an earlier one. */
  set(key: Value, value: Value): void {
    if (this.map === undefined && typeof key === "string") setOwn(this.plain, key, value);
    else {
      this.map ??= startMap(this.plain);
      this.map.set(key, value);
    }
  }

  finish(): RegoObject {
    return this.map === undefined ? this.plain : this.map.finish();
  }
}

/** Stores an own property, `__proto__` included (an assignment would change the prototype). */
export function setOwn(object: { [key: string]: Value }, key: string, value: Value): void {
  if (key === "__proto__") Object.defineProperty(object, key, { value, writable: true, enumerable: true, configurable: true });
  else object[key] = value;
}

/** The object of the given entries; of repeated keys the last one counts. */
export function makeObject(entries: Iterable<readonly [Value, Value]>): RegoObject {
  const builder = new ObjectBuilder();
  for (const [key, value] of entries) builder.set(key, value);
  return builder.finish();
}

function startMap(plain: PlainObject): RegoMapBuilder {
  const map = new RegoMapBuilder();
  someEntry(plain, (key, value) => {
    map.set(key, value);
    return false;
  });
  return map;
}
