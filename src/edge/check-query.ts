import type { Expr, Module, RefTerm, Term } from "../ast/nodes.ts";
import { printRef } from "../ast/print.ts";
import { walk } from "../ast/visit.ts";
import { isSameWay, rulePathsOf } from "../compile/entrypoints.ts";
import { parseQuery } from "../parser/parse.ts";
import { isObject } from "../values/kind.ts";
import { getProperty } from "../values/object.ts";
import type { Value } from "../values/value.ts";

/**
 * Refuses queries that hold where what they name does not: with variables (also `_`, which stands for any element) or several expressions; and such as name
 * what is not there, which would deny all, or with `not` allow all, and nobody would know why.
 *
 * @throws RegoErrors for a query that cannot be parsed, TypeError otherwise
 */
export function checkQuery(query: string, modules: readonly Module[], data: unknown, regoVersion: 0 | 1): void {
  const { body } = parseQuery(query, { regoVersion });
  const [expr] = body;
  const refs: RefTerm[] = [];
  if (expr === undefined || body.length > 1 || !collectRefs(expr, refs)) {
    throw new TypeError(`the query ${query} must have one expression and bind no variables`);
  }
  const rules = modules.flatMap(rulePathsOf);
  for (const ref of refs) {
    const path = leadingTexts(ref);
    if (path.length === 0 || rules.some((rule) => isSameWay(rule, path)) || isThere(data, path)) continue;
    throw new TypeError(`the query ${query} names ${printRef(ref)}: there is no rule and no document of that name`);
  }
}

/** Collects references to data; false where there is a variable. What stands in comprehensions has variables of its own. */
function collectRefs(expr: Expr, refs: RefTerm[]): boolean {
  if (expr.kind !== "term-expr" && expr.kind !== "call-expr") return false;
  let isClosed = true;
  const operators = new Set<Term>();
  walk(expr, (node) => {
    if (node.kind === "call" || node.kind === "call-expr") operators.add(node.operator);
    if (node.kind === "array-comprehension" || node.kind === "set-comprehension" || node.kind === "object-comprehension") return false;
    if (node.kind === "ref") {
      if (operators.has(node)) return false;
      const [head] = node.terms;
      if (head?.kind === "var" && head.name === "data") refs.push(node);
    }
    if (node.kind === "var" && node.name !== "data" && node.name !== "input") isClosed = false;
    return undefined;
  });
  return isClosed;
}

function leadingTexts({ terms }: RefTerm): readonly string[] {
  const texts: string[] = [];
  for (const term of terms.slice(1)) {
    if (term.kind !== "string") break;
    texts.push(term.value);
  }
  return texts;
}

function isThere(data: unknown, path: readonly string[]): boolean {
  let at: Value | undefined = data as Value | undefined;
  for (const part of path) at = at !== undefined && isObject(at) ? getProperty(at, part) : undefined;
  return at !== undefined;
}
