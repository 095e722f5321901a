import { describe, expect, it } from "vitest";
import { findOpaVersion } from "../policies/opa-server.ts";
import { compareModules } from "./compare-modules.ts";
import { mutateModule } from "./mutate-module.ts";
import { joinPieces, splitPieces } from "./pieces.ts";
import { readSeedModules } from "./seed-modules.ts";
import { measureAgreement } from "./verdict.ts";

/** A small sample of what `npm run differential:modules` does with thousands. */
const sample = { seed: 20, count: 150 };
const version = findOpaVersion();

describe("mutated modules", () => {
  it("are always the same for a seed and a number", () => {
    const written = readSeedModules();
    const [first, again, other] = [mutateModule(7, 3, written), mutateModule(7, 3, written), mutateModule(7, 4, written)];
    expect(again).toEqual(first);
    expect(other).not.toEqual(first);
  });

  it("are made of pieces that are the whole text", () => {
    for (const { text } of readSeedModules()) expect(joinPieces(splitPieces(text))).toBe(text);
  });

  const title =
    version === undefined ? "in this engine and in opa: SKIPPED, there is no opa on the PATH" : `have the errors that opa ${version} finds`;
  it.skipIf(version === undefined)(title, { timeout: 60_000 }, async () => {
    const shares = measureAgreement(await compareModules(sample.seed, 0, sample.count));
    expect(shares["code and row"].share).toBeGreaterThanOrEqual(0.96);
    expect(shares.text.share).toBeGreaterThanOrEqual(0.93);
  });
});
