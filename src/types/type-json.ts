import { toJson } from "../values/json.ts";
import type { Type } from "./types.ts";
import { isUnknown } from "./types.ts";

/** A type as the capabilities file and the JSON form of type errors write it; null where it is not known. */
export function typeToJson(type: Type): Readonly<Record<string, unknown>> | null {
  switch (type.kind) {
    case "array":
      return {
        type: "array",
        ...(type.items.length > 0 && { static: type.items.map(typeToJson) }),
        ...(type.rest !== undefined && { dynamic: typeToJson(type.rest) }),
      };
    case "set":
      return { type: "set", ...(!isUnknown(type.element) && { of: typeToJson(type.element) }) };
    case "object":
      return {
        type: "object",
        ...(type.properties.length > 0 && {
          static: type.properties.map((property) => ({ key: toJson(property.key), value: typeToJson(property.type) })),
        }),
        ...(type.dynamic !== undefined && { dynamic: { key: typeToJson(type.dynamic.key), value: typeToJson(type.dynamic.value) } }),
      };
    case "union":
      return isUnknown(type) ? null : { type: "any", of: type.members.map(typeToJson) };
    case "function":
      return {
        type: "function",
        ...(type.args.length > 0 && { args: type.args.map(typeToJson) }),
        ...(type.result !== undefined && { result: typeToJson(type.result) }),
        ...(type.variadic !== undefined && { variadic: typeToJson(type.variadic) }),
      };
    default:
      return { type: type.kind };
  }
}
