import type { Workload } from "../workload.ts";
import { defineWorkload } from "../workload.ts";

/** Many rules that each want another glob pattern to match; none has `**`. */
export function rulesByGlob(count: number): Workload {
  const roles = ["reader", "writer"];
  const rules = Array.from(
    { length: count },
    (_, index) => `allow if {\n\tinput.role == "${roles[index % 2]}"\n\tglob.match("tenant-${index}:*:read", [":"], input.action)\n}\n`,
  );
  const wanted = Math.floor(count * 0.7);
  const roleOf = new Map(Array.from({ length: count }, (_, index) => [`tenant-${index}`, roles[index % 2] ?? ""]));
  return defineWorkload({
    name: `index-glob-${count}`,
    family: "index-glob",
    standsFor: `${count} rules of which one matches, by \`glob.match\``,
    query: "data.index.allow",
    policy: `package index\n\ndefault allow := false\n\n${rules.join("\n")}`,
    data: {},
    input: { role: roles[wanted % 2] ?? "", action: `tenant-${wanted}:orders:read` },
    byHand: ({ role, action }) => {
      if (typeof action !== "string") return false;
      const parts = action.split(":");
      return parts.length === 3 && parts[2] === "read" && roleOf.get(parts[0] ?? "") === role;
    },
  });
}
