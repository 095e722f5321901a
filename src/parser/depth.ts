import type { Expr, Rule, Term } from "../ast/nodes.ts";

type Node = Term | Expr | Rule;

/** Whether a tree is deeper than a limit. Walks without recursion, since that is what it guards. */
export function isDeeperThan(limit: number, roots: readonly (Rule | Expr | Term)[]): boolean {
  const nodes: Node[] = [...roots];
  const depths: number[] = roots.map(() => 1);
  for (let node = nodes.pop(), depth = depths.pop(); node !== undefined && depth !== undefined; node = nodes.pop(), depth = depths.pop()) {
    if (depth > limit) return true;
    for (const child of childrenOf(node)) {
      nodes.push(child);
      depths.push(depth + 1);
    }
  }
  return false;
}

function childrenOf(node: Node): readonly Node[] {
  switch (node.kind) {
    case "rule":
      return [...(node.head.args ?? []), ...node.head.ref.terms, ...present(node.head.key, node.head.value, node.else), ...node.body];
    case "term-expr":
      return [node.term, ...withValues(node)];
    case "call-expr":
      return [...node.args, ...node.operator.terms, ...withValues(node)];
    case "some":
      return [...node.symbols, ...withValues(node)];
    case "every":
      return [node.domain, ...node.body, ...withValues(node)];
    case "not":
      return [...node.body, ...withValues(node)];
    case "logical":
      return [...node.left, ...node.right, ...withValues(node)];
    default:
      return childTerms(node);
  }
}

function childTerms(term: Term): readonly Node[] {
  switch (term.kind) {
    case "ref":
      return term.terms;
    case "array":
    case "set":
      return term.items;
    case "object":
      return term.entries.flatMap(({ key, value }) => [key, value]);
    case "call":
      return [...term.args, ...term.operator.terms];
    case "array-comprehension":
    case "set-comprehension":
      return [term.head, ...term.body];
    case "object-comprehension":
      return [term.key, term.value, ...term.body];
    case "template-string":
      return term.parts;
    default:
      return [];
  }
}

function withValues(expr: Expr): readonly Term[] {
  return expr.with.map(({ value }) => value);
}

function present(...nodes: readonly (Node | undefined)[]): readonly Node[] {
  return nodes.filter((node) => node !== undefined);
}
