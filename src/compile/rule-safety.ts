/** Safety of whole rules and queries: orders their bodies and reports unsafe variables by the names of the text. */
import type { Body, Rule } from "../ast/nodes.ts";
import type { SourceText } from "../errors/source-text.ts";
import type { ErrorCollector, LocalNames } from "./context.ts";
import type { CheckedRule } from "./program.ts";
import { orderBody, type SafetyContext, type UnsafeVar } from "./safety.ts";
import { branchesOf } from "./terms.ts";
import { collectBodyVars, collectVars, everywhere, outsideClosures } from "./variables.ts";

const rootDocuments: readonly string[] = ["input", "data"];

/** Every variable of a head must occur in the body or among the arguments. */
export function checkHeadSafety({ rule, module }: CheckedRule, names: LocalNames, errors: ErrorCollector): void {
  for (const branch of branchesOf(rule)) {
    const known = argumentVars(branch);
    collectBodyVars(branch.body, { withTargets: true }, known);
    const { head } = branch;
    const vars = new Set<string>();
    for (const term of [...head.ref.terms.slice(1), head.key, head.value]) if (term !== undefined) collectVars(term, outsideClosures, vars);
    for (const name of vars) {
      const written = names.writtenName(name);
      if (!known.has(name) && written !== undefined) {
        errors.add("rego_unsafe_var_error", module.source, branch, `var ${written} is unsafe`);
      }
    }
  }
}

/** Orders the bodies of a rule and of its `else` branches. */
export function orderRule({ rule, module }: CheckedRule, context: SafetyContext, names: LocalNames, errors: ErrorCollector): Rule {
  const order = (branch: Rule): Rule => {
    const { body, unsafe } = orderBody(branch.body, argumentVars(branch), context);
    reportUnsafe(unsafe, module.source, names, errors);
    return { ...branch, body, else: branch.else && order(branch.else) };
  };
  return order(rule);
}

/** Orders the body of a query. */
export function orderQuery(body: Body, source: SourceText, context: SafetyContext, names: LocalNames, errors: ErrorCollector): Body {
  const ordered = orderBody(body, new Set(rootDocuments), context);
  reportUnsafe(ordered.unsafe, source, names, errors);
  return ordered.body;
}

function argumentVars({ head }: Rule): Set<string> {
  const vars = new Set(rootDocuments);
  for (const arg of head.args ?? []) collectVars(arg, everywhere, vars);
  return vars;
}

function reportUnsafe(unsafe: readonly UnsafeVar[], source: SourceText, names: LocalNames, errors: ErrorCollector): void {
  const seen = new Set<string>();
  for (const { name, expr } of unsafe) {
    const written = names.writtenName(name);
    if (written === undefined || seen.has(name)) continue;
    seen.add(name);
    errors.add("rego_unsafe_var_error", source, expr, `var ${written} is unsafe`);
  }
  const [first] = unsafe;
  if (first !== undefined && seen.size === 0) errors.add("rego_unsafe_var_error", source, first.expr, "expression is unsafe");
}
