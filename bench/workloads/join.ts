import { defineWorkload } from "../workload.ts";

const servers = Array.from({ length: 300 }, (_, index) => ({
  id: `server-${index}`,
  network: `network-${(index * 7) % 50}`,
  ports: [22, 80 + (index % 5)],
}));
const networks = Array.from({ length: 50 }, (_, index) => ({ id: `network-${index}`, open: index % 9 === 0 }));

export const joinTables = defineWorkload({
  name: "join-300x50",
  standsFor: "a join of 300 × 50 records by a field",
  query: "data.networks.exposed",
  policy: `package networks

exposed contains server.id if {
	some server in input.servers
	some network in data.networks_by_number
	network.id == server.network
	network.open
}
`,
  data: { networks_by_number: networks },
  input: { servers },
  byHand: (input, data) => {
    const exposed = new Set<string>();
    for (const server of input.servers) {
      for (const network of data.networks_by_number) {
        if (network.id === server.network && network.open) exposed.add(server.id);
      }
    }
    return [...exposed].sort();
  },
});
