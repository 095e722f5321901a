import { compareStrings } from "../../values/string-order.ts";
import { plainDirective } from "../go-format/directive.ts";
import type { GoValue } from "../go-format/go-value.ts";
import { nameType } from "../go-format/go-value.ts";
import { printValue } from "../go-format/print-value.ts";
import { TemplateError } from "./template-error.ts";

type Compared = GoValue | undefined;

/** `eq`: whether the first operand equals one of the others. */
export function equalsOne(first: Compared, others: readonly Compared[]): boolean {
  if (others.length === 0) throw new TemplateError("missing argument for comparison");
  return others.some((other) => equals(first, other));
}

/** `ne`. */
export function isUnequal(left: Compared, right: Compared): boolean {
  return !equals(left, right);
}

/** `lt`. */
export function isLess(left: Compared, right: Compared): boolean {
  if (left === undefined || right === undefined || !isBasic(left) || !isBasic(right)) throw new TemplateError(invalidType);
  if (left.kind !== right.kind) throw failIncompatible(left, right);
  if (left.kind === "string" && right.kind === "string") return compareStrings(left.value, right.value) < 0;
  if ((left.kind === "int" && right.kind === "int") || (left.kind === "float" && right.kind === "float")) return left.value < right.value;
  throw new TemplateError(invalidType);
}

/** `le`. */
export function isLessOrEqual(left: Compared, right: Compared): boolean {
  return isLess(left, right) || equals(left, right);
}

const invalidType = "invalid type for comparison";

function equals(left: Compared, right: Compared): boolean {
  if (left === undefined || right === undefined) return left === right;
  if (isBasic(left) || isBasic(right)) {
    if (left.kind !== right.kind) throw failIncompatible(left, right);
    return "value" in left && "value" in right && left.value === right.value;
  }
  // Go prints the first operand by `%s`, which does not fit booleans.
  const show = (value: GoValue, verb = "s"): string => printValue(value, verb, plainDirective);
  if (left.kind !== right.kind)
    throw new TemplateError(`non-comparable types ${show(left)}: ${nameType(left)}, ${nameType(right)}: ${show(right, "v")}`);
  throw new TemplateError(`non-comparable type ${show(right)}: ${nameType(right)}`);
}

function isBasic(value: GoValue): boolean {
  return value.kind !== "slice" && value.kind !== "map";
}

function failIncompatible(left: GoValue, right: GoValue): TemplateError {
  return new TemplateError(`incompatible types for comparison: ${nameType(left)} and ${nameType(right)}`);
}
