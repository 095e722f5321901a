import { anyType, booleanType, stringType } from "../types/types.ts";
import { type Kind, kindOf } from "../values/kind.ts";
import { arg, type Builtin, builtin } from "./define.ts";

const operands = [arg("x", anyType, "the value")] as const;

function isKind(name: string, kind: Kind): Builtin {
  return builtin(
    name,
    `Whether a value is of type ${kind}.`,
    operands,
    arg("result", booleanType, "whether it is"),
    (x) => kindOf(x) === kind,
  );
}

export const typeBuiltins: readonly Builtin[] = [
  isKind("is_array", "array"),
  isKind("is_boolean", "boolean"),
  isKind("is_null", "null"),
  isKind("is_number", "number"),
  isKind("is_object", "object"),
  isKind("is_set", "set"),
  isKind("is_string", "string"),
  builtin(
    "type_name",
    "The name of a value's type.",
    operands,
    arg("type", stringType, "null, boolean, number, string, array, object or set"),
    kindOf,
  ),
];
