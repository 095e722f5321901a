/** What fuzzing has found, made small: each once was wrong. */
import { describe, expect, it } from "vitest";
import type { FuzzTarget } from "./target.ts";
import { tryCase } from "./target.ts";
import { parserTarget } from "./targets/parser.ts";

const modules: readonly (readonly [what: string, text: string])[] = [
  ["a minus behind another expression was printed as an operator", "package a\nm[v]if{s;-1=(([]))}"],
  ["the same, so that the printed text was refused", 'package u\nr[[]]if{[""]}d(([]))if{4=[];-9=[]with i as{}}'],
  ["the same in a member expression and in a chain of operators", "package a\nx if { input.y; -1 in [1]; -1 - 2 < 3; -1 }"],
  ["a set with an item twice was taken for another one by the comparison itself", "package v\nr if { 6 = {{v, 3, v} - 1 in []}; v := 1 }"],
  [
    "a union at the start of a body was printed as the head of a comprehension",
    'package v\nr if{({""|m in[]}|(n))>{(d)}([]);s}\na if { ({1} | {2}); true }',
  ],
  ["carriage returns at the end of a comment were taken off one by one", "#\r\r\r\r\r\r\r\r\r\r\r\r\npackage d"],
];

describe("findings of the fuzzer", () => {
  it.each(modules)("%s", async (_, text) => {
    const target: FuzzTarget = parserTarget;
    expect(await tryCase(target, { texts: { "policy.rego": text }, regoVersion: 1 })).toBeUndefined();
  });
});
