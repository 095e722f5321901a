import { expect, test } from "vitest";
import { queryDependencies } from "./query-dependencies.ts";

const policy = `package policy

allow if is_admin

is_admin if data.lib.helper(input.user.name) == data.roles[input.user.id].z

other if data.nothing.here with input.q as input.r
`;
const lib = "package lib\n\nhelper(x) := data.names[x]\n";

test.each<[query: string, base: readonly string[], virtual: readonly string[]]>([
  [
    "data.policy.allow",
    ["data.names", "data.roles", "input.user.id", "input.user.name"],
    ["data.lib.helper", "data.policy.allow", "data.policy.is_admin"],
  ],
  ["data.policy.other", ["data.nothing.here", "input.q", "input.r"], ["data.policy.other"]],
  ["data.policy.none", ["data.policy.none"], []],
  ["x := input.a.b; input.a; data.base", ["data.base", "input.a"], []],
  ["input.x[input.y].z; input.x.y", ["input.x", "input.x.y", "input.y"], []],
  ["1", [], []],
])("%s", (query, base, virtual) => {
  const found = queryDependencies(query, [
    { file: "policy.rego", text: policy },
    { file: "lib.rego", text: lib },
  ]);
  expect([found.base, found.virtual].map((paths) => paths.map((path) => path.join(".")))).toEqual([base, virtual]);
});
