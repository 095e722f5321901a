/** What generated functions call. */
import { BuiltinFailure } from "../builtins/context.ts";
import type { Place } from "../eval/errors.ts";
import type { Layer, Mock } from "../eval/layer.ts";
import { BigDecimal } from "../values/big-decimal.ts";
import { RegoMapBuilder } from "../values/rego-map.ts";
import { emptySet } from "../values/rego-set.ts";
import type { Value } from "../values/value.ts";

/**
 * Names that something other than a plain object has as properties. Any other name but digits (characters of texts, items of arrays) that is
 * read from a value and found is the plain object's own; these are read with a look at what the value is.
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

/** What a builtin answered; a failure may end the evaluation. */
export function settle(result: Value | undefined | BuiltinFailure, layer: Layer, place: Place): Value | undefined {
  return result instanceof BuiltinFailure ? layer.query.fail(result, place) : result;
}

/** What replaces a function or builtin answers. */
export function callMock(mock: Mock, name: string, layer: Layer, args: readonly Value[]): Value | undefined {
  if (mock.kind === "value") return mock.value;
  return mock.kind === "rule" ? mock.value(layer.without(name)) : mock.call(layer.unmocked(), args);
}
