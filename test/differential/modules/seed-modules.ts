import { readdirSync, readFileSync } from "node:fs";
import { join, resolve } from "node:path";
import { readSuite } from "../../../conformance/case.ts";
import { generatePolicy, renderPolicy } from "../policies/generate-policies.ts";
import type { Random } from "../policies/random.ts";

/** A module that both engines may read, before it is changed. */
export interface SeedModule {
  readonly name: string;
  readonly text: string;
  readonly regoVersion: 0 | 1;
}

const root = resolve(import.meta.dirname, "../../..");

/** The written modules: seeds for this purpose, examples, and those of the conformance cases. */
export function readSeedModules(folder = root): readonly SeedModule[] {
  const seeds = join(folder, "test/differential/modules/seeds");
  const examples = join(folder, "examples");
  return [
    ...readModules(seeds),
    ...readModules(examples),
    ...readCases(join(folder, "conformance/cases/v1"), 1),
    ...readCases(join(folder, "conformance/cases/v0"), 0),
  ];
}

function readModules(folder: string): readonly SeedModule[] {
  const files = readdirSync(folder, { recursive: true, encoding: "utf8" }).filter((file) => file.endsWith(".rego"));
  return files
    .sort()
    .map((name) => ({ name, text: readFileSync(join(folder, name), "utf8"), regoVersion: name.startsWith("old") ? 0 : 1 }));
}

function readCases(folder: string, regoVersion: 0 | 1): readonly SeedModule[] {
  return readSuite(folder).flatMap(({ id, modules }) => modules.map((text) => ({ name: id, text, regoVersion })));
}

/** A module to change: half of them seeds written for it, then those of cases, and generated ones. */
export function pickSeedModule(random: Random, written: readonly SeedModule[]): SeedModule {
  const chosen = written.filter(({ name }) => name.endsWith(".rego"));
  return random.weighted<() => SeedModule>([
    [5, () => random.pick(chosen)],
    [3, () => random.pick(written)],
    [2, () => makeModule(random)],
  ])();
}

function makeModule(random: Random): SeedModule {
  const index = random.below(1_000_000);
  const { modules } = renderPolicy(generatePolicy(1, index));
  const { text } = random.pick(modules.filter((module) => module.text.length < 3_000).concat(modules.slice(0, 1)));
  return { name: `generated ${index}`, text, regoVersion: 1 };
}
