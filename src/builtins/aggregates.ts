import { anyOf, anyType, arrayOf, booleanType, numberType, objectOf, setOf, stringType } from "../types/types.ts";
import { addAll, multiplyAll } from "../values/arithmetic.ts";
import { compareValues, sortValues } from "../values/compare.ts";
import { isArray } from "../values/kind.ts";
import { objectSize } from "../values/object.ts";
import { type RegoNumber, type RegoObject, RegoSet, type Value } from "../values/value.ts";
import type { BuiltinResult } from "./context.ts";
import { arg, type Builtin, builtin } from "./define.ts";
import { fail } from "./failure.ts";
import { countCodePoints } from "./text.ts";

const collection = anyOf(arrayOf(anyType), setOf(anyType));
const numbers = anyOf(arrayOf(numberType), setOf(numberType));
const unnamedCollection = [arg("", collection, "", { called: "one of {array, set}" })] as const;
const unnamedBoolean = arg("", booleanType, "");

function countValues(value: string | readonly Value[] | RegoObject | RegoSet): number {
  if (typeof value === "string") return countCodePoints(value);
  if (value instanceof RegoSet) return value.size;
  return isArray(value) ? value.length : objectSize(value as RegoObject);
}

/** The numbers in the order in which OPA adds them. The signature makes sure that they are numbers. */
function listNumbers(values: readonly RegoNumber[] | RegoSet): readonly RegoNumber[] {
  return values instanceof RegoSet ? (values.sorted() as readonly RegoNumber[]) : values;
}

/** The element that comes last in the given direction, of equal ones (`1` and `1.0`) the last; undefined for an empty collection. */
function findExtreme(collection: readonly Value[] | RegoSet, direction: 1 | -1): Value | undefined {
  const values = collection instanceof RegoSet ? collection.elements() : collection;
  let best = values[0];
  for (let at = 1; at < values.length; at++) {
    const value = values[at] as Value;
    // Of JS numbers without a call (bench: aggregation).
    const order = typeof value === "number" && typeof best === "number" ? value - best : compareValues(value, best as Value);
    if (order * direction >= 0) best = value;
  }
  return best;
}

function sortCollection(values: readonly Value[] | RegoSet): BuiltinResult {
  return values instanceof RegoSet ? values.sorted() : sortValues(values);
}

function everyTrue(values: Iterable<Value>): boolean {
  for (const value of values) {
    if (value !== true) return false;
  }
  return true;
}

function someTrue(values: Iterable<Value>): boolean {
  for (const value of values) {
    if (value === true) return true;
  }
  return false;
}

export const aggregateBuiltins: readonly Builtin[] = [
  builtin(
    "count",
    "The number of elements, entries or characters (code points).",
    [
      arg("collection", anyOf(stringType, arrayOf(anyType), objectOf(anyType, anyType), setOf(anyType)), "what is counted", {
        called: "one of {array, object, set, string}",
      }),
    ],
    arg("n", numberType, "how many there are"),
    countValues,
  ),
  builtin("sum", "Adds numbers up.", [arg("collection", numbers, "the numbers")], arg("n", numberType, "their sum"), (values) => {
    return addAll(listNumbers(values)) ?? fail("number too big");
  }),
  builtin(
    "product",
    "Multiplies numbers.",
    [arg("collection", numbers, "the numbers")],
    arg("n", numberType, "their product"),
    (values) => {
      return multiplyAll(listNumbers(values)) ?? fail("number too big");
    },
  ),
  builtin("max", "The largest element.", [arg("collection", collection, "the elements")], arg("n", anyType, "the largest one"), (values) =>
    findExtreme(values, 1),
  ),
  builtin(
    "min",
    "The smallest element.",
    [arg("collection", collection, "the elements")],
    arg("n", anyType, "the smallest one"),
    (values) => findExtreme(values, -1),
  ),
  builtin(
    "sort",
    "The elements in order.",
    [arg("collection", collection, "the elements")],
    arg("n", arrayOf(anyType), "the sorted elements"),
    sortCollection,
  ),
  builtin("all", "Whether all elements are true.", unnamedCollection, unnamedBoolean, everyTrue, { deprecated: true }),
  builtin("any", "Whether an element is true.", unnamedCollection, unnamedBoolean, someTrue, { deprecated: true }),
];
