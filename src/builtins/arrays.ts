import { anyType, arrayOf, numberType } from "../types/types.ts";
import { isArray } from "../values/kind.ts";
import type { RegoNumber, Value } from "../values/value.ts";
import { arg, type Builtin, builtin } from "./define.ts";

const list = arrayOf(anyType);

function slice(values: readonly Value[], start: RegoNumber, stop: RegoNumber): readonly Value[] {
  const from = Math.max(0, Number(start));
  return values.slice(from, Math.max(from, Number(stop)));
}

export const arrayBuiltins: readonly Builtin[] = [
  builtin(
    "array.concat",
    "Appends one array to another.",
    [arg("x", list, "the first elements"), arg("y", list, "the elements after them")],
    arg("z", list, "all elements"),
    (x, y) => [...x, ...y],
  ),
  builtin(
    "array.flatten",
    "Replaces elements that are arrays by their elements.",
    [arg("arr", list, "the array")],
    arg("flattened", list, "one level less"),
    (values) => values.flatMap((value) => (isArray(value) ? [...value] : [value])),
  ),
  builtin(
    "array.reverse",
    "Turns an array around.",
    [arg("arr", list, "the array")],
    arg("rev", list, "its elements from last to first"),
    (values) => [...values].reverse(),
  ),
  builtin(
    "array.slice",
    "A part of an array. Indexes outside the array count as its ends.",
    [
      arg("arr", list, "the array"),
      arg("start", numberType, "the index of the first element", { integer: 64 }),
      arg("stop", numberType, "the index after the last element", { integer: 64 }),
    ],
    arg("slice", list, "the elements from start to before stop"),
    slice,
  ),
];
