import { readFileSync } from "node:fs";
import { resolve } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { allBuiltins } from "../../../src/builtins/all-builtins.ts";
import { findOpaVersion, OpaServer } from "../policies/opa-server.ts";
import { describeAnswer } from "./answer.ts";
import type { OpaServers } from "./compare-calls.ts";
import { compareBuiltin, comparedBuiltins } from "./compare-calls.ts";
import { generateCalls } from "./generate-calls.ts";
import { knownDifferences } from "./known-differences.ts";
import { notAsked, recipeFor } from "./recipes.ts";

/** A small sample of what `npm run differential:builtins` does with a hundred calls of each. */
const sample = { count: 8, seed: 4 };
const version = findOpaVersion();

describe("calls", () => {
  it("are at least 50 for each builtin, and always the same for a seed", () => {
    const few = comparedBuiltins().filter((builtin) => generateCalls(builtin, recipeFor(builtin.name), 100, 1).length < 50);
    expect(few.map(({ name }) => name)).toEqual([]);
    const [builtin] = comparedBuiltins();
    const make = (seed: number): unknown => builtin && generateCalls(builtin, recipeFor(builtin.name), 20, seed);
    expect(make(1)).toEqual(make(1));
    expect(make(1)).not.toEqual(make(2));
  });

  it("leave out only builtins that are there", () => {
    const names = new Set(allBuiltins.map(({ name }) => name));
    expect([...notAsked.keys()].filter((name) => !names.has(name))).toEqual([]);
  });
});

it("explains each known difference", () => {
  const text = readFileSync(resolve(import.meta.dirname, "../../../docs/differences.md"), "utf8");
  expect(knownDifferences.filter(({ title }) => !text.includes(`### ${title}\n`))).toEqual([]);
});

const title = version === undefined ? "in this engine and in opa: SKIPPED, there is no opa on the PATH" : `answer as opa ${version} does`;
describe.skipIf(version === undefined)(title, () => {
  let servers: OpaServers;
  beforeAll(async () => {
    const [v1, v0] = await Promise.all([OpaServer.start(), OpaServer.start(["--v0-compatible"])]);
    servers = { v1, v0 };
  });
  afterAll(() => {
    servers.v1.stop();
    servers.v0.stop();
  });

  it.each(comparedBuiltins().map((builtin) => [builtin.name, builtin] as const))("%s", async (name, builtin) => {
    const { differences } = await compareBuiltin(builtin, sample.count, sample.seed, servers);
    const unexplained = differences.filter(({ known }) => known === undefined);
    expect(unexplained.map(({ call, here, opa }) => [`${name}(${call.join(", ")})`, describeAnswer(here), describeAnswer(opa)])).toEqual(
      [],
    );
  });
});
