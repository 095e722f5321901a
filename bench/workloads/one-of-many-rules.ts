import type { Workload } from "../workload.ts";
import { defineWorkload } from "../workload.ts";

/** Many rules of which one matches: what a rule index is for. */
export function oneOfManyRules(count: number): Workload {
  const rules = Array.from(
    { length: count },
    (_, index) => `allow if {
	input.method == "${index % 2 === 0 ? "GET" : "POST"}"
	input.resource == "resource-${index}"
	input.role == "role-${index % 10}"
}
`,
  );
  const wanted = Math.floor(count * 0.7);
  const allowed = new Map(Array.from({ length: count }, (_, index) => [`resource-${index}`, index]));
  return defineWorkload({
    name: `index-${count}`,
    family: "index",
    standsFor: `${count} rules of which one matches`,
    query: "data.index.allow",
    policy: `package index\n\ndefault allow := false\n\n${rules.join("\n")}`,
    data: {},
    input: { method: wanted % 2 === 0 ? "GET" : "POST", resource: `resource-${wanted}`, role: `role-${wanted % 10}` },
    byHand: ({ method, resource, role }) => {
      const index = allowed.get(resource);
      return index !== undefined && method === (index % 2 === 0 ? "GET" : "POST") && role === `role-${index % 10}`;
    },
  });
}
