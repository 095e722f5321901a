import { childrenOf, type Node } from "../ast/visit.ts";

/** Whether a tree is deeper than a limit. Walks without recursion, since that is what it guards. */
export function isDeeperThan(limit: number, root: Node): boolean {
  const nodes: Node[] = [root];
  const depths: number[] = [1];
  for (let node = nodes.pop(), depth = depths.pop(); node !== undefined && depth !== undefined; node = nodes.pop(), depth = depths.pop()) {
    if (depth > limit) return true;
    for (const child of childrenOf(node)) {
      nodes.push(child);
      depths.push(depth + 1);
    }
  }
  return false;
}
