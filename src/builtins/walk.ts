import { isArray, isObject, isSet } from "../values/kind.ts";
import { getProperty, sortedKeys } from "../values/object.ts";
import type { Value } from "../values/value.ts";
import type { BuiltinContext } from "./context.ts";

/** A composite that is being walked. */
interface Level {
  /** Under which key the composite stands in the one above; undefined: it is the root. */
  readonly key: Value | undefined;
  readonly composite: Value;
  /** Keys in order; an array has none, its keys are its indexes. */
  readonly keys: readonly Value[] | undefined;
  readonly length: number;
  next: number;
}

/**
 * Emits `[path, value]` for a value and all within it, parents before children and children in Rego's order. The key of an element of a
 * set is the element. Stops, and returns true, when `emit` returns true. Keeps its own stack.
 */
export function walkValue(root: Value, context: BuiltinContext, emit: (answer: Value) => boolean): boolean {
  if (emit([[], root])) return true;
  const levels = openLevel(undefined, root);
  for (let level = levels.at(-1); level !== undefined; level = levels.at(-1)) {
    if (level.next >= level.length) {
      levels.pop();
      continue;
    }
    const index = level.next++;
    const key = level.keys === undefined ? index : (level.keys[index] as Value);
    const child = memberAt(level.composite, key);
    // Only what is emitted has a path of its own: those of all open levels together grow with the square of their number.
    const path: Value[] = [];
    for (const { key: above } of levels) if (above !== undefined) path.push(above);
    path.push(key);
    // A path takes memory by its length.
    context.tick(1 + (path.length >> 3));
    if (emit([path, child])) return true;
    levels.push(...openLevel(key, child));
  }
  return false;
}

function openLevel(key: Value | undefined, composite: Value): Level[] {
  if (isArray(composite)) return [{ key, composite, keys: undefined, length: composite.length, next: 0 }];
  const keys = isSet(composite) ? composite.sorted() : isObject(composite) ? sortedKeys(composite) : undefined;
  return keys === undefined ? [] : [{ key, composite, keys, length: keys.length, next: 0 }];
}

function memberAt(composite: Value, key: Value): Value {
  if (isArray(composite)) return composite[key as number] as Value;
  return isObject(composite) ? (getProperty(composite, key) as Value) : key;
}
