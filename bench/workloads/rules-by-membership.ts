import type { Workload } from "../workload.ts";
import { defineWorkload } from "../workload.ts";

/** Many rules that each want one of a few literal values: `x in {…}` is for a rule index what `==` is. */
export function rulesByMembership(count: number): Workload {
  const methods = ["GET", "POST"];
  const rules = Array.from({ length: count }, (_, index) => {
    const resources = [0, 1, 2].map((step) => `"resource-${index * 3 + step}"`);
    return `allow if {\n\tinput.method == "${methods[index % 2]}"\n\tinput.resource in {${resources.join(", ")}}\n}\n`;
  });
  const wanted = Math.floor(count * 0.7);
  const methodOf = new Map(
    Array.from({ length: count * 3 }, (_, index) => [`resource-${index}`, methods[Math.floor(index / 3) % 2] ?? ""]),
  );
  return defineWorkload({
    name: `index-in-${count}`,
    family: "index-in",
    standsFor: `${count} rules of which one matches, by \`in\` with a literal set`,
    query: "data.index.allow",
    policy: `package index\n\ndefault allow := false\n\n${rules.join("\n")}`,
    data: {},
    input: { method: methods[wanted % 2] ?? "", resource: `resource-${wanted * 3 + 1}` },
    byHand: ({ method, resource }) => methodOf.get(resource) === method,
  });
}
