/** Safety of whole rules and queries: orders their bodies and reports unsafe variables by the names of the text. */
import type { Body, Rule, Term, VarTerm } from "../ast/nodes.ts";
import type { SourceText } from "../errors/source-text.ts";
import type { ErrorCollector, LocalNames } from "./context.ts";
import type { CheckedRule } from "./program.ts";
import { rebuildRule } from "./rebuild.ts";
import { orderBody, type SafetyContext, type UnsafeVar } from "./safety.ts";
import { branchesOf } from "./terms.ts";
import { collectBodyVars, collectVars, everywhere } from "./variables.ts";

/** What is known in every query. */
export const rootDocuments: ReadonlySet<string> = new Set(["input", "data"]);

/** Every variable of a head must occur in the body or among the arguments. */
export function checkHeadSafety({ rule, module }: CheckedRule, names: LocalNames, errors: ErrorCollector): void {
  for (const branch of branchesOf(rule)) {
    const variables = variablesOfHead(branch);
    if (variables.length === 0) continue;
    const known = argumentVars(branch);
    collectBodyVars(branch.body, { withTargets: true }, known);
    const reported = new Set<string>();
    for (const variable of variables) {
      const written = names.writtenName(variable.name);
      if (known.has(variable.name) || written === undefined || reported.has(variable.name)) continue;
      reported.add(variable.name);
      errors.add("rego_unsafe_var_error", module.source, variable, `var ${written} is unsafe`);
    }
  }
}

function variablesOfHead({ head: { key, ref, value } }: Rule): readonly VarTerm[] {
  const variables: VarTerm[] = [];
  for (let index = 1; index < ref.terms.length; index++) {
    const operand = ref.terms[index];
    if (operand !== undefined) collectVariables(operand, variables);
  }
  if (key !== undefined) collectVariables(key, variables);
  if (value !== undefined) collectVariables(value, variables);
  return variables;
}

/** The variables of a head's term, where they stand. What is more than a composite has moved to the body. */
function collectVariables(term: Term, into: VarTerm[]): void {
  switch (term.kind) {
    case "var":
      into.push(term);
      return;
    case "array":
    case "set":
      for (const item of term.items) collectVariables(item, into);
      return;
    case "object":
      for (const { key, value } of term.entries) {
        collectVariables(key, into);
        collectVariables(value, into);
      }
      return;
    default:
      return;
  }
}

/** Orders the bodies of a rule and of its `else` branches. */
export function orderRule({ rule, module }: CheckedRule, context: SafetyContext, names: LocalNames, errors: ErrorCollector): Rule {
  const order = (branch: Rule): Rule => {
    const { body, unsafe } = orderBody(branch.body, argumentVars(branch), context);
    reportUnsafe(unsafe, module.source, names, errors);
    return rebuildRule(branch, branch.head, body, branch.else && order(branch.else));
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
