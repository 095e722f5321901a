import type { Module, RefTerm } from "../ast/nodes.ts";
import { type Node, walk } from "../ast/visit.ts";
import { arg, type Builtin, describeSignature } from "../builtins/define.ts";
import { operatorName } from "../compile/terms.ts";
import { anyType } from "../types/types.ts";
import { toJson } from "../values/json.ts";
import type { Value } from "../values/value.ts";
import { toPlainJson } from "./plain-json.ts";

/** Functions that policies call, by name. They get and give plain JSON; `undefined` is an undefined call; what they throw ends the evaluation as it is. */
// biome-ignore lint/suspicious/noExplicitAny: what a function's parameters are is up to its author; any function fits only any.
export type CustomBuiltins = Readonly<Record<string, (...operands: any[]) => unknown>>;

/** Makes builtins of functions. They have as many operands of any type as the calls of the modules give them. */
export function makeCustomBuiltins(functions: CustomBuiltins, modules: readonly Module[]): readonly Builtin[] {
  const counts = countOperands(modules);
  return Object.entries(functions).map(([name, run]) => {
    if (typeof run !== "function") throw new TypeError(`custom builtin ${name}: must be a function but is of type ${typeof run}`);
    const names = Array.from({ length: chooseArity(run.length, counts.get(name) ?? []) }, () => arg("", anyType, ""));
    const call = (...operands: [...Value[], unknown]): Value | undefined => callPlain(name, run, operands.slice(0, -1) as readonly Value[]);
    return { kind: "sync", ...describeSignature(name, "", names, arg("", anyType, ""), {}), call };
  });
}

/** Not by way of the engine's own guard, which would make failures of what functions throw. */
function callPlain(name: string, run: CustomBuiltins[string], operands: readonly Value[]): Value | undefined {
  const answer = run(...operands.map(toJson));
  if (answer instanceof Promise) {
    // Nobody waits for it; what becomes of it is of no interest.
    answer.catch(() => undefined);
    throw new TypeError(`custom builtin ${name}: answers with a promise; asynchronous builtins are for Engine.addBuiltin`);
  }
  return answer === undefined ? undefined : toPlainJson(answer, name);
}

/**
 * A call may have one operand more, which takes the result (`f(x, y)` for `y := f(x)`). So a function that declares parameters has
 * as many if all calls fit; one that does not (`(...all) => …`) has those of its shortest call.
 */
function chooseArity(declared: number, calls: readonly number[]): number {
  const fits = declared > 0 && calls.every((count) => count === declared || count === declared + 1);
  return fits || calls.length === 0 ? declared : Math.min(...calls);
}

/** The numbers of operands of all calls, by the name of what is called. */
function countOperands(modules: readonly Module[]): ReadonlyMap<string, readonly number[]> {
  const counts = new Map<string, number[]>();
  const count = (operator: RefTerm, operands: number): void => {
    const name = operatorName(operator);
    if (name === undefined) return;
    const known = counts.get(name);
    if (known === undefined) counts.set(name, [operands]);
    else known.push(operands);
  };
  const visit = (node: Node): undefined => {
    if (node.kind === "call" || node.kind === "call-expr") count(node.operator, node.args.length);
  };
  for (const { rules } of modules) for (const rule of rules) walk(rule, visit);
  return counts;
}
