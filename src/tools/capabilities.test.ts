import { describe, expect, test } from "vitest";
import { Engine } from "../engine.ts";
import type { Capabilities } from "../parser/language.ts";
import { capabilitiesOfVersion, currentCapabilities } from "./capabilities.ts";
import { checkModules } from "./check-modules.ts";

describe("capabilities of versions", () => {
  test.each<[version: string, builtins: number, keywords: readonly string[] | undefined, features: readonly string[] | undefined]>([
    ["v0.17.0", 114, undefined, undefined],
    ["v0.34.0", 161, ["in"], undefined],
    ["v0.70.0", 199, ["contains", "every", "if", "in"], ["rule_head_ref_string_prefixes", "rule_head_refs", "rego_v1_import"]],
    ["v1.0.0", 199, undefined, ["rego_v1"]],
    ["v1.20.2", 206, ["and", "not", "or"], ["keywords_in_refs", "rego_v1", "template_strings"]],
  ])("%s has %d builtins", (version, builtins, keywords, features) => {
    const found = capabilitiesOfVersion(version);
    expect([found?.builtins?.length, found?.future_keywords, found?.features]).toEqual([builtins, keywords, features]);
  });

  test("the last is the current one", () => {
    expect(capabilitiesOfVersion("v1.20.2")).toEqual(currentCapabilities());
    expect(capabilitiesOfVersion("v9")).toBeUndefined();
  });
});

describe("what is not allowed", () => {
  const all = currentCapabilities();
  const check = (text: string, capabilities: Capabilities, regoVersion: 0 | 1 = 1): readonly string[] =>
    checkModules([{ file: "p.rego", text: `package p\n${text}\n` }], { capabilities, regoVersion }).map(
      ({ location, message }) => `${location === undefined ? "" : `${location.row}:${location.col} `}${message}`,
    );

  test.each<[text: string, capabilities: Capabilities, errors: readonly string[], regoVersion?: 0 | 1]>([
    ["p := upper(lower(1))", { ...all, builtins: [{ name: "lower" }] }, ["2:6 undefined function upper"]],
    ["p := 1 + 2", { ...all, builtins: [] }, ["2:6 undefined function plus"]],
    ["p := 1", { ...all, features: [] }, ["illegal capabilities: rego_v1 feature required for parsing v1 Rego"]],
    ["p := 1", {}, [], 0],
    ["import rego.v1", {}, ["2:8 invalid import, `rego.v1` is not supported by current capabilities"], 0],
    ["import future.keywords.if", { future_keywords: ["in"] }, ["2:8 unexpected keyword, must be one of [in]"], 0],
    ["import future.keywords.not", { ...all, future_keywords: [] }, ["2:8 unexpected keyword, must be one of [contains every if in]"]],
    ['p := $"{1}"', { ...all, features: ["rego_v1"] }, ["2:6 template strings are not supported by current capabilities"]],
    ["p if input.with", { ...all, features: ["rego_v1"] }, ["2:12 unexpected with keyword: expected identifier"]],
    ["p.q[x] := 1 { x := 1 }", {}, ["2:1 rule heads with refs are not supported: p.q[x]"], 0],
    ["p.q.r := 1", { features: ["rule_head_ref_string_prefixes"] }, [], 0],
  ])("%s", (text, capabilities, errors, regoVersion) => {
    expect(check(text, capabilities, regoVersion)).toEqual(errors);
  });

  test("holds for engines", () => {
    const engine = new Engine({ capabilities: { ...all, builtins: [{ name: "lower" }] } });
    engine.addModule("p.rego", 'package p\np := upper("x")');
    expect(() => engine.prepare("data.p.p")).toThrow("undefined function upper");
    expect(() => new Engine({ capabilities: {} }).addModule("p.rego", "package p")).toThrow("rego_v1 feature required");
  });
});
