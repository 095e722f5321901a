import { isMap, isObject } from "../values/kind.ts";
import { getProperty } from "../values/object.ts";
import type { Value } from "../values/value.ts";
import type { ErrorCollector } from "./context.ts";
import type { PathKey, RuleNode } from "./program.ts";
import { walkTree } from "./rule-tree.ts";

/**
 * Part of the stage "conflicts" where the base documents are known and must not overlap with rules, as on OPA's command line: a rule
 * may not stand where `data` has a value, nor below a value that is no object.
 */
export function checkDataConflicts(tree: RuleNode, data: Value, errors: ErrorCollector): void {
  for (const node of walkTree(tree)) {
    const [first] = node.rules;
    if (first === undefined || !isOccupied(data, node.path)) continue;
    errors.add("rego_compile_error", first.module.source, first.rule, `conflicting rule for data path ${node.path.join("/")} found`);
  }
}

function isOccupied(data: Value, path: readonly PathKey[]): boolean {
  let value = data;
  for (const key of path) {
    if (!isObject(value) || isMap(value)) return true;
    const next = getProperty(value, typeof key === "string" ? key : String(key));
    if (next === undefined) return false;
    value = next;
  }
  return true;
}
