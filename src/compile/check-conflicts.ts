/** Stage "conflicts": rules of one name must be of one kind and arity, have one default, and nothing may stand below a single value. */
import type { ErrorCollector, LocalNames } from "./context.ts";
import { formatPath, formatRef } from "./format-ref.ts";
import { type CheckedRule, findNode, type RuleNode } from "./program.ts";
import { rulesBelow, walkTree } from "./rule-tree.ts";

export function checkConflicts(tree: RuleNode, names: LocalNames, errors: ErrorCollector): void {
  for (const node of walkTree(tree)) {
    if (node.rules.length > 0) checkNode(node, names, errors);
  }
  checkPackages(tree, errors);
}

function checkNode(node: RuleNode, names: LocalNames, errors: ErrorCollector): void {
  for (const rules of groupByHead(node.rules)) {
    const [first] = rules;
    if (first === undefined) continue;
    const report = (message: string): void => errors.add("rego_type_error", first.module.source, first.rule, message);
    const name = formatRef(first.rule.head.ref, names);
    const below = conflictsBelow(node, rules);
    const kinds = new Set(rules.map((rule) => (rule.kind === "set" ? "set" : "single")));
    const arities = new Set(rules.map((rule) => rule.rule.head.args?.length ?? -1));
    const defaults = rules.filter((rule) => rule.rule.default);
    if (below.length > 0) report(`rule ${name} conflicts with:${below.map((rule) => `\n  ${describe(rule, names)}`).join("")}`);
    else if (kinds.size > 1 || arities.size > 1) report(`conflicting rules ${name} found`);
    else if (defaults.length > 1) {
      const message = `multiple default rules ${name} found at ${defaults.map(placeOf).join(", ")}`;
      errors.add("rego_type_error", first.module.source, first.module.package, message);
    }
  }
  checkDynamicKinds(node, names, errors);
}

/** Rules at one node with equal constant dynamic parts belong together; most nodes have a single group. */
function groupByHead(rules: readonly CheckedRule[]): readonly (readonly CheckedRule[])[] {
  const plain = rules.filter((rule) => rule.dynamic.length === 0);
  return plain.length === 0 ? [] : [plain];
}

/** A partial set and a partial object cannot share a name, nor can a single value and a partial object. */
function checkDynamicKinds(node: RuleNode, names: LocalNames, errors: ErrorCollector): void {
  const [first] = node.rules;
  const plain = node.rules.filter((rule) => rule.dynamic.length === 0);
  if (first === undefined || plain.length === 0 || plain.length === node.rules.length) return;
  const named = node.rules.find((rule) => rule.dynamic.length > 0) ?? first;
  errors.add("rego_type_error", first.module.source, first.rule, `conflicting rules ${formatRef(named.rule.head.ref, names)} found`);
}

function conflictsBelow(node: RuleNode, rules: readonly CheckedRule[]): readonly CheckedRule[] {
  if (rules.every((rule) => rule.dynamic.length > 0)) return [];
  const seen = new Set<string>();
  const below: CheckedRule[] = [];
  for (const child of node.children.values()) {
    for (const rule of rulesBelow(child)) {
      const path = formatPath(rule.path);
      if (!seen.has(path)) below.push(rule);
      seen.add(path);
    }
  }
  return below;
}

function describe(rule: CheckedRule, names: LocalNames): string {
  return `rule ${formatRef(rule.rule.head.ref, names)} at ${placeOf(rule)}`;
}

function placeOf(rule: CheckedRule): string {
  const { file, row } = rule.module.source.locate(rule.rule.start);
  return `${file}:${row}`;
}

/** A package must not be at or below the path of a rule with a single value. */
function checkPackages(tree: RuleNode, errors: ErrorCollector): void {
  const modules = new Set([...rulesBelow(tree)].map((rule) => rule.module));
  for (const module of modules) {
    const path = module.package.path.terms.slice(1).map((term) => (term.kind === "string" ? term.value : ""));
    const node = findNode(tree, path);
    const rule = node?.rules.find((candidate) => candidate.dynamic.length === 0 && candidate.module !== module);
    if (rule === undefined) continue;
    const name = rule.path.slice(rule.module.package.path.terms.length - 1).join(".");
    const message = `package ${path.join(".")} conflicts with rule ${name} defined at ${placeOf(rule)}`;
    errors.add("rego_type_error", rule.module.source, rule.module.package, message);
  }
}
