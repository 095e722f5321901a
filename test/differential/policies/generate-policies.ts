import { makeBody } from "./bodies.ts";
import { packageNames } from "./calls.ts";
import { documentShape, makeDocument, siblingShape, words } from "./documents.ts";
import type { Fragment, List } from "./fragment.ts";
import { list, render, simplify, text } from "./fragment.ts";
import { makeFunction } from "./functions.ts";
import { Random } from "./random.ts";
import { makeReference } from "./references.ts";
import type { MadeRule } from "./rules.ts";
import { makeCompleteRule, makeObjectRule, makeSetRule, makeTreeRule } from "./rules.ts";
import { makeTerm, makeUntyped } from "./terms.ts";
import type { Place, PolicySoFar } from "./writer.ts";

/** One case: a policy of several packages, its documents, and what to ask. All its parts can be made simpler. */
export interface GeneratedPolicy {
  /** The rules of each package, in the order in which the packages are loaded. */
  readonly packages: readonly { readonly name: string; readonly imports: string; readonly rules: List }[];
  readonly data: Fragment;
  readonly input: Fragment;
  readonly queries: readonly string[];
}

/** The texts of a policy, ready for an engine. */
export interface PolicyTexts {
  readonly modules: readonly { readonly fileName: string; readonly text: string }[];
  readonly data: string;
  readonly input: string;
}

/** Makes the policy with this number of the series with this seed: always the same one. */
export function generatePolicy(seed: number, index: number): GeneratedPolicy {
  const random = new Random(seed, index);
  const policy: PolicySoFar = { random, rules: [], finished: new Set(), names: 0 };
  const rules = new Map<string, Fragment[]>(packageNames.map((name) => [name, []]));
  const libraryRules = random.between(2, 6);
  for (let made = 0; made < libraryRules; made++) addRule(policy, random.pick(["lib.u", "lib.v"]), rules);
  policy.finished.add("lib.u").add("lib.v");
  const applicationRules = random.between(2, 6);
  for (let made = 0; made < applicationRules; made++) addRule(policy, "app", rules);
  const packages = packageNames.map((name) => ({ name, imports: makeImports(name), rules: list(rules.get(name) ?? [], "\n") }));
  return { packages, data: makeData(random), input: makeDocument(random, documentShape), queries: makeQueries(policy) };
}

function addRule(policy: PolicySoFar, packageName: string, rules: ReadonlyMap<string, Fragment[]>): void {
  const { random } = policy;
  const place: Place = {
    policy,
    package: packageName,
    variables: [],
    outer: [],
    depth: 3,
    writers: { term: makeTerm, untyped: makeUntyped, reference: makeReference, body: makeBody },
  };
  const make = random.weighted<(place: Place, name: string) => MadeRule>([
    [5, makeCompleteRule],
    [3, makeSetRule],
    [3, makeObjectRule],
    [2.5, makeTreeRule],
    [4, makeFunction],
  ]);
  const number = policy.rules.length + 1;
  const name = random.chance(0.1) ? `r${number}.${random.pick(words)}` : `r${number}`;
  const { clauses, parameters, shape } = make(place, name);
  policy.rules.push({ package: packageName, name, parameters, shape });
  rules.get(packageName)?.push(clauses);
}

function makeImports(name: string): string {
  return name === "app" ? "import data.lib.u\nimport data.lib.v as other\n" : "";
}

function makeData(random: Random): Fragment {
  const side = (): Fragment => makeDocument(random, siblingShape);
  return text`{${list([text`"docs":${makeDocument(random, documentShape)}`, text`"lib":{${list([text`"u":{"side":${side()}}`, text`"v":{"side":${side()}}`], ",")}}`, text`"app":{"side":${side()}}`], ",")}}`;
}

/** Each package whole, the whole tree, single rules, and parts of rules with a variable. */
function makeQueries({ random, rules }: PolicySoFar): readonly string[] {
  const values = rules.filter(({ parameters }) => parameters === undefined);
  const single = values.map(({ package: name, name: rule }) => `data.${name}.${rule}`);
  const parts = single
    .filter(() => random.chance(0.4))
    .map((path) => `${path}${random.pick(["[x]", '["a"]', "[_]", ".b", "[x][y]", "[1]"])}`);
  return ["data.lib", "data.app", ...single, ...parts, ...(random.chance(0.3) ? ["data", "data.lib[x]", "data.lib[x].r1"] : [])];
}

export function renderPolicy({ packages, data, input }: GeneratedPolicy): PolicyTexts {
  const modules = packages.map(({ name, imports, rules }) => ({
    fileName: `${name.replace(".", "_")}.rego`,
    text: `package ${name}\n\n${render(rules) === "" ? "" : `${imports}\n${render(rules)}`}`,
  }));
  return { modules, data: render(data), input: render(input) };
}

/** All policies that are one step simpler. */
export function* simplifyPolicy(policy: GeneratedPolicy): Generator<GeneratedPolicy> {
  const { packages, data, input } = policy;
  for (const [at, { rules }] of packages.entries()) {
    if (rules.items.length > 0) yield withRules(policy, at, { ...rules, items: [] });
  }
  for (const [at, { rules }] of packages.entries()) {
    for (const simpler of simplify(rules)) yield withRules(policy, at, simpler as List);
  }
  for (const simpler of simplify(data)) yield { ...policy, data: simpler };
  for (const simpler of simplify(input)) yield { ...policy, input: simpler };
}

function withRules(policy: GeneratedPolicy, at: number, rules: List): GeneratedPolicy {
  return { ...policy, packages: policy.packages.map((each, index) => (index === at ? { ...each, rules } : each)) };
}
