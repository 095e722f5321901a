import type { Workload } from "../workload.ts";
import { defineWorkload } from "../workload.ts";

/** One record of a large document. */
export function userLookup(users: number): Workload {
  const records = Object.fromEntries(
    Array.from({ length: users }, (_, index) => [
      `user-${index}`,
      { name: `User ${index}`, level: index % 7, groups: [`group-${index % 13}`, `group-${index % 17}`], active: index % 3 !== 0 },
    ]),
  );
  const id = `user-${Math.floor(users / 3) * 2 + 1}`;
  return defineWorkload({
    name: `user-lookup-${users}`,
    family: "user-lookup",
    standsFor: `one record of ${users} in the data, and a decision on its fields`,
    query: "data.lookup.allow",
    policy: `package lookup

default allow := false

allow if {
	user := data.users[input.user]
	user.active
	user.level >= input.level
	input.group in user.groups
}
`,
    data: { users: records },
    input: { user: id, level: 0, group: records[id]?.groups[1] ?? "" },
    byHand: (input, data) => {
      const user = data.users[input.user];
      return user?.active === true && user.level >= input.level && user.groups.includes(input.group);
    },
  });
}
