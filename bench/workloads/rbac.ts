import { defineWorkload } from "../workload.ts";

interface Grant {
  readonly methods: readonly string[];
  readonly path: readonly string[];
}

const roleNames = Array.from({ length: 20 }, (_, index) => `role-${index}`);
const roles = Object.fromEntries(
  roleNames.map((name, index) => {
    const grants: Grant[] = [
      { methods: ["GET"], path: [`service-${index}`] },
      { methods: ["GET"], path: [`service-${index}`, "*"] },
      { methods: ["POST", "PUT"], path: [`service-${index}`, "*", "items"] },
    ];
    return [name, grants];
  }),
);
const bindings = Object.fromEntries(
  Array.from({ length: 100 }, (_, user) => [
    `user-${user}`,
    Array.from({ length: 5 }, (_, step) => roleNames[(user + step * 3) % 20] ?? ""),
  ]),
);

export const rbac = defineWorkload({
  name: "rbac",
  standsFor: "HTTP authorisation: the roles of a user, their grants of methods on paths with wildcards",
  query: "data.rbac.allow",
  policy: `package rbac

default allow := false

allow if {
	some role in data.bindings[input.user]
	some grant in data.roles[role]
	input.method in grant.methods
	path_matches(grant.path, input.path)
}

path_matches(pattern, path) if {
	count(pattern) == count(path)
	every index, segment in pattern {
		segment_matches(segment, path[index])
	}
}

segment_matches("*", _) := true

segment_matches(segment, segment) := true
`,
  data: { roles, bindings },
  input: { user: "user-7", method: "PUT", path: ["service-19", "order-4711", "items"] },
  byHand: (input, data) => {
    for (const role of data.bindings[input.user] ?? []) {
      for (const grant of data.roles[role] ?? []) {
        if (grant.methods.includes(input.method) && matchPath(grant.path, input.path)) return true;
      }
    }
    return false;
  },
});

function matchPath(pattern: readonly string[], path: readonly string[]): boolean {
  return pattern.length === path.length && pattern.every((segment, index) => segment === "*" || segment === path[index]);
}
