/** Stage "conflicts": rules of one name must be of one kind and arity, have one default, and nothing may stand below a single value. */
import type { ErrorCollector, LocalNames } from "./context.ts";
import { formatRef } from "./format-ref.ts";
import { type CheckedRule, findNode, type RuleNode } from "./program.ts";
import { rulesBelow, walkTree } from "./rule-tree.ts";

export function checkConflicts(tree: RuleNode, names: LocalNames, errors: ErrorCollector): void {
  for (const node of walkTree(tree)) {
    checkNode(node, names, errors);
  }
  checkPackages(tree, errors);
}

/** The rules whose heads share a path up to their first variable: OPA names the last of them, at the place of the first. */
function checkNode({ rules, children }: RuleNode, names: LocalNames, errors: ErrorCollector): void {
  const first = rules[0];
  const last = rules.at(-1);
  if (first === undefined || last === undefined) return;
  // Nearly every name stands for rules of one kind, and for nothing below them.
  if (children.size === 0 && rules.every((rule) => isLike(rule, first) && (rule === first || !rule.rule.default))) return;
  const name = formatRef(last.rule.head.ref, names);
  const report = (message: string): void => errors.add("rego_type_error", first.module.source, first.rule, message);
  const ground = rules.filter((rule) => rule.dynamic.length === 0);
  const below = ground.length === 0 ? [] : conflictsBelow(children.values());
  const kinds = new Set(rules.map((rule) => rule.kind === "set"));
  const arities = new Set(rules.map((rule) => rule.rule.head.args?.length ?? -1));
  const defaults = rules.filter((rule) => rule.rule.default);
  if (below.length > 0) report(`rule ${name} conflicts with:${below.map((rule) => `\n  ${describe(rule, names)}`).join("")}`);
  else if (kinds.size > 1 || arities.size > 1 || (ground.length > 0 && ground.length < rules.length))
    report(`conflicting rules ${name} found`);
  else if (defaults.length > 1) {
    const message = `multiple default rules ${name} found at ${defaults.map(placeOf).join(", ")}`;
    errors.add("rego_type_error", first.module.source, first.module.package, message);
  }
}

function isLike({ dynamic, kind, rule }: CheckedRule, other: CheckedRule): boolean {
  if ((kind === "set") !== (other.kind === "set") || dynamic.length > 0 !== other.dynamic.length > 0) return false;
  return rule.head.args?.length === other.rule.head.args?.length;
}

/** The first rule of each path below. */
function conflictsBelow(children: Iterable<RuleNode>): readonly CheckedRule[] {
  const below: CheckedRule[] = [];
  for (const child of children) {
    for (const { rules } of walkTree(child)) if (rules[0] !== undefined) below.push(rules[0]);
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
