import { anyType, arrayOf, numberType } from "../types/types.ts";
import { isArray } from "../values/kind.ts";
import type { RegoNumber, Value } from "../values/value.ts";
import { claimList } from "./claim-list.ts";
import type { BuiltinContext, BuiltinResult } from "./context.ts";
import { arg, type Builtin, builtin } from "./define.ts";

const list = arrayOf(anyType);

function slice(values: readonly Value[], start: RegoNumber, stop: RegoNumber, context: BuiltinContext): BuiltinResult {
  const from = Math.max(0, Number(start));
  const to = Math.max(from, Number(stop));
  return claimList(Math.min(values.length, to) - Math.min(values.length, from), context) ?? values.slice(from, to);
}

function flatten(values: readonly Value[], context: BuiltinContext): BuiltinResult {
  let length = 0;
  for (const value of values) length += isArray(value) ? value.length : 1;
  return claimList(length, context) ?? values.flatMap((value) => (isArray(value) ? [...value] : [value]));
}

export const arrayBuiltins: readonly Builtin[] = [
  builtin(
    "array.concat",
    "Appends one array to another.",
    [arg("x", list, "the first elements"), arg("y", list, "the elements after them")],
    arg("z", list, "all elements"),
    (x, y, context) => claimList(x.length + y.length, context) ?? [...x, ...y],
  ),
  builtin(
    "array.flatten",
    "Replaces elements that are arrays by their elements.",
    [arg("arr", list, "the array")],
    arg("flattened", list, "one level less"),
    flatten,
  ),
  builtin(
    "array.reverse",
    "Turns an array around.",
    [arg("arr", list, "the array")],
    arg("rev", list, "its elements from last to first"),
    (values, context) => claimList(values.length, context) ?? [...values].reverse(),
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
