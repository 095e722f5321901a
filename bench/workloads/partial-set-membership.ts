import { defineWorkload } from "../workload.ts";

const teams = Object.fromEntries(
  Array.from({ length: 50 }, (_, team) => [
    `team-${team}`,
    { members: Array.from({ length: 20 }, (_, member) => `user-${team * 20 + member}`) },
  ]),
);

export const partialSetMembership = defineWorkload({
  name: "partial-set-membership",
  standsFor: "a question for one element of a partial set of 1,000",
  query: "data.membership.allow",
  policy: `package membership

default allow := false

allow if input.user in members

members contains user if {
	some team in data.teams
	some user in team.members
}
`,
  data: { teams },
  input: { user: "user-777" },
  byHand: (input, data) => {
    for (const team of Object.values(data.teams)) {
      if (team.members.includes(input.user)) return true;
    }
    return false;
  },
});
