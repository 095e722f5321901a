import { formatValue } from "../values/format.ts";
import { isNumber } from "../values/kind.ts";
import { numberToText } from "../values/number.ts";
import type { Value } from "../values/value.ts";
import type { ArrayType, FunctionType, ObjectType, Type } from "./types.ts";
import { isUnknown } from "./types.ts";

/** A type as OPA's error texts show it: `any<string, array[any]>`, `object<a: string>[string: any]`. */
export function printType(type: Type): string {
  switch (type.kind) {
    case "array":
      return printArray(type);
    case "set":
      return `set[${printType(type.element)}]`;
    case "object":
      return printObject(type);
    case "union":
      return isUnknown(type) ? "???" : `any<${type.members.map(printType).join(", ")}>`;
    case "function":
      return printFunction(type);
    default:
      return type.kind;
  }
}

function printArray({ items, rest }: ArrayType): string {
  const fixed = items.length > 0 ? `<${items.map(printType).join(", ")}>` : "";
  return `array${fixed}${rest === undefined ? "" : `[${printType(rest)}]`}${items.length === 0 && rest === undefined ? "<>" : ""}`;
}

function printObject({ properties, dynamic }: ObjectType): string {
  const fixed = properties.map(({ key, type }) => `${printKey(key)}: ${printType(type)}`).join(", ");
  const others = dynamic === undefined ? "" : `[${printType(dynamic.key)}: ${printType(dynamic.value)}]`;
  return `object${fixed === "" && dynamic !== undefined ? "" : `<${fixed}>`}${others}`;
}

function printKey(key: Value): string {
  if (typeof key === "string") return key;
  return isNumber(key) ? numberToText(key) : formatValue(key);
}

function printFunction({ args, variadic, result }: FunctionType): string {
  const operands = args.map(printType);
  if (variadic !== undefined) operands.push(`${printType(variadic)}...`);
  return `(${operands.join(", ")}) => ${result === undefined ? "void" : printType(result)}`;
}
