import { allGroups } from "#builtin-groups";
import type { Expr, Module, RefTerm, Rule, Term } from "../ast/nodes.ts";
import { childrenOf, type Node } from "../ast/visit.ts";
import { standardBuiltins } from "../builtins/standard-builtins.ts";
import { operatorName } from "../compile/terms.ts";
import { compareStrings } from "../values/string-order.ts";
import { type DescribedCapabilities, describeSignature } from "./capabilities.ts";

/** What modules need of the engine that evaluates them: builtins, keywords and features. Lists that would be empty are absent. */
export function requiredCapabilities(modules: readonly Module[]): DescribedCapabilities {
  const builtins = standardBuiltins(allGroups);
  const names = new Set<string>();
  const keywords = new Set<string>();
  const features = new Set<string>();
  for (const module of modules) {
    for (const rule of module.rules) collectFromRule(rule, names);
    if (names.has("internal.template_string")) features.add("template_strings");
    collectFromImports(module, keywords, features);
    for (const rule of module.rules) collectFromHead(rule, module, features);
  }
  const used = [...names].sort(compareStrings).flatMap((name) => builtins.get(name) ?? []);
  return {
    ...(used.length > 0 && { builtins: used.map((builtin) => describeSignature(builtin)) }),
    ...(keywords.size > 0 && { future_keywords: [...keywords].sort(compareStrings) }),
    ...(features.size > 0 && { features: [...features].sort(compareStrings) }),
  };
}

// --- builtins

function collectFromRule(rule: Rule, names: Set<string>): void {
  for (const term of [...(rule.head.args ?? []), ...rule.head.ref.terms.slice(1), rule.head.key, rule.head.value]) {
    if (term !== undefined) collect(term, names, true);
  }
  for (const expr of rule.body) collectFromExpr(expr, names);
  if (rule.else !== undefined) collectFromRule(rule.else, names);
}

/** OPA does not look for calls in the bodies of `every` and of `and` and `or`, other than for equalities. */
function collectFromExpr(expr: Expr, names: Set<string>): void {
  if (expr.generated) return;
  switch (expr.kind) {
    case "every":
      names.add("eq");
      if (mentions(expr, "equal")) names.add("equal");
      break;
    case "logical":
      if (mentions(expr, "equal")) names.add("equal");
      break;
    case "some":
      if (expr.symbols.some(({ kind }) => kind === "call")) names.add("eq");
      break;
    case "not":
      for (const inner of expr.body) collectFromExpr(inner, names);
      break;
    case "term-expr":
      for (const inner of expr.term.kind === "ref" ? expr.term.terms : [expr.term])
        collect(inner, names, expr.term.kind !== "ref" || isClosed(inner));
      break;
    default:
      addCall(expr.operator, names);
      for (const arg of expr.args) collect(arg, names, true);
  }
  for (const { value } of expr.with) collect(value, names, true);
}

/** Everything but the name at the head of a reference. */
function isClosed({ kind }: Term): boolean {
  return kind !== "var";
}

/** What stands inside of an expression: references get names of their own, by `=`. */
function collect(node: Node, names: Set<string>, inside: boolean): void {
  if (node.kind === "call") addCall(node.operator, names);
  if (node.kind === "template-string") names.add("internal.template_string");
  if (inside && (node.kind === "ref" || (node.kind === "var" && ["input", "data"].includes(node.name)))) names.add("eq");
  for (const child of childrenOf(node)) {
    if (isExpr(child)) collectFromExpr(child, names);
    else if (child.kind !== "rule" && !(node.kind === "call" && child === node.operator))
      collect(child, names, node.kind !== "ref" || child.kind !== "var");
  }
}

function isExpr(node: Node): node is Expr {
  return ["term-expr", "call-expr", "some", "every", "not", "logical"].includes(node.kind);
}

function addCall(operator: RefTerm, names: Set<string>): void {
  const name = operatorName(operator);
  if (name === undefined) return;
  names.add(name);
  if (name === "assign" || name === "equal") names.add("eq");
}

function mentions(node: Node, name: string): boolean {
  if ((node.kind === "call" || node.kind === "call-expr") && operatorName(node.operator) === name) return true;
  return childrenOf(node).some((child) => mentions(child, name));
}

// --- the language

const v0Keywords = ["contains", "every", "if", "in"];
const keywords1 = ["and", "not", "or"];

function collectFromImports({ imports, regoVersion }: Module, keywords: Set<string>, features: Set<string>): void {
  const isV1 = regoVersion === 1;
  for (const { path } of imports) {
    const [root, ...rest] = path.terms.map((term) => (term.kind === "var" ? term.name : term.kind === "string" ? term.value : ""));
    if (root === "rego" && !isV1) features.add("rego_v1_import");
    if (root !== "future") continue;
    const [, keyword] = rest;
    const imported = keyword === undefined ? [...keywords1, ...v0Keywords] : [keyword];
    for (const each of imported) if (!isV1 || keywords1.includes(each)) keywords.add(each);
  }
  if (isV1) features.add("rego_v1");
}

/** References as heads are a feature of their own in version 0. */
function collectFromHead({ head }: Rule, { regoVersion, imports }: Module, features: Set<string>): void {
  if (regoVersion === 1 && !imports.some(({ path }) => path.terms[0]?.kind === "var" && path.terms[0].name === "rego")) return;
  const operands = head.ref.terms.slice(1);
  if (operands.length < 2) return;
  features.add(operands.every(({ kind }) => kind === "string") ? "rule_head_ref_string_prefixes" : "rule_head_refs");
}
