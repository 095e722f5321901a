import type { Workload } from "../workload.ts";
import { defineWorkload } from "../workload.ts";

/** Many rules that each want another prefix of a path. */
export function rulesByPrefix(count: number): Workload {
  const methods = ["GET", "POST"];
  const rules = Array.from(
    { length: count },
    (_, index) => `allow if {\n\tinput.method == "${methods[index % 2]}"\n\tstartswith(input.path, "/tenants/tenant-${index}/")\n}\n`,
  );
  const wanted = Math.floor(count * 0.7);
  const methodOf = new Map(Array.from({ length: count }, (_, index) => [`tenant-${index}`, methods[index % 2] ?? ""]));
  const start = "/tenants/";
  return defineWorkload({
    name: `index-startswith-${count}`,
    family: "index-startswith",
    standsFor: `${count} rules of which one matches, by \`startswith\``,
    query: "data.index.allow",
    policy: `package index\n\ndefault allow := false\n\n${rules.join("\n")}`,
    data: {},
    input: { method: methods[wanted % 2] ?? "", path: `/tenants/tenant-${wanted}/orders/4711` },
    byHand: ({ method, path }) => {
      if (typeof path !== "string" || !path.startsWith(start)) return false;
      const end = path.indexOf("/", start.length);
      return end > 0 && methodOf.get(path.slice(start.length, end)) === method;
    },
  });
}
