import type { Fragment } from "./fragment.ts";
import { term, text } from "./fragment.ts";
import { nameRule } from "./references.ts";
import type { Kind, Shape } from "./shape.ts";
import { anyShape, arrayOf, booleanShape, fits, numberShape, objectOf, setOf, stringShape, typed } from "./shape.ts";
import type { Made, Place, RuleSignature } from "./writer.ts";
import { deeper } from "./writer.ts";

/** A builtin as generated calls use it. */
export interface CalledBuiltin {
  readonly name: string;
  readonly operands: readonly Kind[];
  readonly result: Shape;
}

const any: Kind = "any";

/** Builtins that the language rests on, deterministic and cheap whatever their operands. */
export const calledBuiltins: readonly CalledBuiltin[] = [
  { name: "count", operands: ["array"], result: numberShape },
  { name: "count", operands: ["object"], result: numberShape },
  { name: "count", operands: ["set"], result: numberShape },
  { name: "count", operands: ["string"], result: numberShape },
  { name: "sum", operands: ["array"], result: numberShape },
  { name: "product", operands: ["array"], result: numberShape },
  { name: "max", operands: ["array"], result: anyShape },
  { name: "min", operands: ["set"], result: anyShape },
  { name: "abs", operands: ["number"], result: numberShape },
  { name: "ceil", operands: ["number"], result: numberShape },
  { name: "floor", operands: ["number"], result: numberShape },
  { name: "round", operands: ["number"], result: numberShape },
  { name: "to_number", operands: ["string"], result: numberShape },
  { name: "plus", operands: ["number", "number"], result: numberShape },
  { name: "indexof", operands: ["string", "string"], result: numberShape },
  { name: "sort", operands: ["array"], result: arrayOf(anyShape) },
  { name: "sort", operands: ["set"], result: arrayOf(anyShape) },
  { name: "array.concat", operands: ["array", "array"], result: arrayOf(anyShape) },
  { name: "array.reverse", operands: ["array"], result: arrayOf(anyShape) },
  { name: "split", operands: ["string", "string"], result: arrayOf(stringShape) },
  { name: "concat", operands: ["string", "array"], result: stringShape },
  { name: "lower", operands: ["string"], result: stringShape },
  { name: "upper", operands: ["string"], result: stringShape },
  { name: "replace", operands: ["string", "string", "string"], result: stringShape },
  { name: "trim", operands: ["string", "string"], result: stringShape },
  { name: "substring", operands: ["string", "number", "number"], result: stringShape },
  { name: "format_int", operands: ["number", "number"], result: stringShape },
  { name: "type_name", operands: [any], result: stringShape },
  { name: "contains", operands: ["string", "string"], result: booleanShape },
  { name: "startswith", operands: ["string", "string"], result: booleanShape },
  { name: "endswith", operands: ["string", "string"], result: booleanShape },
  { name: "is_number", operands: [any], result: booleanShape },
  { name: "is_string", operands: [any], result: booleanShape },
  { name: "is_object", operands: [any], result: booleanShape },
  { name: "is_set", operands: [any], result: booleanShape },
  { name: "is_null", operands: [any], result: booleanShape },
  { name: "object.get", operands: ["object", any, any], result: anyShape },
  { name: "object.keys", operands: ["object"], result: setOf(anyShape) },
  { name: "object.union", operands: ["object", "object"], result: objectOf(anyShape) },
  { name: "object.remove", operands: ["object", "array"], result: objectOf(anyShape) },
  { name: "object.filter", operands: ["object", "set"], result: objectOf(anyShape) },
];

/** Infix operators that give a value. */
const operators: readonly { readonly sign: string; readonly operand: Kind; readonly result: Shape }[] = [
  { sign: "+", operand: "number", result: numberShape },
  { sign: "-", operand: "number", result: numberShape },
  { sign: "*", operand: "number", result: numberShape },
  { sign: "/", operand: "number", result: numberShape },
  { sign: "%", operand: "number", result: numberShape },
  { sign: "-", operand: "set", result: setOf(anyShape) },
  { sign: "|", operand: "set", result: setOf(anyShape) },
  { sign: "&", operand: "set", result: setOf(anyShape) },
];

/** A call of a builtin whose result fits, or undefined if there is none. */
export function makeBuiltinCall(place: Place, wanted: Kind): Made | undefined {
  const { random } = place.policy;
  const fitting = calledBuiltins.filter(({ result }) => fits(result, wanted));
  if (fitting.length === 0) return undefined;
  const { name, operands, result } = random.pick(fitting);
  // Their operands must have elements of one type, so they are not taken from the policy itself.
  const write = name === "sum" || name === "product" || name === "concat" ? place.writers.untyped : place.writers.term;
  const written = operands.map((kind) => write(deeper(place), kind).fragment);
  return { fragment: makeCall(name, written), shape: typed(result) };
}

export function makeCall(name: string, operands: readonly Fragment[]): Fragment {
  return term({
    kind: "sequence",
    parts: [`${name}(`, ...operands.flatMap((operand, at) => (at === 0 ? [operand] : [", ", operand])), ")"],
  });
}

/** Arithmetic, or an operation on sets; always in brackets or at the top of a term. */
export function makeInfix(place: Place, wanted: Kind): Made | undefined {
  const { random } = place.policy;
  const fitting = operators.filter(({ result }) => result.kind === wanted);
  if (fitting.length === 0) return undefined;
  const { sign, operand, result } = random.pick(fitting);
  const [left, right] = [operand, operand].map((kind) => place.writers.term(deeper(place), kind).fragment);
  return { fragment: term(text`(${left ?? "1"} ${sign} ${right ?? "1"})`), shape: typed(result) };
}

/** A call of a function of the policy. */
export function makeFunctionCall(place: Place, wanted: Kind): Made | undefined {
  const { random } = place.policy;
  const functions = callableFunctions(place).filter(({ shape }) => fits(shape, wanted));
  if (functions.length === 0) return undefined;
  const called = random.pick(functions);
  return { fragment: makeCall(nameRule(place, called), makeOperands(place, called)), shape: typed(called.shape) };
}

function makeOperands(place: Place, { parameters = [] }: RuleSignature): readonly Fragment[] {
  // Constants among the parameters of its clauses give it types: the operands are of no type then.
  const write = place.policy.random.chance(0.7) ? place.writers.untyped : place.writers.term;
  return parameters.map(({ kind }) => write(deeper(place), kind).fragment);
}

/** Functions of this package and of those that are loaded before it. */
function callableFunctions(place: Place): readonly RuleSignature[] {
  return place.policy.rules.filter(
    ({ parameters, package: name }) => parameters !== undefined && loadOrder(name) <= loadOrder(place.package),
  );
}

/** Packages in the order in which they are loaded; a call of a function that is not loaded yet is an error. */
export const packageNames: readonly string[] = ["lib.u", "lib.v", "app"];

function loadOrder(name: string): number {
  return packageNames.indexOf(name);
}
