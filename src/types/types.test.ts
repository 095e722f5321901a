import { expect, it } from "vitest";
import { printType } from "./print-type.ts";
import { typeToJson } from "./type-json.ts";
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
} from "./types.ts";

it.each<[string, Type, unknown]>([
  ["any", anyType, { type: "any" }],
  ["null", nullType, { type: "null" }],
  ["array[any]", arrayOf(anyType), { type: "array", dynamic: { type: "any" } }],
  ["array<boolean, any>", tupleOf(booleanType, anyType), { type: "array", static: [{ type: "boolean" }, { type: "any" }] }],
  ["set[number]", setOf(numberType), { type: "set", of: { type: "number" } }],
  ["object[string: any]", objectOf(stringType, anyType), { type: "object", dynamic: { key: { type: "string" }, value: { type: "any" } } }],
  [
    "object<op: string>[any: any]",
    record({ op: stringType }, { key: anyType, value: anyType }),
    { type: "object", static: [{ key: "op", value: { type: "string" } }], dynamic: { key: { type: "any" }, value: { type: "any" } } },
  ],
  [
    "any<string, array[any]>",
    anyOf(stringType, arrayOf(anyType)),
    { type: "any", of: [{ type: "string" }, { type: "array", dynamic: { type: "any" } }] },
  ],
  [
    "(string, any...) => boolean",
    functionType([stringType], booleanType, anyType),
    { type: "function", args: [{ type: "string" }], result: { type: "boolean" }, variadic: { type: "any" } },
  ],
])("%s", (text, type, json) => expect([printType(type), typeToJson(type)]).toEqual([text, json]));
