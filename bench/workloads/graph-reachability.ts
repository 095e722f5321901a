import type { Workload } from "../workload.ts";
import { defineWorkload } from "../workload.ts";

/** Who may act for whom, over any number of steps: five edges leave each node, all but a twentieth of the nodes can be reached. */
export function graphReachability(edges: number): Workload {
  const nodes = edges / 5;
  const isolated = Math.ceil(nodes / 20);
  const graph: Record<string, string[]> = {};
  for (let index = 0; index < nodes; index++) {
    graph[`node-${index}`] = Array.from(
      { length: 5 },
      (_, step) => `node-${step === 0 ? (index + 1) % (nodes - isolated) : (index * 7919 + step * 104_729) % (nodes - isolated)}`,
    );
  }
  return defineWorkload({
    name: `graph-${edges}`,
    standsFor: `what can be reached in a graph of ${edges} edges`,
    query: "data.delegation.decision",
    policy: `package delegation

reachable := graph.reachable(data.delegates, {input.subject})

default allow := false

allow if input.target in reachable

decision := {"allow": allow, "reaches": count(reachable)}
`,
    data: { delegates: graph },
    input: { subject: "node-0", target: `node-${Math.floor(nodes / 2)}` },
    byHand: (input, data) => {
      const reached = new Set<string>();
      const waiting: string[] = [input.subject];
      for (let node = waiting.pop(); node !== undefined; node = waiting.pop()) {
        const next = Object.hasOwn(data.delegates, node) ? data.delegates[node] : undefined;
        if (next === undefined || reached.has(node)) continue;
        reached.add(node);
        for (const neighbour of next) if (!reached.has(neighbour)) waiting.push(neighbour);
      }
      return { allow: reached.has(input.target), reaches: reached.size };
    },
  });
}
