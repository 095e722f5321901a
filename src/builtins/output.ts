import { anyType, arrayOf, booleanType, setOf, stringType } from "../types/types.ts";
import { formatValue } from "../values/format.ts";
import { isArray, isObject, isSet, kindOf } from "../values/kind.ts";
import type { Value } from "../values/value.ts";
import { type BuiltinContext, BuiltinFailure, type BuiltinResult } from "./context.ts";
import { arg, type Builtin, builtin } from "./define.ts";
import { maximalTextLength } from "./text.ts";

/** The text that stands for an operand without a value. */
const undefinedText = "<undefined>";
/** A print call makes at most so many lines: its operands may have several values, and all combinations are printed. */
const maximalLines = 10_000;

/** A value in a text: strings as they are, other values as Rego writes them. */
function describeValue(value: Value): string {
  return typeof value === "string" ? value : formatValue(value);
}

/** The lines of a print call: one for each combination of the operands' values, of which each operand is the set. */
export function formatPrint(operands: readonly Value[]): readonly string[] {
  let lines: readonly (readonly string[])[] = [[]];
  for (const operand of operands) {
    const values = isSet(operand) ? operand.sorted() : [operand];
    const texts = values.length === 0 ? [undefinedText] : values.map(describeValue);
    lines = lines.flatMap((line) => texts.map((text) => [...line, text])).slice(0, maximalLines);
  }
  return lines.map((line) => line.join(" "));
}

function print(operands: readonly Value[], context: BuiltinContext): BuiltinResult {
  for (const line of formatPrint(operands)) context.host.print?.(line, context.location ?? "");
  return true;
}

/** Joins the parts of a template string. An expression's part is the set of its values. */
function joinTemplate(parts: readonly Value[]): BuiltinResult {
  let text = "";
  for (const part of parts) {
    if (isArray(part) || isObject(part)) return new BuiltinFailure(`illegal argument type: ${kindOf(part)}`, "eval_internal_error");
    if (!isSet(part)) text += describeValue(part);
    else if (part.size > 1) return new BuiltinFailure("template-strings must not produce multiple outputs", "eval_conflict_error");
    else text += part.size === 0 ? undefinedText : describeValue(part.sorted()[0] as Value);
    if (text.length > maximalTextLength) return new BuiltinFailure(`the text has more than ${maximalTextLength} characters`);
  }
  return text;
}

/** `print`, template strings and test cases as the compiler rewrites them, and `trace`. */
export const outputBuiltins: readonly Builtin[] = [
  builtin("print", "Prints its operands.", [], undefined, () => true, { variadic: true }),
  builtin(
    "internal.print",
    "Prints the combinations of its operands' values.",
    [arg("", arrayOf(setOf(anyType)), "", { elementsUnchecked: true })],
    undefined,
    print,
  ),
  builtin(
    "internal.template_string",
    "Joins the parts of a template string.",
    [arg("", arrayOf(anyType), "")],
    arg("", stringType, ""),
    joinTemplate,
  ),
  builtin("internal.test_case", "Names a case of a test.", [arg("", arrayOf(anyType), "")], undefined, () => true),
  builtin(
    "trace",
    "Adds a note to the trace.",
    [arg("note", stringType, "the note")],
    arg("result", booleanType, "always true"),
    () => true,
  ),
];
