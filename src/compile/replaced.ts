import type { Body, RefTerm } from "../ast/nodes.ts";
import type { CheckedProgram } from "./program.ts";
import { branchesOf, isFunctionReplacement, operatorName } from "./terms.ts";
import { closuresOf } from "./variables.ts";

/** The names of the targets that a program's `with` modifiers replace: `input.x`, `data.a.b`, `count`. */
export function replacingTargets(program: CheckedProgram): ReadonlySet<string> {
  const names = new Set<string>();
  for (const { rule } of program.rules) for (const { body } of branchesOf(rule)) collectTargets(body, names);
  return names;
}

/** For each function or builtin that is replaced, by name, what replaces it: a rule that calls it may come to call that instead. */
export type Replacements = ReadonlyMap<string, readonly RefTerm[]>;

export function replacementsOf(program: CheckedProgram): Map<string, RefTerm[]> {
  const found = new Map<string, RefTerm[]>();
  for (const { rule } of program.rules) for (const { body } of branchesOf(rule)) collectReplacements(body, found);
  return found;
}

/** Adds the replacements in a body, closures included. */
export function collectReplacements(body: Body, into: Map<string, RefTerm[]>): Map<string, RefTerm[]> {
  for (const expr of body) {
    for (const modifier of expr.with) {
      const name = operatorName(modifier.target);
      if (name === undefined || !isFunctionReplacement(modifier)) continue;
      const others = into.get(name);
      if (others === undefined) into.set(name, [modifier.replacement]);
      else others.push(modifier.replacement);
    }
    for (const closure of closuresOf(expr)) collectReplacements(closure.body, into);
  }
  return into;
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
