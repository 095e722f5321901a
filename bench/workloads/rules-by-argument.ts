import type { Workload } from "../workload.ts";
import { defineWorkload } from "../workload.ts";

/** A function with many clauses that each want another literal argument. */
export function rulesByArgument(count: number): Workload {
  const clauses = Array.from({ length: count }, (_, index) => `level("resource-${index}", _) := ${(index % 9) + 1}\n`);
  const levels = new Map(Array.from({ length: count }, (_, index) => [`resource-${index}`, (index % 9) + 1]));
  return defineWorkload({
    name: `index-argument-${count}`,
    family: "index-argument",
    standsFor: `a function of ${count} clauses of which one matches, by an argument`,
    query: "data.index.allow",
    policy: `package index

default allow := false

allow if input.clearance >= level(input.resource, input.action)

${clauses.join("\n")}`,
    data: {},
    input: { clearance: 9, resource: `resource-${Math.floor(count * 0.7)}`, action: "read" },
    byHand: ({ clearance, resource }) => {
      const level = levels.get(resource);
      return level !== undefined && clearance >= level;
    },
  });
}
