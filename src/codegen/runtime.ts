/** What generated functions call. */
import { BuiltinFailure } from "../builtins/context.ts";
import type { Place } from "../eval/errors.ts";
import type { Layer, Mock } from "../eval/layer.ts";
import { isCollection } from "../eval/link-iterate.ts";
import { BigDecimal } from "../values/big-decimal.ts";
import { isArray, isMap, isSet } from "../values/kind.ts";
import { getProperty, sortedKeys } from "../values/object.ts";
import { RegoMapBuilder } from "../values/rego-map.ts";
import { emptySet } from "../values/rego-set.ts";
import type { PlainObject, Value } from "../values/value.ts";

/**
 * Names that something other than a plain object has as properties. Any other name that is read from a value and found is the plain object's
 * own; these are read with a look at what the value is.
 */
export const ambiguousNames: ReadonlySet<string> = new Set(
  [[], {}, "", 0, true, 0n, emptySet, new RegoMapBuilder().finish(), new BigDecimal(1n, 0), () => undefined].flatMap((value) => {
    const names: string[] = [];
    for (let object: unknown = Object(value); object !== null; object = Object.getPrototypeOf(object)) {
      names.push(...Object.getOwnPropertyNames(object));
    }
    return names;
  }),
);

/** The keys to enumerate, beside {@link itemsOf}; undefined: those of an array, or no collection. */
export function keysOf(value: Value, ordered: boolean): readonly Value[] | undefined {
  if (!isCollection(value) || isArray(value)) return undefined;
  if (isSet(value)) return ordered ? value.sorted() : value.elements();
  return ordered || isMap(value) ? sortedKeys(value) : Object.keys(value);
}

/** The elements of a collection that is no array, by its keys; undefined: no collection. */
export function itemsOf(value: Value, keys: readonly Value[] | undefined): readonly Value[] | undefined {
  if (keys === undefined || !isCollection(value) || isArray(value)) return undefined;
  if (isSet(value)) return keys;
  if (isMap(value)) return keys.map((key) => getProperty(value, key) as Value);
  const items: Value[] = [];
  for (let at = 0; at < keys.length; at++) items.push((value as PlainObject)[keys[at] as string] as Value);
  return items;
}

/** What a builtin answered; a failure may end the evaluation. */
export function settle(result: Value | undefined | BuiltinFailure, layer: Layer, place: Place): Value | undefined {
  return result instanceof BuiltinFailure ? layer.query.fail(result, place) : result;
}

/** What replaces a function or builtin answers. */
export function callMock(mock: Mock, name: string, layer: Layer, args: readonly Value[]): Value | undefined {
  if (mock.kind === "value") return mock.value;
  return mock.kind === "rule" ? mock.value(layer.without(name)) : mock.call(layer.unmocked(), args);
}
