import { describe, expect, it } from "vitest";
import { compareEngines } from "./compare-engines.ts";
import { generatePolicy, renderPolicy } from "./generate-policies.ts";
import { findOpaVersion, OpaServer } from "./opa-server.ts";

/** A small sample of what `npm run differential` does with thousands. */
const sample = { seed: 20, count: 100 };
const version = findOpaVersion();

describe("generated policies", () => {
  it("are always the same for a seed and a number", () => {
    const [first, again, other] = [
      [7, 3],
      [7, 3],
      [7, 4],
    ].map(([seed = 0, index = 0]) => renderPolicy(generatePolicy(seed, index)));
    expect(again).toEqual(first);
    expect(other).not.toEqual(first);
  });

  const title =
    version === undefined ? "in this engine and in opa: SKIPPED, there is no opa on the PATH" : `give what opa ${version} gives`;
  it.skipIf(version === undefined)(title, { timeout: 60_000 }, async () => {
    const opa = await OpaServer.start();
    try {
      const different: string[] = [];
      for (let index = 0; index < sample.count; index++) {
        const policy = generatePolicy(sample.seed, index);
        const { differences } = await compareEngines(renderPolicy(policy), policy.queries, opa);
        const command = `npm run differential -- --seed ${sample.seed} --index ${index} --count 1`;
        different.push(...differences.map(({ query = "compilation" }) => `${command}: differs on ${query}`));
      }
      expect(different).toEqual([]);
    } finally {
      opa.stop();
    }
  });
});
