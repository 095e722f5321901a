import { plainDirective } from "../go-format/directive.ts";
import type { GoValue } from "../go-format/go-value.ts";
import { nameType } from "../go-format/go-value.ts";
import { printValue } from "../go-format/print-value.ts";
import { sprintf } from "../go-format/printf.ts";
import { escapeQuery } from "../url-query.ts";
import { equalsOne, isLess, isLessOrEqual, isUnequal } from "./compare-values.ts";
import { escapeHtml, escapeJavaScript } from "./escape-text.ts";
import type { FunctionName } from "./function-names.ts";
import { indexValue, measure, sliceValue } from "./index-values.ts";
import { TemplateError } from "./template-error.ts";
import type { TemplateValue } from "./template-value.ts";
import { isTrue, missing, unbox, unboxed } from "./template-value.ts";

/** A predefined function. */
interface TemplateFunction {
  readonly arity: number;
  /** Takes more operands than those. */
  readonly variadic: boolean;
  readonly call: (operands: readonly TemplateValue[]) => TemplateValue;
}

/** What stands for a value that is not there. */
export const noValue = "<no value>";

/** The functions but `and` and `or`, which do not evaluate all of their operands, and `call`, which names its operand. */
export const functions: Readonly<Record<FunctionName, TemplateFunction>> = {
  and: { arity: 1, variadic: true, call: takeFirst },
  or: { arity: 1, variadic: true, call: takeFirst },
  call: { arity: 1, variadic: true, call: takeFirst },
  eq: atLeastOne((first, others) => makeBool(equalsOne(unbox(first), others.map(unbox)))),
  ne: ofTwo(isUnequal),
  lt: ofTwo(isLess),
  le: ofTwo(isLessOrEqual),
  gt: ofTwo((left, right) => !isLessOrEqual(left, right)),
  ge: ofTwo((left, right) => !isLess(left, right)),
  html: ofTexts((operands) => escapeHtml(joinPrintable(operands))),
  js: ofTexts((operands) => escapeJavaScript(joinPrintable(operands))),
  urlquery: ofTexts((operands) => escapeQuery(joinPrintable(operands))),
  index: atLeastOne(indexValue),
  slice: atLeastOne((first, others) => unboxed(sliceValue(first, others))),
  len: { arity: 1, variadic: false, call: ([item = missing]) => unboxed({ kind: "int", type: "int", value: measure(item) }) },
  not: { arity: 1, variadic: false, call: ([operand = missing]) => makeBool(!isTrue(unbox(operand))) },
  print: ofTexts((operands) => printAll(operands)),
  println: ofTexts((operands) => `${operands.map(printPlain).join(" ")}\n`),
  printf: {
    arity: 1,
    variadic: true,
    call: ([format = missing, ...operands]) => makeString(formatOperands(unbox(format), operands.map(toOperand))),
  },
};

/** `call` finds no function in JSON. The name is absent for a value that came through the pipeline, which then stands for it. */
export function refuseCall(name: string | undefined, operand: TemplateValue): never {
  const value = unbox(operand);
  if (value === undefined) throw new TemplateError("call of nil");
  const shown = name ?? (value.kind === "string" ? value.value : `<${nameType(value)} Value>`);
  throw new TemplateError(`non-function ${shown} of type ${nameType(value)}`);
}

/** A value as an action prints it. */
export function printPlain(value: GoValue): string {
  return printValue(value, "v", plainDirective);
}

function takeFirst([first = missing]: readonly TemplateValue[]): TemplateValue {
  return first;
}

function atLeastOne(call: (first: TemplateValue, others: readonly TemplateValue[]) => TemplateValue): TemplateFunction {
  return { arity: 1, variadic: true, call: ([first = missing, ...others]) => call(first, others) };
}

function ofTwo(call: (left: GoValue | undefined, right: GoValue | undefined) => boolean): TemplateFunction {
  return { arity: 2, variadic: false, call: ([left = missing, right = missing]) => makeBool(call(unbox(left), unbox(right))) };
}

function ofTexts(call: (operands: readonly GoValue[]) => string): TemplateFunction {
  return { arity: 0, variadic: true, call: (operands) => makeString(call(operands.map(toOperand))) };
}

function formatOperands(format: GoValue | undefined, operands: readonly GoValue[]): string {
  const text = sprintf(format?.kind === "string" ? format.value : "", operands);
  if (text === undefined) throw new TemplateError("result too long");
  return text;
}

/** Go's `fmt.Sprint`: blanks only between operands of which neither is a text. */
function printAll(operands: readonly GoValue[]): string {
  const isText = (value: GoValue | undefined): boolean => value?.kind === "string";
  return operands
    .map((value, index) => (index > 0 && !isText(value) && !isText(operands[index - 1]) ? ` ${printPlain(value)}` : printPlain(value)))
    .join("");
}

/** What the escaping functions escape: here a value that is not there has a text. */
function joinPrintable(operands: readonly GoValue[]): string {
  return printAll(operands.map((value): GoValue => (value.kind === "nil" ? { kind: "string", type: "string", value: noValue } : value)));
}

function toOperand(operand: TemplateValue): GoValue {
  return operand.value ?? { kind: "nil" };
}

function makeBool(value: boolean): TemplateValue {
  return unboxed({ kind: "bool", value });
}

function makeString(value: string): TemplateValue {
  return unboxed({ kind: "string", type: "string", value });
}
