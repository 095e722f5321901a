import { defineWorkload } from "../workload.ts";

const stages = ["prod", "test", "dev"];
const teams = ["Checkout", "Search", "Billing", "Legacy-Mail"];

export const stringFilters = defineWorkload({
  name: "filters-strings",
  standsFor: "500 names filtered by prefix, suffix and what they contain, in lower case, with a part cut out",
  query: "data.filters.services",
  policy: `package filters

services := [service |
	some name in input.names
	startswith(name, "prod-")
	lowered := lower(name)
	not contains(lowered, "legacy")
	endswith(lowered, "-api")
	service := trim_suffix(trim_prefix(lowered, "prod-"), "-api")
]
`,
  data: {},
  input: {
    names: Array.from({ length: 500 }, (_, index) => {
      const kind = index % 5 === 4 ? "worker" : "API";
      return `${stages[index % 3]}-${teams[index % 4]}-${index}-${kind}`;
    }),
  },
  byHand: (input) => {
    const services: string[] = [];
    for (const name of input.names) {
      if (typeof name !== "string" || !name.startsWith("prod-")) continue;
      const lowered = name.toLowerCase();
      if (!lowered.includes("legacy") && lowered.endsWith("-api")) services.push(lowered.slice("prod-".length, -"-api".length));
    }
    return services;
  },
});
