import type { Body } from "../ast/nodes.ts";
import type { CheckedProgram } from "./program.ts";
import { branchesOf, operatorName } from "./terms.ts";
import { closuresOf } from "./variables.ts";

/** The names of the targets that a program's `with` modifiers replace: `input.x`, `data.a.b`, `count`. */
export function replacingTargets(program: CheckedProgram): ReadonlySet<string> {
  const names = new Set<string>();
  for (const { rule } of program.rules) for (const { body } of branchesOf(rule)) collectTargets(body, names);
  return names;
}

/** Adds the targets in a body, closures included. */
export function collectTargets(body: Body, into: Set<string>): Set<string> {
  for (const expr of body) {
    for (const { target } of expr.with) {
      const name = operatorName(target);
      if (name !== undefined) into.add(name);
    }
    for (const closure of closuresOf(expr)) collectTargets(closure.body, into);
  }
  return into;
}
