/** Stage "rule tree": all rules by the path of their head. */
import type { CheckedRule, PathKey, RuleNode } from "./program.ts";

/** Builds the tree; rules keep their order within a node. Packages have their node even without rules. */
export function buildRuleTree(rules: readonly CheckedRule[], packages: readonly (readonly PathKey[])[]): RuleNode {
  const root: RuleNode = { path: [], children: new Map(), rules: [] };
  for (const path of packages) nodeAt(root, path);
  for (const rule of rules) nodeAt(root, rule.path).rules.push(rule);
  return root;
}

function nodeAt(root: RuleNode, path: readonly PathKey[]): RuleNode {
  let node = root;
  for (const part of path) {
    let child = node.children.get(part);
    if (child === undefined) {
      child = { path: [...node.path, part], children: new Map(), rules: [] };
      node.children.set(part, child);
    }
    node = child;
  }
  return node;
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
