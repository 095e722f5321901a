import { describe, expect, it } from "vitest";
import { printType } from "./print-type.ts";
import { hasUnknown, keyType, selectType, valueType } from "./select-type.ts";
import type { Type } from "./types.ts";
import {
  anyOf,
  anyType,
  arrayOf,
  booleanType,
  functionType,
  nullType,
  numberType,
  objectOf,
  record,
  setOf,
  stringType,
  tupleOf,
  unknownType,
} from "./types.ts";
import { typesUnify } from "./unify-types.ts";
import { uniteTypes } from "./unite-types.ts";

const print = (type: Type | undefined): string => (type === undefined ? "none" : printType(type));

it.each<[Type, Type, string]>([
  [numberType, numberType, "number"],
  [stringType, numberType, "any<number, string>"],
  [anyOf(numberType, stringType), nullType, "any<null, number, string>"],
  [numberType, anyType, "any"],
  [unknownType, numberType, "number"],
  [setOf(numberType), tupleOf(numberType), "any<array<number>, set[number]>"],
  [record({ a: numberType }), record({ a: stringType }), "any<object<a: number>, object<a: string>>"],
  [functionType([numberType], stringType), functionType([stringType], stringType), "(any<number, string>) => string"],
  [functionType([numberType], stringType), numberType, "???"],
])("unites %#", (left, right, united) => expect(print(uniteTypes(left, right))).toBe(united));

it.each<[Type, Type, boolean]>([
  [numberType, numberType, true],
  [numberType, stringType, false],
  [anyType, stringType, true],
  [anyOf(numberType, stringType), anyOf(nullType, stringType), true],
  [unknownType, anyType, false],
  [tupleOf(numberType), arrayOf(numberType), true],
  [tupleOf(numberType), tupleOf(numberType, numberType), false],
  [record({ a: numberType }), record({ b: numberType }), false],
  [record({ a: numberType }), objectOf(stringType, stringType), false],
  [record({ a: numberType }), objectOf(numberType, stringType), true],
  [setOf(numberType), setOf(stringType), false],
])("unifies %#", (left, right, expected) => {
  expect([typesUnify(left, right), typesUnify(right, left)]).toEqual([expected, expected]);
});

describe("selection", () => {
  const object = record({ a: numberType, b: booleanType }, { key: numberType, value: nullType });
  const union = anyOf(arrayOf(stringType), object);

  it.each<[Type, string | number, string]>([
    [object, "a", "number"],
    [object, "c", "none"],
    [object, 1, "null"],
    [tupleOf(numberType, stringType), 1, "string"],
    [tupleOf(numberType, stringType), 2, "none"],
    [arrayOf(stringType), 9_007_199_254_740_992, "string"],
    [arrayOf(stringType), -1, "none"],
    [setOf(anyOf(numberType, stringType)), "a", "string"],
    [union, 0, "any<null, string>"],
    [anyType, "a", "any"],
    [stringType, "a", "none"],
  ])("at a key %#", (type, key, selected) => expect(print(selectType(type, key))).toBe(selected));

  it.each<[Type, string, string]>([
    [object, "any<number, string>", "any<null, boolean, number>"],
    [union, "any<number, string>", "any<null, boolean, number, string>"],
    [setOf(numberType), "number", "number"],
    [numberType, "none", "none"],
  ])("of keys and values %#", (type, keys, values) => expect([print(keyType(type)), print(valueType(type))]).toEqual([keys, values]));

  it.each<[Type, boolean]>([
    [unknownType, true],
    [tupleOf(numberType, unknownType), true],
    [record({ a: unknownType }), true],
    [setOf(unknownType), false],
    [union, false],
  ])("of what is not known %#", (type, expected) => expect(hasUnknown(type)).toBe(expected));
});
