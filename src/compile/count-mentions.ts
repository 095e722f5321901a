import type { Body } from "../ast/nodes.ts";
import { operatorName } from "./terms.ts";
import { collectBodyVars, everywhere, varsOf } from "./variables.ts";

/** How many expressions mention a variable, its own assignment included; two within one expression count as two. */
export function countMentions(body: Body, name: string): number {
  let count = 0;
  for (const expr of body) {
    if (expr.kind === "call-expr" && ["eq", "assign"].includes(operatorName(expr.operator) ?? "")) {
      for (const arg of expr.args) if (varsOf(arg, everywhere).has(name)) count++;
    } else if (collectBodyVars([expr], everywhere, new Set()).has(name)) count++;
    if (expr.kind === "call-expr") for (const modifier of expr.with) if (varsOf(modifier.value, everywhere).has(name)) count++;
  }
  return count;
}
