import type { Expr } from "../../ast/nodes.ts";
import { uniteTypes } from "../../types/unite-types.ts";
import { pathKeyOf } from "../program.ts";
import { isFunctionReplacement } from "../terms.ts";
import type { TypeEnvironment } from "./environment.ts";
import { typeOfTerm } from "./term-types.ts";
import { TypeNode } from "./type-tree.ts";

/** What documents are under no modifiers at all. */
export const NOTHING_REPLACED: readonly TypeNode[] = [];

/**
 * What documents are under the `with` modifiers of an expression, as trees with the roots `data` and `input`: those replaced have, for OPA,
 * the type that they had or that of the value; the rules that depend on them any.
 */
export function replacedDocuments(expr: Expr, environment: TypeEnvironment): readonly TypeNode[] {
  if (expr.with.length === 0) return NOTHING_REPLACED;
  const own = new TypeNode();
  const replaced = [own];
  for (const modifier of expr.with) {
    const [head, ...operands] = modifier.target.terms;
    if (head?.kind !== "var" || (head.name !== "data" && head.name !== "input")) continue;
    const dependents = environment.context.dependents.documentsOf(modifier.target);
    if (dependents !== undefined) replaced.push(dependents);
    const path = operands.map(pathKeyOf).filter((key) => key !== undefined);
    const type = typeOfTerm(modifier.target, environment);
    if (isFunctionReplacement(modifier) || path.length < operands.length || type.kind === "function") continue;
    own.replace([head.name, ...path], uniteTypes(type, typeOfTerm(modifier.value, environment)));
  }
  return replaced;
}
