import { anyType, booleanType } from "../types/types.ts";
import { compareValues } from "../values/compare.ts";
import { equalsValues } from "../values/equals.ts";
import type { Value } from "../values/value.ts";
import { arg, type Builtin, builtin } from "./define.ts";

const operands = [arg("x", anyType, "the left value"), arg("y", anyType, "the right value")] as const;
const unnamed = [arg("", anyType, ""), arg("", anyType, "")] as const;

function compare(name: string, infix: string, description: string, holds: (left: Value, right: Value) => boolean): Builtin {
  return builtin(name, description, operands, arg("result", booleanType, "whether it holds"), holds, { infix });
}

/** The comparisons, and the two operators that the compiler resolves (`=`, `:=`): as calls they compare. */
export const comparisonBuiltins: readonly Builtin[] = [
  builtin("eq", "Unifies two values.", unnamed, arg("", booleanType, ""), equalsValues, { infix: "=" }),
  builtin("assign", "Assigns a value to a variable.", unnamed, arg("", booleanType, ""), equalsValues, { infix: ":=" }),
  compare("equal", "==", "Whether two values are the same.", equalsValues),
  compare("neq", "!=", "Whether two values differ.", (x, y) => !equalsValues(x, y)),
  compare("lt", "<", "Whether the left value comes before the right one.", (x, y) => compareValues(x, y) < 0),
  compare("lte", "<=", "Whether the left value comes before the right one or is the same.", (x, y) => compareValues(x, y) <= 0),
  compare("gt", ">", "Whether the left value comes after the right one.", (x, y) => compareValues(x, y) > 0),
  compare("gte", ">=", "Whether the left value comes after the right one or is the same.", (x, y) => compareValues(x, y) >= 0),
];
