import type { Type } from "../types/types.ts";
import type { Kind } from "../values/kind.ts";
import { isArray, isNumber, isSet, kindOf } from "../values/kind.ts";
import { spendWork } from "../values/meter.ts";
import { isInteger, toInteger64 } from "../values/number.ts";
import type { RegoNumber, Value } from "../values/value.ts";

/** How an operand is checked beyond its type, where OPA's texts and its types differ. */
export interface OperandRules {
  /** What the operand must be in the words of the error text; otherwise derived from the type: `string`, `one of {set, array}`. */
  readonly called?: string;
  /** Refuses fractions; `64` also what is not written as an integer of 64 bits (`1e0`), which Go takes for floating-point numbers. */
  readonly integer?: 64 | "any";
  /** The number by which OPA's texts call the operand, where that is not its place. */
  readonly position?: number;
  /** The implementation looks at the operand itself. */
  readonly unchecked?: boolean;
  /** The implementation looks at the elements itself. */
  readonly elementsUnchecked?: boolean;
}

/** Answers what is wrong with an operand (`must be string but got number`), or undefined. */
export type OperandCheck = (operand: Value) => string | undefined;

/** Kinds as bits. */
const kindBits: Readonly<Record<Kind, number>> = { null: 1, boolean: 2, number: 4, string: 8, array: 16, object: 32, set: 64 };
const allKinds = 127;
/** Not a kind: integers that are safe in JS, where other numbers have to be looked at. */
const safeIntegers = 128;

/** The kinds, as bits, whose values are right whatever else they are. What is of none of them goes through the {@link OperandCheck}. */
export function passingKinds(type: Type, rules: OperandRules): number {
  if (type.kind === "any" || rules.unchecked === true) return allKinds;
  let kinds = 0;
  for (const member of type.kind === "union" ? type.members : [type]) {
    const isLookedInto = rules.elementsUnchecked !== true && compileElementCheck(member).length > 0;
    const kind = kindOfType(member);
    if (kind === "number" && rules.integer !== undefined) kinds |= safeIntegers;
    else if (!isLookedInto) kinds |= kindBits[kind];
  }
  return kinds;
}

/** What a builtin does with an operand takes time by its length; of shorter ones no more than the call. */
const longOperand = 1_024;

/** Whether a value is of one of the kinds. Every call of a builtin asks this of each operand, so that there are no calls in it (bench: filters-strings). */
export function isOfKinds(kinds: number, value: Value): boolean {
  switch (typeof value) {
    case "string":
      if (value.length > longOperand) spendWork(value.length);
      return (kinds & 8) !== 0;
    case "number":
      return (kinds & 4) !== 0 || ((kinds & safeIntegers) !== 0 && Number.isSafeInteger(value));
    case "bigint":
      return (kinds & 4) !== 0;
    case "boolean":
      return (kinds & 2) !== 0;
    default:
      if (kinds === allKinds) return true;
      if (Array.isArray(value)) {
        if (value.length > longOperand) spendWork(value.length);
        return (kinds & 16) !== 0;
      }
      return (kinds & kindBits[kindOf(value)]) !== 0;
  }
}

/** Compiles a type into a check of kinds, also those of an array's or set's elements; `undefined` when any value is right. */
export function compileOperandCheck(type: Type, rules: OperandRules): OperandCheck | undefined {
  if (type.kind === "any" || rules.unchecked === true) return undefined;
  const members = type.kind === "union" ? type.members : [type];
  const kinds = new Set<Kind>(members.map(kindOfType));
  const called = rules.called ?? describeKinds(kinds);
  const elementChecks = rules.elementsUnchecked === true ? [] : members.flatMap(compileElementCheck);
  return (operand) => {
    const kind = kindOf(operand);
    if (!kinds.has(kind)) return `must be ${called} but got ${kind}`;
    if (rules.integer !== undefined && isNumber(operand) && !isIntegerOf(operand, rules.integer))
      return "must be integer number but got floating-point number";
    for (const check of elementChecks) {
      const problem = check(operand);
      if (problem !== undefined) return problem;
    }
    return undefined;
  };
}

function isIntegerOf(value: RegoNumber, size: 64 | "any"): boolean {
  if (typeof value === "number" && Number.isSafeInteger(value)) return true;
  return size === "any" ? isInteger(value) : toInteger64(value) !== undefined;
}

/** The order in which OPA names the choices. */
const kindOrder: readonly Kind[] = ["null", "boolean", "number", "string", "object", "set", "array"];

function describeKinds(kinds: ReadonlySet<Kind>): string {
  const names = kindOrder.filter((kind) => kinds.has(kind));
  return names.length === 1 ? names.join() : `one of {${names.join(", ")}}`;
}

function kindOfType(type: Type): Kind {
  if (type.kind === "any" || type.kind === "union" || type.kind === "function")
    throw new TypeError(`an operand cannot be a choice with ${type.kind}`);
  return type.kind;
}

/** Checks that elements have one kind, where the type of the elements is that simple. */
function compileElementCheck(type: Type): readonly OperandCheck[] {
  const element = type.kind === "array" ? type.rest : type.kind === "set" ? type.element : undefined;
  if (element === undefined || element.kind === "any" || element.kind === "union" || element.kind === "function") return [];
  const kind: Kind = element.kind;
  const isCollection = type.kind === "array" ? isArray : isSet;
  return [
    (operand) => {
      if (!isCollection(operand)) return undefined;
      const values = isArray(operand) ? operand : operand.sorted();
      // The usual elements need no name of their kind to be known (bench: aggregation).
      const usual = kind === "string" || kind === "number" ? kind : undefined;
      for (let at = 0; at < values.length; at++) {
        const value = values[at] as Value;
        if (typeof value === usual) continue;
        if (kindOf(value) !== kind) return `must be ${type.kind} of ${kind}s but got ${type.kind} containing ${kindOf(value)}`;
      }
      return undefined;
    },
  ];
}
