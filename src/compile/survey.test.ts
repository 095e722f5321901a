import { expect, it } from "vitest";
import { parseModule } from "../parser/parse.ts";
import { type Survey, surveyRule } from "./survey.ts";

it.each<[string, readonly (keyof Survey)[]]>([
  ["p := 1", []],
  ["p if { x := input; x.y }", []],
  ['p if $"{input.x}"', ["templates"]],
  ['p := [$"a{1}"]', ["templates"]],
  ['p[$"{1}"] := 1', ["templates"]],
  ["p if print(1)", ["prints"]],
  ["p if { [1 | print(1)] }", ["prints"]],
  ["p if every x in [1] { print(x) }", ["prints"]],
  ["p if q with input as 1", ["modifiers"]],
  ['p if q with input as {$"{1}"}', ["templates", "modifiers"]],
  ["p := {1 | q with input as 1}", ["modifiers"]],
  ["p if not q", ["negations"]],
  ["p := 1 if q else := 2 if { not q }", ["negations"]],
  ["p := {1: 2 | not q}", ["negations"]],
  ["p if { data := 1 }", ["shadows"]],
  ["p if { [1 | input := 1] }", ["shadows"]],
])("%s", (rule, found) => {
  const { rules } = parseModule("p.rego", `package p\n${rule}`, { regoVersion: 1, annotations: undefined });
  const survey = rules.map(surveyRule).flatMap(Object.entries);
  expect(survey.filter(([, there]) => there).map(([name]) => name)).toEqual(found);
});
