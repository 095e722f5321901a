import { anyOf, anyType, arrayOf, booleanType, nullType, numberType, objectOf, setOf, stringType } from "../types/types.ts";
import { isArray, isSet } from "../values/kind.ts";
import { makeSet } from "../values/rego-set.ts";
import type { RegoNumber, Value } from "../values/value.ts";
import type { BuiltinResult } from "./context.ts";
import { arg, type Builtin, builtin } from "./define.ts";
import { parseGoFloat } from "./go-float.ts";

function toNumber(value: null | boolean | RegoNumber | string): BuiltinResult {
  if (value === null || value === false) return 0;
  if (value === true) return 1;
  return typeof value === "string" ? parseGoFloat(value) : value;
}

/** A deprecated cast: the value itself where it has the type, which the signature of the operand checks. */
function cast<T extends Value>(name: string, type: Parameters<typeof arg<T>>[1]): Builtin {
  const operand = { ...arg("", anyType, ""), type, rules: {} };
  const row = builtin(name, "The value, if it has the type.", [operand], arg("", type, ""), (value) => value, { deprecated: true });
  return { ...row, args: [arg("", anyType, "")] };
}

const collection = { called: "one of {array, set}" } as const;
const collectionType = anyOf(arrayOf(anyType), setOf(anyType));

/** A cast between arrays and sets. */
function castCollection(name: string, result: typeof collectionType, convert: (value: Value) => BuiltinResult): Builtin {
  const row = builtin(name, "The elements of an array or a set.", [arg("", collectionType, "", collection)], arg("", result, ""), convert, {
    deprecated: true,
  });
  return { ...row, args: [arg("", anyType, "")] };
}

export const conversionBuiltins: readonly Builtin[] = [
  builtin(
    "to_number",
    "A number from a text, a boolean or null.",
    [arg("value", anyOf(nullType, booleanType, numberType, stringType), "what is converted")],
    arg("num", numberType, "the number"),
    toNumber,
  ),
  castCollection("cast_array", arrayOf(anyType), (value) => (isSet(value) ? value.sorted() : value)),
  castCollection("cast_set", setOf(anyType), (value) => (isArray(value) ? makeSet(value) : value)),
  cast("cast_boolean", booleanType),
  cast("cast_null", nullType),
  cast("cast_object", objectOf(anyType, anyType)),
  cast("cast_string", stringType),
];
