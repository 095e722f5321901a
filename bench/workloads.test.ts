import { describe, expect, it } from "vitest";
import { handWritten, regoTs } from "./contenders.ts";
import { workloads } from "./workloads.ts";

/** Too long for a unit test; `npm run bench` compares their answers too. */
const large = new Set(["group-by-30000", "index-10000"]);

describe("workloads", () => {
  it.each(Object.keys(workloads).filter((name) => !large.has(name)))("%s: the engine answers what is written by hand", async (name) => {
    const workload = workloads[name]?.();
    if (workload === undefined) throw new Error(`no workload ${name}`);
    const [own, limit] = [await regoTs.start(workload), await handWritten.start(workload)];
    expect(own.value).toEqual(limit.value);
    expect(workload.name).toBe(name);
  });
});
