import { describe, expect, it } from "vitest";
import { handWritten, regoTs } from "./contenders.ts";
import type { Workload } from "./workload.ts";
import { WorkloadFiles } from "./workload-files.ts";
import { families, workloads } from "./workloads.ts";

/** The largest size of a family that a unit test has time for; `npm run bench` compares the answers of all sizes. */
const enough: Readonly<Record<string, number>> = { "user-lookup": 2000, "group-by": 600, graph: 5000, "terraform-plan": 450 };
const ofFamilies = new Set(Object.entries(families).flatMap(([name, { sizes }]) => sizes.map((size) => `${name}-${size}`)));
const rows: [string, () => Workload][] = [
  ...Object.entries(workloads).filter(([name]) => !ofFamilies.has(name)),
  ...Object.entries(families).flatMap(([name, { sizes, make }]) =>
    [...new Set(sizes.map((size) => Math.min(size, enough[name] ?? 1000)))].map((size): [string, () => Workload] => [
      `${name}-${size}`,
      () => make(size),
    ]),
  ),
];

describe("workloads", () => {
  it.each(rows)("%s: the engine answers what is written by hand", async (name, make) => {
    const workload = make();
    const files = new WorkloadFiles(workload);
    const [own, limit] = [await regoTs.start(workload, files), await handWritten.start(workload, files)];
    expect(own.value).toEqual(limit.value);
    expect(workload.name).toBe(name);
    expect(make()).toEqual({ ...workload, byHand: expect.any(Function) });
  });
});
