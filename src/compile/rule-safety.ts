/** Safety of whole rules and queries: orders their bodies and reports unsafe variables by the names of the text. */
import type { Body, Rule, Term, VarTerm } from "../ast/nodes.ts";
import type { SourceText } from "../errors/source-text.ts";
import type { ErrorCollector, LocalNames } from "./context.ts";
import type { CheckedRule } from "./program.ts";
import { orderBody, type SafetyContext, type UnsafeVar } from "./safety.ts";
import { branchesOf } from "./terms.ts";
import { collectBodyVars, collectVars, everywhere } from "./variables.ts";

/** What is known in every query. */
export const rootDocuments: ReadonlySet<string> = new Set(["input", "data"]);

/** Every variable of a head must occur in the body or among the arguments. */
export function checkHeadSafety({ rule, module }: CheckedRule, names: LocalNames, errors: ErrorCollector): void {
  for (const branch of branchesOf(rule)) {
    const known = argumentVars(branch);
    collectBodyVars(branch.body, { withTargets: true }, known);
    const { head } = branch;
    const reported = new Set<string>();
    for (const term of [...head.ref.terms.slice(1), head.key, head.value]) {
      if (term === undefined) continue;
      for (const variable of variablesIn(term)) {
        const written = names.writtenName(variable.name);
        if (known.has(variable.name) || written === undefined || reported.has(variable.name)) continue;
        reported.add(variable.name);
        errors.add("rego_unsafe_var_error", module.source, variable, `var ${written} is unsafe`);
      }
    }
  }
}

/** The variables of a head's term, where they stand. What is more than a composite has moved to the body. */
function* variablesIn(term: Term): Iterable<VarTerm> {
  if (term.kind === "var") yield term;
  else if (term.kind === "array" || term.kind === "set") for (const item of term.items) yield* variablesIn(item);
  else if (term.kind === "object") {
    for (const { key, value } of term.entries) {
      yield* variablesIn(key);
      yield* variablesIn(value);
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
  const ordered = orderBody(body, rootDocuments, context);
  reportUnsafe(ordered.unsafe, source, names, errors);
  return ordered.body;
}

/** The variables that are known in a branch from outside its body. */
export function argumentVars({ head }: Rule): Set<string> {
  const vars = new Set(rootDocuments);
  for (const arg of head.args ?? []) collectVars(arg, everywhere, vars);
  return vars;
}

function reportUnsafe(unsafe: readonly UnsafeVar[], source: SourceText, names: LocalNames, errors: ErrorCollector): void {
  const seen = new Set<string>();
  for (const { name, expr } of unsafe.toSorted((left, right) => left.expr.start - right.expr.start)) {
    const written = names.writtenName(name);
    if (written === undefined || seen.has(name)) continue;
    seen.add(name);
    errors.add("rego_unsafe_var_error", source, expr, `var ${written} is unsafe`);
  }
  const [first] = unsafe;
  if (first !== undefined && seen.size === 0) errors.add("rego_unsafe_var_error", source, first.expr, "expression is unsafe");
}
