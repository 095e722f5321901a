/** Closures that enumerate collections. */
import type { SourceText } from "../errors/source-text.ts";
import { type ElementLookup, findLookup, isStored } from "../plan/element-lookup.ts";
import type { Pattern, Step } from "../plan/nodes.ts";
import { isArray, isMap, isSet } from "../values/kind.ts";
import { getProperty, sortedKeys } from "../values/object.ts";
import type { PlainObject, RegoObject, Value } from "../values/value.ts";
import type { Frame, Linker, Match, Run, Test } from "./closures.ts";
import { type Collection, isCollection } from "./collections.ts";
import { type ElementIndex, elementIndex, IndexMemory, type LinkedLookup } from "./element-index.ts";
import type { Layer } from "./layer.ts";

/** `collection[key]` for each element whose key and value match. `rest` are the steps that follow. */
export function linkIterate(
  linker: Linker,
  step: Step & { readonly kind: "iterate" },
  rest: readonly Step[],
  source: SourceText,
  next: Run,
): Run {
  const compute = linker.value(step.source, source);
  const body = linkElement(linker, step.key, step.value, source, next);
  const each = step.ordered ? eachOrdered : eachUnordered;
  const lookup = findLookup(step, rest, linker.plan);
  if (lookup === undefined) {
    return (layer, frame) => {
      const collection = compute(layer, frame);
      if (collection === undefined || !isCollection(collection)) return false;
      return each(collection, layer, frame, body);
    };
  }
  const equals = linker.value(lookup.equals, source);
  const linked = linkLookup(linker, step, lookup);
  return (layer, frame) => {
    const collection = compute(layer, frame);
    if (collection === undefined || !isCollection(collection)) return false;
    const wanted = equals(layer, frame);
    if (wanted === undefined) return false;
    const index = elementIndex(layer, collection, linked);
    const positions = index?.find(wanted);
    if (index === undefined || positions === undefined) return each(collection, layer, frame, body);
    return eachFound(index, positions, layer, frame, body);
  };
}

/** Where the index of an enumeration is kept. */
export function linkLookup(
  linker: Linker,
  { source, ordered }: Step & { readonly kind: "iterate" },
  { path }: ElementLookup,
): LinkedLookup {
  return { path, ordered, slot: linker.takeCacheSlot(), memory: isStored(source) ? new IndexMemory() : undefined };
}

function eachFound({ items, keys }: ElementIndex, positions: readonly number[], layer: Layer, frame: Frame, body: Element): boolean {
  layer.query.spend(positions.length);
  for (const position of positions) {
    if (body(keys === undefined ? position : (keys[position] as Value), items[position] as Value, layer, frame)) return true;
  }
  return false;
}

/** `every`: no element may fail. A domain that is no collection has no answer. */
export function linkEvery(linker: Linker, step: Step & { readonly kind: "every" }, source: SourceText): Test {
  const compute = linker.value(step.domain, source);
  const key = linker.pattern(step.key, source);
  const value = linker.pattern(step.value, source);
  const holds = linker.steps(step.steps, source, () => true);
  const fails: Element = (itemKey, item, layer, frame) => {
    const { pending } = layer.query;
    if (key(itemKey, layer, frame) && value(item, layer, frame) && holds(layer, frame)) return false;
    // An element whose answer is missing does not decide: the others may ask for theirs meanwhile.
    return layer.query.pending === pending;
  };
  return (layer, frame) => {
    const collection = compute(layer, frame);
    if (collection === undefined || !isCollection(collection)) return false;
    const { pending } = layer.query;
    return !eachUnordered(collection, layer, frame, fails) && layer.query.pending === pending;
  };
}

/** So many elements of a long collection are counted at once, so that time is looked at between them; of a short one, all. */
export const spentAtOnce = 1_024;

/** What is done for an element; true: stop. */
type Element = (key: Value, value: Value, layer: Layer, frame: Frame) => boolean;

function linkElement(linker: Linker, key: Pattern, value: Pattern, source: SourceText, next: Run): Element {
  if (key.kind === "ignore" && value.kind === "bind") {
    const { slot } = value;
    return (_key, item, layer, frame) => {
      frame[slot] = item;
      return next(layer, frame);
    };
  }
  if (key.kind === "bind" && value.kind === "bind") {
    const keySlot = key.slot;
    const valueSlot = value.slot;
    return (itemKey, item, layer, frame) => {
      frame[keySlot] = itemKey;
      frame[valueSlot] = item;
      return next(layer, frame);
    };
  }
  const matchKey: Match = linker.pattern(key, source);
  const matchValue: Match = linker.pattern(value, source);
  return (itemKey, item, layer, frame) => matchKey(itemKey, layer, frame) && matchValue(item, layer, frame) && next(layer, frame);
}

function eachUnordered(collection: Collection, layer: Layer, frame: Frame, body: Element): boolean {
  if (isArray(collection)) return eachItem(collection, layer, frame, body);
  if (isSet(collection)) {
    layer.query.spend(collection.size);
    return collection.some((element) => body(element, element, layer, frame));
  }
  if (isMap(collection)) return eachEntry(collection, layer, frame, body);
  const object = collection as PlainObject;
  for (const key in object) {
    const value = object[key];
    if (value === undefined || !Object.hasOwn(object, key)) continue;
    layer.query.spend(1);
    if (body(key, value, layer, frame)) return true;
  }
  return false;
}

function eachOrdered(collection: Collection, layer: Layer, frame: Frame, body: Element): boolean {
  if (isArray(collection)) return eachItem(collection, layer, frame, body);
  if (isSet(collection)) {
    const elements = collection.sorted();
    for (let start = 0; start < elements.length; start += spentAtOnce) {
      const end = Math.min(start + spentAtOnce, elements.length);
      layer.query.spend(end - start);
      for (let index = start; index < end; index++) {
        const element = elements[index] as Value;
        if (body(element, element, layer, frame)) return true;
      }
    }
    return false;
  }
  return eachEntry(collection, layer, frame, body);
}

function eachItem(items: readonly Value[], layer: Layer, frame: Frame, body: Element): boolean {
  for (let start = 0; start < items.length; start += spentAtOnce) {
    const end = Math.min(start + spentAtOnce, items.length);
    layer.query.spend(end - start);
    for (let index = start; index < end; index++) {
      if (body(index, items[index] as Value, layer, frame)) return true;
    }
  }
  return false;
}

function eachEntry(object: RegoObject, layer: Layer, frame: Frame, body: Element): boolean {
  const keys = sortedKeys(object);
  for (let start = 0; start < keys.length; start += spentAtOnce) {
    const end = Math.min(start + spentAtOnce, keys.length);
    layer.query.spend(end - start);
    for (let index = start; index < end; index++) {
      const key = keys[index] as Value;
      const value = getProperty(object, key);
      if (value !== undefined && body(key, value, layer, frame)) return true;
    }
  }
  return false;
}
