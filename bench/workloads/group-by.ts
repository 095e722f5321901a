import type { Workload } from "../workload.ts";
import { defineWorkload } from "../workload.ts";

/** A comprehension inside a comprehension over the same records: linear if the engine sees that it groups, quadratic if not. */
export function groupBy(records: number): Workload {
  return defineWorkload({
    name: `group-by-${records}`,
    family: "group-by",
    standsFor: `a grouping comprehension over ${records} records`,
    query: "data.grouping.by_zone",
    policy: `package grouping

by_zone := {zone: ids |
	some zone in {record.zone | some record in input.records}
	ids := [record.id | some record in input.records; record.zone == zone]
}
`,
    data: {},
    input: { records: Array.from({ length: records }, (_, id) => ({ id, zone: `zone-${(id * 7919) % Math.ceil(records / 10)}` })) },
    byHand: (input) => {
      const zones: Record<string, number[]> = {};
      for (const { id, zone } of input.records) {
        zones[zone] ??= [];
        zones[zone].push(id);
      }
      return zones;
    },
  });
}
