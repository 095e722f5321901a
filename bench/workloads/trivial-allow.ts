import { defineWorkload } from "../workload.ts";

export const trivialAllow = defineWorkload({
  name: "trivial-allow",
  standsFor: "the cost of a call: one comparison and a default",
  query: "data.authz.allow",
  policy: `package authz

default allow := false

allow if input.role == "admin"
`,
  data: {},
  input: { role: "admin" },
  byHand: (input) => input.role === "admin",
});
