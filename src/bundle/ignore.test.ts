import { expect, test } from "vitest";
import { isIgnored } from "./ignore.ts";

/** What OPA 1.20.2 does with `--ignore`. */
const cases: readonly (readonly [string, string, boolean])[] = [
  [".*", ".hidden.json", true],
  [".*", "data.json", false],
  ["*.json", ".hidden.json", true],
  ["*.json", "data.yaml", false],
  ["a", "a", true],
  ["a", "ab", false],
  ["?.yml", "q.yml", true],
  ["?.yml", "qq.yml", false],
  ["[xy].rego", "x.rego", true],
  ["[a-c].rego", "b.rego", true],
  ["[^x].rego", "x.rego", false],
  ["{x,y}.rego", "x.rego", false],
  ["{x,y}.rego", "{x,y}.rego", true],
  ["a/b", "b", false],
  ["!a", "b", false],
  ["!a", "!a", true],
  ["+(a)", "a", false],
  ["*_test.rego", "x_test.rego", true],
  ["**", "anything", true],
  ["a\\*", "a*", true],
  ["a\\*", "ab", false],
];

test.each(cases)("%s on %s", (pattern, name, expected) => {
  expect(isIgnored(name, ["never", pattern])).toBe(expected);
});
