import { defineWorkload } from "../workload.ts";

const services = Object.fromEntries(
  Array.from({ length: 10 }, (_, index) => [
    `service${index}`,
    { regions: Object.fromEntries(["north", "south", "west"].map((region) => [region, { quota: (index + 1) * 10 }])) },
  ]),
);

export const deepDocuments = defineWorkload({
  name: "deep-documents",
  standsFor: "references through a tree of rules with general heads over base documents",
  query: "data.tree.violations",
  policy: `package tree

settings.limits[service].regions[region].most := quota if {
	some service, definition in data.services
	some region, details in definition.regions
	quota := details.quota * 2
}

settings.defaults.regions.north.priority := 1

settings.defaults.regions.south.priority := 2

used[service][region] := amount if {
	some entry in input.usage
	service := entry.service
	region := entry.region
	amount := entry.amount
}

violations contains {"service": service, "region": region, "priority": priority(region)} if {
	some service, regions in used
	some region, amount in regions
	amount > settings.limits[service].regions[region].most
}

priority(region) := settings.defaults.regions[region].priority

default priority(_) := 9
`,
  data: { services },
  input: {
    usage: Array.from({ length: 30 }, (_, index) => ({
      service: `service${index % 10}`,
      region: ["north", "south", "west"][Math.floor(index / 10)] ?? "",
      amount: (index * 37) % 150,
    })),
  },
  byHand: (input, data) => {
    const violations: { service: string; region: string; priority: number }[] = [];
    for (const { service, region, amount } of input.usage) {
      const quota = data.services[service]?.regions[region]?.quota;
      if (quota === undefined || amount <= quota * 2) continue;
      violations.push({ service, region, priority: region === "north" ? 1 : region === "south" ? 2 : 9 });
    }
    return violations.sort(
      (left, right) =>
        left.priority - right.priority ||
        (left.region < right.region ? -1 : left.region > right.region ? 1 : left.service < right.service ? -1 : 1),
    );
  },
});
