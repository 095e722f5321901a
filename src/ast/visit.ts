import type { Expr, Rule, ScalarTerm, Term } from "./nodes.ts";

/** What a tree consists of, below the module. */
export type Node = Term | Expr | Rule;

/** The nodes directly below a node, in order of the text. */
export function childrenOf(node: Node): readonly Node[] {
  switch (node.kind) {
    case "rule":
      return [...headTerms(node), ...node.body, ...(node.else === undefined ? [] : [node.else])];
    case "term-expr":
      return [node.term, ...withTerms(node)];
    case "call-expr":
      return [node.operator, ...node.args, ...withTerms(node)];
    case "some":
      return [...node.symbols, ...withTerms(node)];
    case "every":
      return [...(node.key === undefined ? [] : [node.key]), node.value, node.domain, ...node.body, ...withTerms(node)];
    case "not":
      return [...node.body, ...withTerms(node)];
    case "logical":
      return [...node.left, ...node.right, ...withTerms(node)];
    default:
      return childTerms(node);
  }
}

/** Calls `visit` with a node and all below it, parents first, without recursion. Where it returns false, nothing below is visited. */
export function walk(root: Node, visit: (node: Node) => boolean | undefined): void {
  const waiting: Node[] = [root];
  for (let node = waiting.pop(); node !== undefined; node = waiting.pop()) {
    if (visit(node) === false) continue;
    const children = childrenOf(node);
    for (let at = children.length - 1; at >= 0; at--) {
      const child = children[at];
      if (child !== undefined) waiting.push(child);
    }
  }
}

export function isScalar(term: Term | undefined): term is ScalarTerm {
  return term?.kind === "null" || term?.kind === "boolean" || term?.kind === "number" || term?.kind === "string";
}

/** Whether a term holds no variable, reference or call; comprehensions count as ground, as in OPA's heads. */
export function isGround(term: Term): boolean {
  switch (term.kind) {
    case "var":
    case "ref":
    case "call":
      return false;
    case "array":
    case "set":
      return term.items.every(isGround);
    case "object":
      return term.entries.every(({ key, value }) => isGround(key) && isGround(value));
    default:
      return true;
  }
}

function headTerms({ head }: Rule): readonly Term[] {
  const { args = [], key, ref, value } = head;
  return [ref, ...args, ...[key, value].filter((term) => term !== undefined)];
}

function withTerms({ with: modifiers }: Expr): readonly Term[] {
  return modifiers.flatMap(({ target, value }) => [target, value]);
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
      return [term.operator, ...term.args];
    case "array-comprehension":
    case "set-comprehension":
      return [term.head, ...term.body];
    case "object-comprehension":
      return [term.key, term.value, ...term.body];
    case "template-string":
      return term.parts;
    case "null":
    case "boolean":
    case "number":
    case "string":
    case "var":
      return [];
  }
}
