/** Stage "with": what may be replaced, and by what. */
import type { Expr, RefTerm, Rule, Term, With } from "../ast/nodes.ts";
import type { SourceText } from "../errors/source-text.ts";
import { type KnownBuiltins, refuseAbsent } from "./check-calls.ts";
import type { ErrorCollector, LocalNames } from "./context.ts";
import { formatRef } from "./format-ref.ts";
import { findNode, type RuleNode } from "./program.ts";
import { dataPath, functionsAt } from "./references.ts";
import { branchesOf, isFunctionReplacement, isRootDocument, makeRef, operatorName } from "./terms.ts";
import { closuresOf } from "./variables.ts";

const irreplaceable = new Set(["eq", "rego.metadata.chain", "rego.metadata.rule"]);

/** Checks the `with` modifiers of a rule. */
export function checkRuleWiths(rule: Rule, source: SourceText, scope: WithScope, names: LocalNames, errors: ErrorCollector): void {
  for (const branch of branchesOf(rule)) checkBodyWiths(branch.body, source, scope, names, errors);
}

export function checkBodyWiths(
  body: readonly Expr[],
  source: SourceText,
  scope: WithScope,
  names: LocalNames,
  errors: ErrorCollector,
): void {
  const check = (expr: Expr): void => {
    for (const modifier of expr.with) checkTarget(modifier, source, scope, names, errors);
    for (const closure of closuresOf(expr)) closure.body.forEach(check);
  };
  body.forEach(check);
}

export interface WithScope {
  readonly tree: RuleNode;
  readonly builtins: KnownBuiltins;
}

function checkTarget(modifier: With, source: SourceText, { tree, builtins }: WithScope, names: LocalNames, errors: ErrorCollector): void {
  const { target } = modifier;
  if (isFunctionReplacement(modifier)) refuseAbsent(modifier.replacement, source, builtins, errors);
  const head = target.terms[0];
  if (head !== undefined && isRootDocument(head)) {
    if (head.kind === "var" && head.name === "data" && isBelowRule(tree, target)) {
      errors.add("rego_compile_error", source, target, "with keyword cannot partially replace virtual document(s)");
    }
    return;
  }
  const name = operatorName(target);
  const builtin = name === undefined ? undefined : builtins.get(name);
  if (builtin === undefined) {
    errors.add("rego_type_error", source, target, "with keyword target must reference existing input, data, or a function");
    return;
  }
  const prefix = "with keyword replacing built-in function:";
  const refuse = (reason: string): void => errors.add("rego_compile_error", source, target, `${prefix} ${reason}`);
  if (irreplaceable.has(builtin.name)) refuse(`replacement of "${builtin.name}" invalid`);
  else if (builtin.name.startsWith("internal.")) refuse(`replacement of internal function "${formatRef(target, names)}" invalid`);
  else if (builtin.kind === "relation") refuse("target must not be a relation");
  else if (builtin.result === undefined) refuse("target must not be a void function");
}

/** Is there a rule above the end of the target? */
function isBelowRule(tree: RuleNode, target: RefTerm): boolean {
  let node: RuleNode | undefined = tree;
  for (const operand of target.terms.slice(1, -1)) {
    node = operand.kind === "string" ? node?.children.get(operand.value) : undefined;
    if (node === undefined) return false;
    if (node.rules.length > 0) return true;
  }
  return false;
}

/**
 * Does the value of a `with` name a function, a builtin or, for functions, a rule, so that the target is replaced by it and not by a value
 * known before? A document that a function is to replace is undefined.
 */
export function replacingFunction(modifier: Pick<With, "target" | "value">, { tree, builtins }: WithScope): RefTerm | undefined {
  const { target } = modifier;
  const isFunction = namesFunction(target, tree, builtins);
  const [head] = target.terms;
  if (!isFunction && !(head?.kind === "var" && head.name === "data")) return undefined;
  const value = asRef(modifier.value);
  if (value === undefined) return undefined;
  const path = dataPath(value);
  if (path !== undefined) return findNode(tree, path)?.rules.some((rule) => isFunction || rule.kind === "function") ? value : undefined;
  if (!isFunction) return undefined;
  const name = operatorName(value);
  return name !== undefined && builtins.get(name) !== undefined ? value : undefined;
}

/** Is the target of a `with` a function or builtin rather than a document? */
function namesFunction(target: RefTerm, tree: RuleNode, builtins: KnownBuiltins): boolean {
  const head = target.terms[0];
  if (head?.kind === "var" && head.name === "data") return functionsAt(tree, target).length > 0;
  const name = operatorName(target);
  return name !== undefined && builtins.get(name) !== undefined;
}

function asRef(term: Term): RefTerm | undefined {
  if (term.kind === "ref") return term;
  return term.kind === "var" ? makeRef([term], term) : undefined;
}
