/** What a rule refers to: the references in it, and the rules that each of them may mean. */
import type { Body, Expr, RefTerm, Rule, Term } from "../ast/nodes.ts";
import { type CheckedRule, findNode, pathKeyOf, type RuleNode } from "./program.ts";
import { rulesBelow } from "./rule-tree.ts";
import { branchesOf, isFunctionReplacement } from "./terms.ts";

/** Calls `visit` for every ref of a rule: in head, bodies, closures, operators, `with` targets and values. */
export function walkRuleRefs(rule: Rule, visit: (ref: RefTerm) => void): void {
  for (const { head, body } of branchesOf(rule)) {
    for (const term of head.ref.terms.slice(1)) walkTermRefs(term, visit);
    for (const arg of head.args ?? []) walkTermRefs(arg, visit);
    if (head.key !== undefined) walkTermRefs(head.key, visit);
    if (head.value !== undefined) walkTermRefs(head.value, visit);
    walkBodyRefs(body, visit);
  }
}

export function walkBodyRefs(body: Body, visit: (ref: RefTerm) => void): void {
  for (const expr of body) walkExprRefs(expr, visit);
}

function walkExprRefs(expr: Expr, visit: (ref: RefTerm) => void): void {
  switch (expr.kind) {
    case "term-expr":
      walkTermRefs(expr.term, visit);
      break;
    case "call-expr":
      visit(expr.operator);
      for (const arg of expr.args) walkTermRefs(arg, visit);
      break;
    case "some":
      for (const symbol of expr.symbols) walkTermRefs(symbol, visit);
      break;
    case "every":
      walkTermRefs(expr.domain, visit);
      walkBodyRefs(expr.body, visit);
      break;
    case "not":
      walkBodyRefs(expr.body, visit);
      break;
    case "logical":
      walkBodyRefs(expr.left, visit);
      walkBodyRefs(expr.right, visit);
      break;
    default:
      expr satisfies never;
  }
  for (const modifier of expr.with) {
    visit(modifier.target);
    if (isFunctionReplacement(modifier)) visit(modifier.replacement);
    walkTermRefs(modifier.value, visit);
  }
}

function walkTermRefs(term: Term, visit: (ref: RefTerm) => void): void {
  switch (term.kind) {
    case "ref":
      visit(term);
      for (const operand of term.terms) walkTermRefs(operand, visit);
      return;
    case "array":
    case "set":
      for (const item of term.items) walkTermRefs(item, visit);
      return;
    case "object":
      for (const { key, value } of term.entries) {
        walkTermRefs(key, visit);
        walkTermRefs(value, visit);
      }
      return;
    case "call":
      visit(term.operator);
      for (const arg of term.args) walkTermRefs(arg, visit);
      return;
    case "array-comprehension":
    case "set-comprehension":
      walkTermRefs(term.head, visit);
      walkBodyRefs(term.body, visit);
      return;
    case "object-comprehension":
      walkTermRefs(term.key, visit);
      walkTermRefs(term.value, visit);
      walkBodyRefs(term.body, visit);
      return;
    default:
      return;
  }
}

/** The rules that a `data` ref may evaluate: those on its path, those its variables may select, and those below its end. */
export function rulesOfRef(tree: RuleNode, ref: RefTerm): ReadonlySet<CheckedRule> {
  const head = ref.terms[0];
  return head?.kind === "var" && head.name === "data" ? collectRules(tree, ref, new Set()) : NO_RULES;
}

const NO_RULES: ReadonlySet<CheckedRule> = new Set();

function collectRules(tree: RuleNode, ref: RefTerm, found: Set<CheckedRule>): ReadonlySet<CheckedRule> {
  const visit = (node: RuleNode, index: number): void => {
    for (const rule of node.rules) if (mayMatch(rule, ref.terms, index)) found.add(rule);
    const operand = ref.terms[index];
    if (operand === undefined) {
      for (const child of node.children.values()) for (const rule of rulesBelow(child)) found.add(rule);
      return;
    }
    const key = pathKeyOf(operand);
    if (key !== undefined) {
      const child = node.children.get(key);
      if (child !== undefined) visit(child, index + 1);
    } else if (operand.kind === "var" || operand.kind === "ref") {
      for (const child of node.children.values()) visit(child, index + 1);
    }
  };
  visit(tree, 1);
  return found;
}

/** Can the operands of the ref from `index` on meet the dynamic part of the rule's head? Only constants can rule it out. */
function mayMatch(rule: CheckedRule, terms: readonly Term[], index: number): boolean {
  return rule.dynamic.every((pattern, offset) => {
    const operand = terms[index + offset];
    if (operand === undefined) return true;
    if (pattern.kind === "string" && operand.kind === "string") return pattern.value === operand.value;
    if (pattern.kind === "number" && operand.kind === "number") return Number(pattern.text) === Number(operand.text);
    return true;
  });
}

/** The path of a ref into `data` whose operands are all strings; undefined for any other. */
export function dataPath(ref: RefTerm): readonly string[] | undefined {
  const [head, ...operands] = ref.terms;
  if (head?.kind !== "var" || head.name !== "data") return undefined;
  const path: string[] = [];
  for (const operand of operands) {
    if (operand.kind !== "string") return undefined;
    path.push(operand.value);
  }
  return path;
}

/** The functions that an operator names. */
export function functionsAt(tree: RuleNode, operator: RefTerm): readonly CheckedRule[] {
  const path = dataPath(operator);
  const node = path && findNode(tree, path);
  return node?.rules.filter((rule) => rule.kind === "function") ?? [];
}
