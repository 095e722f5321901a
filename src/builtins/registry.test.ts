import { readdirSync } from "node:fs";
import { expect, test } from "vitest";
import { allGroups, groupList } from "./all-groups.ts";
import type { BuiltinGroups, GroupName } from "./group.ts";
import { standardBuiltins } from "./standard-builtins.ts";

test("a group is loaded when the implementation of one of its builtins is asked for", () => {
  const loaded: GroupName[] = [];
  const groups: BuiltinGroups = {
    has: () => true,
    load: (name) => {
      loaded.push(name);
      return allGroups.load(name);
    },
  };
  const builtins = standardBuiltins(groups);
  expect(builtins.get("regex.match")?.args.map(({ name }) => name)).toStrictEqual(["pattern", "value"]);
  expect(builtins.implementation("count")?.name).toBe("count");
  expect(builtins.implementation("no.such")).toBe(undefined);
  expect(loaded).toStrictEqual([]);
  const found = builtins.implementation("regex.match");
  expect(builtins.implementation("regex.match")).toBe(found);
  expect(builtins.get("regex.match")).toBe(found);
  expect(loaded).toStrictEqual(["regex"]);
});

test("generated signatures say what the tables say, but for what operands mean", () => {
  const builtins = standardBuiltins(allGroups);
  for (const expected of groupList.flatMap((group) => group.builtins)) {
    const { group, ...found } = { group: "", ...builtins.get(expected.name) };
    const { args, result, resultName, kind, variadic, infix, deprecated, nondeterministic } = expected;
    expect(found).toStrictEqual({
      ...{
        kind,
        name: expected.name,
        description: "",
        result,
        resultName,
        resultDescription: "",
        variadic,
        infix,
        deprecated,
        nondeterministic,
      },
      args: args.map(({ name, type }) => ({ name, description: "", type, rules: {} })),
    });
    expect(group).toBe(groupList.find((each) => each.builtins.includes(expected))?.name);
  }
});

test("each group is an entry point of its name", () => {
  const files = readdirSync(new URL("groups", import.meta.url)).map((file) => file.replace(/\.ts$/, ""));
  expect(groupList.map(({ name }) => name)).toStrictEqual(files.sort());
});
