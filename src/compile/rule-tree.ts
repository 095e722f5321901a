/** Stage "rule tree": all rules by the path of their head. */
import type { CheckedRule, RuleNode } from "./program.ts";

/** Builds the tree; rules keep their order within a node. */
export function buildRuleTree(rules: readonly CheckedRule[]): RuleNode {
  const root: RuleNode = { path: [], children: new Map(), rules: [] };
  for (const rule of rules) {
    let node = root;
    for (const part of rule.path) {
      let child = node.children.get(part);
      if (child === undefined) {
        child = { path: [...node.path, part], children: new Map(), rules: [] };
        node.children.set(part, child);
      }
      node = child;
    }
    node.rules.push(rule);
  }
  return root;
}

/** A node and all below it, parents first. */
export function* walkTree(node: RuleNode): Iterable<RuleNode> {
  yield node;
  for (const child of node.children.values()) yield* walkTree(child);
}

/** The rules at a node and below. */
export function* rulesBelow(node: RuleNode): Iterable<CheckedRule> {
  for (const inner of walkTree(node)) yield* inner.rules;
}
