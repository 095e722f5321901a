import { describe, expect, it } from "vitest";
import type { Standing, WorkloadReport } from "./measure-workload.ts";
import { summarize } from "./statistics.ts";
import { compareContender, formatTable, listFailures } from "./workload-table.ts";

const reports: readonly WorkloadReport[] = [
  makeReport("small", "size", { "rego-ts": summarize([1000, 1000]), "by hand": summarize([500, 500]), peer: summarize([2000, 2000]) }),
  makeReport("large", "size", { "rego-ts": summarize([1000, 1000]), "by hand": summarize([100, 100]), peer: summarize([8000, 8000]) }),
  makeReport("other", "other", { "rego-ts": summarize([2e6]), "by hand": summarize([1e6]), peer: { failure: "no such builtin" } }),
  makeReport("third", "third", { "rego-ts": summarize([1000]), "by hand": summarize([1000]), peer: summarize([500]) }),
];

describe("table of workloads", () => {
  it("has times, ratios and what they come to", () => {
    expect(formatTable(reports, ["rego-ts", "by hand", "peer"])).toBe(
      [
        "| workload | rego-ts | by hand (rego-ts takes) | peer (takes) |",
        "| --- | ---: | ---: | ---: |",
        "| small | 1.00 µs (±0 %) | 500 ns (× 2.00, ±0 %) | 2.00 µs (× 2.00, ±0 %) |",
        "| large | 1.00 µs (±0 %) | 100 ns (× 10.0, ±0 %) | 8.00 µs (× 8.00, ±0 %) |",
        "| other | 2.00 ms (±0 %) | 1.00 ms (× 2.00, ±0 %) | failed |",
        "| third | 1.00 µs (±0 %) | 1.00 µs (× 1.00, ±0 %) | 500 ns (× 0.50, ±0 %) |",
        "| geometric mean |  | × 2.51 | × 2.00 |",
        "| geometric mean, each family once |  | × 2.08 | × 1.41 |",
        "| least |  | × 1.00 | × 0.50 |",
        "| most |  | × 10.0 | × 8.00 |",
        "| workloads compared |  | 4 | 3 |",
      ].join("\n"),
    );
  });

  it("says what failed", () => {
    expect(listFailures(reports)).toEqual(["other, peer: no such builtin"]);
  });

  it.each([
    ["rego-ts", undefined],
    ["nobody", undefined],
  ])("compares nothing with %s", (contender, expected) => {
    expect(compareContender(reports, contender)).toBe(expected);
  });
});

function makeReport(name: string, family: string, standings: Readonly<Record<string, Standing>>): WorkloadReport {
  return { name, family, standsFor: name, standings };
}
