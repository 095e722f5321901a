import { describe, expect, it } from "vitest";
import { hostileGroups } from "./groups.ts";
import { runGroup } from "./run-group.ts";

/** Each group in a process of its own, whose heap is bounded: who takes more memory ends it. The time is for what hangs. `npm run hostile` has all ways to evaluate. */
describe("hostile policies and documents end as they should, and leave the engine as it was", () => {
  it.each(hostileGroups.map(({ name, cases }) => [name, cases] as const))("%s", { timeout: 600_000 }, async (name, cases) => {
    const { died, outcomes } = await runGroup(name, "", "turn");
    expect(died).toBeUndefined();
    expect(outcomes.filter(({ problem }) => problem !== undefined)).toEqual([]);
    expect(new Set(outcomes.map((outcome) => outcome.name)).size).toBe(cases.length);
  });
});
