import { defineWorkload } from "../workload.ts";

interface Service {
  readonly name: string;
  readonly team: string;
  readonly region: string;
  readonly ports: readonly number[];
  readonly public: boolean;
}

const services: readonly Service[] = Array.from({ length: 120 }, (_, index) => ({
  name: `service-${index}`,
  team: `team-${index % 8}`,
  region: ["north", "south", "west"][index % 3] ?? "",
  ports: [8000 + index, 9000 + (index % 4)],
  public: index % 6 === 0,
}));

export const documentTree = defineWorkload({
  name: "document-tree",
  standsFor: "a whole tree of virtual documents five levels deep, put together by several rules, as one answer",
  query: "data.catalog.teams",
  policy: `package catalog

teams[service.team].regions[service.region].services[service.name].ports := ports if {
	some service in data.services
	ports := [port | some port in service.ports; port < data.highest_port]
}

teams[service.team].regions[service.region].services[service.name].exposure := exposure if {
	some service in data.services
	exposure := exposures[service.public]
}

teams[team].members := members if some team, members in input.members

exposures := {true: "public", false: "internal"}
`,
  data: { services, highest_port: 9002 },
  input: { members: Object.fromEntries(Array.from({ length: 8 }, (_, index) => [`team-${index}`, index + 3])) },
  byHand: (input, data) => {
    const teams: Record<string, { members?: number; regions?: Regions }> = {};
    for (const { name, team, region, ports, public: isPublic } of data.services) {
      teams[team] ??= {};
      teams[team].regions ??= {};
      teams[team].regions[region] ??= { services: {} };
      teams[team].regions[region].services[name] = {
        ports: ports.filter((port) => port < data.highest_port),
        exposure: isPublic ? "public" : "internal",
      };
    }
    for (const [team, members] of Object.entries(input.members)) {
      teams[team] ??= {};
      teams[team].members = members;
    }
    return teams;
  },
});

type Regions = Record<string, { services: Record<string, { ports: readonly number[]; exposure: string }> }>;
